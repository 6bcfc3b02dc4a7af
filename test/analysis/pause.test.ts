import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { rules } from '../../rules/index.js';
import { tempProject, type TempProject } from '../support/temp-project.js';

/*
 * What was derived stays while somebody thinks, as long as nothing on the disk has changed. The time that this thread had
 * nothing to do is given by the test.
 */

const HANDLER = `import { load } from './load.js';
export async function all(ids: string[]) {
  const rows = [];
  for (const id of ids) rows.push(await load(id));
  return rows;
}
`;
const QUERY = `import { pool } from './pool.js';
export const load = (id: string) => pool.query('SELECT * FROM users WHERE id = $1', [id]);
`;
const PLAIN = 'export const load = (id: string) => Promise.resolve(id);\n';
const POOL = `import { Pool } from 'pg';\nexport const pool = new Pool();\n`;

let idle = 0;
const pause = () => (idle += 10_000);

beforeEach(() => {
  vi.spyOn(performance, 'eventLoopUtilization').mockImplementation(() => ({ idle, active: 0, utilization: 0 }));
});
afterEach(() => {
  vi.restoreAllMocks();
});

function queriesIn(project: TempProject): number {
  return rules['no-query-in-loop']!.findings(project.analyse('src/all.ts')).length;
}

describe('after a pause', () => {
  it.each<[string, (project: TempProject) => void, number]>([
    ['nothing has changed', () => undefined, 1],
    ['an imported file was saved', (project) => project.write('src/load.ts', PLAIN), 0],
    ['another one beside it is removed', (project) => rmSync(project.path('src/pool.ts')), 0],
    ['a package.json was created', (project) => project.write('src/package.json', '{ "name": "other" }'), 1],
  ])('%s: it is as it would be for the first time', (_, change, expected) => {
    const project = tempProject({ 'package.json': '{ "name": "app" }', 'src/all.ts': HANDLER, 'src/load.ts': QUERY, 'src/pool.ts': POOL });
    expect(queriesIn(project)).toBe(1);
    change(project);
    pause();
    expect(queriesIn(project)).toBe(expected);
  });

  it('a file that was missing is found', () => {
    const project = tempProject({ 'package.json': '{ "name": "app" }', 'src/all.ts': HANDLER, 'src/load.ts': QUERY });
    expect(queriesIn(project)).toBe(0);
    project.write('src/pool.ts', POOL);
    pause();
    expect(queriesIn(project)).toBe(1);
  });

  it('a package of another name is the one that is meant', () => {
    const project = tempProject({ 'package.json': '{ "name": "app" }', 'src/all.ts': HANDLER.replace('./load.js', '#load'), 'src/load.ts': QUERY, 'src/pool.ts': POOL });
    expect(queriesIn(project)).toBe(0);
    project.write('package.json', '{ "name": "app", "imports": { "#load": "./src/load.ts" } }');
    pause();
    expect(queriesIn(project)).toBe(1);
  });

  it('what was derived is kept where nothing has changed, and asked again after some minutes', () => {
    const project = tempProject({ 'package.json': '{ "name": "app" }', 'src/all.ts': HANDLER, 'src/load.ts': QUERY, 'src/pool.ts': POOL });
    const tableOf = () => project.analyse('src/all.ts').project.derived('kept over a pause');
    pause();
    const table = tableOf();
    pause();
    expect(tableOf()).toBe(table);
    table.set('key', 'value');
    idle += 300_000;
    pause();
    expect(tableOf().size).toBe(0);
  });
});
