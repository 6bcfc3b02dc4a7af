import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { globSync } from 'tinyglobby';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import rule from '../../rules/no-query-in-loop.js';
import { bundle, type Bundle } from '../../scripts/bundle.js';
import { ROOT } from '../support/repository.js';
import { tempProject } from '../support/temp-project.js';

const run = promisify(execFile);
const FILES = globSync(['fixtures/services/*/src/**/*.{ts,js}', 'fixtures/rules/**/*.{ts,js}'], { cwd: ROOT }).sort();

/** A fixed order that has nothing to do with the names. */
function shuffled(files: readonly string[]): string[] {
  const rank = (file: string) => Array.from(file).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7);
  return [...files].sort((a, b) => rank(a) - rank(b));
}

describe('the order of files', () => {
  let plugin: Bundle;
  beforeAll(async () => {
    plugin = await bundle(join(ROOT, 'test/contract/findings.ts'));
  });
  afterAll(() => {
    plugin.remove();
  });

  /** The findings of files that are linted one after the other by a plugin that knows nothing yet. */
  async function findingsIn(order: readonly string[]): Promise<Map<string, string>> {
    const { stdout } = await run(process.execPath, [plugin.path, ROOT, ...order], { maxBuffer: 2 ** 28 });
    return new Map(JSON.parse(stdout) as [string, string][]);
  }

  it('changes no finding and no word of it', async () => {
    const [forward, ...others] = await Promise.all([FILES, [...FILES].reverse(), shuffled(FILES)].map(findingsIn));
    expect([...forward!.values()].join('').length).toBeGreaterThan(10_000);
    for (const other of others) {
      for (const path of FILES) expect(other.get(path), path).toBe(forward!.get(path));
    }
  }, 120_000);
});

/** The time with nothing to do after which files may have come, gone or changed, in ms. */
const PAUSE_MS = 1500;

describe('an editor session', () => {
  const LOOP = `import { load } from './users.js';\nexport async function all(ids) {\n  for (const id of ids) await load(id);\n}\n`;
  const QUERY = `import { Pool } from 'pg';\nconst pool = new Pool();\nexport const load = (id) => pool.query('SELECT 1 FROM users WHERE id = $1', [id]);\n`;
  const NOTHING = `export const load = (id) => id;\n`;

  const found = (project: ReturnType<typeof tempProject>, text?: string) =>
    rule.findings(project.analyse('main.ts', text)).map(({ data }) => data['chains']);

  it('follows edits of other files by their time and size', async () => {
    const project = tempProject({ 'main.ts': LOOP, 'users.ts': NOTHING });
    expect(found(project)).toEqual([]);
    project.write('users.ts', QUERY);
    await setTimeout(PAUSE_MS);
    expect(found(project)).toEqual(['`load` (users.ts:3) → `Pool.query`']);
    project.write('users.ts', `\n${QUERY}`);
    await setTimeout(PAUSE_MS);
    expect(found(project)).toEqual(['`load` (users.ts:4) → `Pool.query`']);
    project.write('users.ts', NOTHING);
    await setTimeout(PAUSE_MS);
    expect(found(project)).toEqual([]);
  });

  it('finds files that come later', async () => {
    const project = tempProject({ 'main.ts': LOOP });
    expect(found(project)).toEqual([]);
    project.write('users.ts', QUERY);
    await setTimeout(PAUSE_MS);
    expect(found(project)).toEqual(['`load` (users.ts:3) → `Pool.query`']);
  });

  it('takes the unsaved text of the linted file', () => {
    const project = tempProject({ 'main.ts': LOOP, 'users.ts': QUERY });
    expect(found(project)).toHaveLength(1);
    expect(found(project, LOOP.replace('for (const id of ids) ', ''))).toEqual([]);
    expect(found(project, LOOP)).toHaveLength(1);
  });

  it('takes the unsaved text of a file for those that import it, too, until it is saved', async () => {
    const project = tempProject({ 'main.ts': LOOP, 'users.ts': NOTHING });
    expect(found(project)).toEqual([]);
    project.analyse('users.ts', QUERY);
    expect(found(project)).toEqual(['`load` (users.ts:3) → `Pool.query`']);
    project.write('users.ts', `${NOTHING}\n`);
    await setTimeout(PAUSE_MS);
    expect(found(project)).toEqual([]);
  });
});
