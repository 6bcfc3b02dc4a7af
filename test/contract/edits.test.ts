import { cpSync, readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import { expect, it, vi } from 'vitest';
import { rules } from '../../rules/index.js';
import { analyseFile } from '../../src/analysis/file.js';
import { rulesOf } from '../../src/configs.js';
import { readSettings } from '../../src/settings.js';
import { ROOT } from '../support/repository.js';
import { tempProject } from '../support/temp-project.js';

/*
 * While somebody edits a file, facts that don't depend on it are kept. After each edit what is found in all files is
 * compared with what is found there when everything has been dropped.
 */

const settings = readSettings(undefined);
const configured = Object.entries(rulesOf('all')).map(([id, entry]) => ({
  rule: rules[id.slice(id.indexOf('/') + 1)]!,
  options: Array.isArray(entry) ? entry[1] : undefined,
}));

/** Edits that change what a file does for those that use it. */
const EDITS: ((text: string) => string)[] = [
  (text) => text.replaceAll(/\b(query|find\w*|fetch|get|post|save|create\w*)\b(?=[(<])/g, '$1Gone'),
  (text) => text.replaceAll(/\bexport (?=(?:async )?(?:function|const))/g, ''),
];

it.each([
  ['shop-express', /repositories|db/],
  ['orders-nest', /service|client/],
] as const)('%s: an edit drops all that depends on it', (service, edited) => {
  const project = tempProject({});
  cpSync(`${ROOT}fixtures/services/${service}`, project.dir, { recursive: true, filter: (path) => !path.includes('node_modules') });
  const files = globSync('src/**/*.ts', { cwd: project.dir }).sort();
  const texts = new Map(files.map((file) => [file, readFileSync(project.path(file), 'utf8')]));
  const found = (file: string) => {
    const analysis = analyseFile(project.path(file), texts.get(file)!, settings);
    if (!analysis) return 'no code';
    const all = configured.flatMap(({ rule, options }) => rule.findings(analysis, options, settings).map(({ messageId, data, start, end }) => ({ messageId, data, start, end })));
    return JSON.stringify(all);
  };
  const clock = vi.spyOn(performance, 'eventLoopUtilization');
  let idle = 0;
  clock.mockImplementation(() => ({ idle, active: 0, utilization: 0 }));
  let changed = 0;
  let last = new Map(files.map((file) => [file, found(file)]));
  try {
    for (const file of files.filter((name) => edited.test(name))) {
      const saved = texts.get(file)!;
      for (const text of EDITS.flatMap((edit) => [edit(saved), saved])) {
        texts.set(file, text);
        // The edited text first: a file that is linted before it sees the one that was there.
        const order = [file, ...files.filter((name) => name !== file)];
        const before = new Map(order.map((name) => [name, found(name)]));
        // A file that comes while somebody thinks drops everything.
        project.write(`notes-${(idle += 10_000)}.md`, '');
        const after = new Map(order.map((name) => [name, found(name)]));
        for (const name of order) {
          expect(before.get(name), `${name} after an edit of ${file}`).toBe(after.get(name));
          if (name !== file && after.get(name) !== last.get(name)) changed++;
        }
        last = after;
      }
    }
  } finally {
    clock.mockRestore();
  }
  expect(changed, 'findings in other files that an edit changed').toBeGreaterThan(3);
}, 120_000);
