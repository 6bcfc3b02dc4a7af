import { defineConfig } from 'vitest/config';

/** What is known of folders and packages is kept for half a minute: tests that build them need a process that knows nothing yet. */
const FOLDERS = ['test/analysis/project/**/*.test.ts'];

export default defineConfig({
  test: {
    maxWorkers: 2,
    // Of tests that mostly wait for processes: more of them at once would only wait for each other.
    maxConcurrency: 3,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      // Test files share their modules: loading those takes longer than most of the tests.
      { extends: true, test: { name: 'shared', include: ['test/**/*.test.ts'], exclude: FOLDERS, isolate: false } },
      { extends: true, test: { name: 'folders', include: FOLDERS } },
    ],
  },
});
