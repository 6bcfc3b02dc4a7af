import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { BUNDLED, bundledSources } from './test/support/bundled-sources.js';

/** Other files share their modules, as loading those takes longer than most tests. These need their own: what is known of folders and packages is kept for half a minute. */
const APART = ['test/analysis/project/**/*.test.ts'];

/** Tests in which milliseconds matter. They come last, beside nothing but each other. */
const TIMED = ['test/codemod/{policies,journal}.test.ts'];

/** Has the files that mostly wait for processes begin one after the other, beside those that compute, and none of them at the end. */
class Spread extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const waiting = sorted.filter(isWaiting);
    const computing = sorted.filter((file) => !isWaiting(file));
    const distance = Math.floor((computing.length * 0.75) / waiting.length);
    return computing.flatMap((file, index) => (index % distance === 0 ? [...waiting.splice(0, 1), file] : [file])).concat(waiting);
  }
}

const isWaiting = ({ moduleId }: TestSpecification): boolean => moduleId.includes('/test/e2e/');

const plugins = [bundledSources()];

export default defineConfig({
  test: {
    server: { deps: { external: [BUNDLED] } },
    // One more than the processors of a small machine: while a test waits for a process, another one runs.
    maxWorkers: 3,
    // Of tests that mostly wait for processes: more of them at once would only wait for each other.
    maxConcurrency: 3,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    sequence: { sequencer: Spread },
    projects: [
      { extends: true, plugins, test: { name: 'shared', isolate: false, include: ['test/**/*.test.ts'], exclude: [...APART, ...TIMED] } },
      { extends: true, plugins, test: { name: 'timed', isolate: false, include: TIMED, maxWorkers: 2, sequence: { groupOrder: 1 } } },
      { extends: true, plugins, test: { name: 'apart', include: APART } },
    ],
  },
});
