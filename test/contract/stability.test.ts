import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { globSync } from 'tinyglobby';
import { describe, expect, it, vi } from 'vitest';
import rule from '../../rules/no-query-in-loop.js';
import { ROOT } from '../support/repository.js';
import { tempProject } from '../support/temp-project.js';

const FILES = globSync(['fixtures/services/*/src/**/*.{ts,js}', 'fixtures/rules/**/*.{ts,js}'], { cwd: ROOT }).sort();

/** A fixed order that has nothing to do with the names. */
function shuffled(files: readonly string[]): string[] {
  const rank = (file: string) => Array.from(file).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7);
  return [...files].sort((a, b) => rank(a) - rank(b));
}

/** The findings of files that are linted one after the other by a plugin that knows nothing yet. */
async function findingsIn(order: readonly string[]): Promise<Map<string, string>> {
  vi.resetModules();
  const { rules } = await import('../../rules/index.js');
  const { analyseFile } = await import('../../src/analysis/file.js');
  const { rulesOf } = await import('../../src/configs.js');
  const { readSettings } = await import('../../src/settings.js');
  const settings = readSettings(undefined);
  const configured = Object.entries(rulesOf('all')).map(([id, entry]) => ({
    rule: rules[id.slice(id.indexOf('/') + 1)]!,
    options: Array.isArray(entry) ? entry[1] : undefined,
  }));
  const found = new Map<string, string>();
  for (const path of order) {
    const file = analyseFile(ROOT + path, readFileSync(ROOT + path, 'utf8'), settings)!;
    const findings = configured.flatMap((item) =>
      item.rule.findings(file, item.options, settings).map(({ messageId, data, start, end }) => ({ messageId, data, start, end })),
    );
    found.set(path, JSON.stringify(findings));
  }
  return found;
}

describe('the order of files', () => {
  it('changes no finding and no word of it', async () => {
    const forward = await findingsIn(FILES);
    expect([...forward.values()].join('').length).toBeGreaterThan(10_000);
    for (const order of [[...FILES].reverse(), shuffled(FILES)]) {
      const other = await findingsIn(order);
      for (const path of FILES) expect(other.get(path), path).toBe(forward.get(path));
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
