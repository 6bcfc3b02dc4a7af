import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import type { ExplainReport } from '../../src/cli/explain.js';
import { createProject, type TestProject } from '../codemod/project.js';
import { cli } from './run.js';

const DEPENDENCIES = { pg: '^8.11.0', got: '^14.0.0', pino: '^9.0.0', typeorm: '^0.3.0', 'acme-mail': '^1.0.0' };

const FILES = {
  'package.json': JSON.stringify({ name: 'orders', type: 'module', dependencies: DEPENDENCIES }),
  'src/db.ts': `import { Pool } from 'pg';

export const pool = new Pool({ max: 10 });

export async function loadCustomer(id: string) {
  const { rows } = await pool.query('SELECT * FROM customers WHERE id = $1', [id]);
  return rows[0];
}
`,
  'src/mail.ts': `import { createMailer } from 'acme-mail';

export const mailer = createMailer();
`,
  'src/ship.ts': `import got from 'got';
import pino from 'pino';
import { loadCustomer } from './db.js';
import { mailer } from './mail.js';

const log = pino();

export async function ship(orders: { customerId: string }[], carrier) {
  for (const order of orders) {
    const customer = await loadCustomer(order.customerId);
    await mailer.send(customer);
  }
  try {
    await got.post('https://carrier.example.com/pickups', { json: orders });
    await got('https://carrier.example.com/status', { timeout: { request: 5000 } });
  } catch (error) {
    log.error(error.message);
    await carrier.cancel(orders);
  }
  for (const attempt of [1, 2, 3]) await loadCustomer(String(attempt));
}

export async function status(options) {
  return got('https://carrier.example.com/status', options);
}
`,
};

const catalogue = { version: '1.2.3', rules, codemods: {} };

async function explain(project: TestProject, place: string, ...flags: string[]): Promise<ExplainReport> {
  const { code, out, notes } = await cli(project, ['explain', place, '--json', ...flags], { catalogue });
  expect({ code, notes }).toEqual({ code: 0, notes: '' });
  return JSON.parse(out) as ExplainReport;
}

const GUIDE = readFileSync(join(import.meta.dirname, '../../docs/guide/explain.md'), 'utf8');

describe('the guide', () => {
  const files = [...GUIDE.matchAll(/```ts\n\/\/ file: (\S+)\n([^]*?)```/g)].map(([, path, text]) => [path!, text!] as const);
  const runs = [...GUIDE.matchAll(/```console\n\$ npx resilience explain (\S+)\n([^]*?)```/g)].map(([, place, out]) => ({ place: place!, out: out! }));

  it.each(runs)('has the output for $place', async ({ place, out }) => {
    const project = createProject({ 'package.json': FILES['package.json'], ...Object.fromEntries(files) });
    expect((await cli(project, ['explain', place], { catalogue })).out).toBe(out);
  });

  it('has examples', () => {
    expect(runs).toHaveLength(2);
  });
});

describe('resilience explain', () => {
  it('prints what a call is, what it reaches, what is round it, and the findings', async () => {
    const { code, out } = await cli(createProject(FILES), ['explain', 'src/ship.ts:10'], { catalogue });
    expect(code).toBe(0);
    expect(out.replace(/Findings\n[^]*/, '')).toBe(`src/ship.ts:10  const customer = await loadCustomer(order.customerId);

loadCustomer
  resolved      loadCustomer: imported from './db.js', the function loadCustomer (src/db.ts:5)
  is            a call of the project's own code
  reaches       query read: \`loadCustomer\` (src/db.ts:5) → \`Pool.query\` (src/db.ts:6)
  around it     for…of over \`orders\`, once per element of a list that grows with the data, one after the other (line 9)
                the function ship (line 8)

`);
    expect(out).toMatch(/Findings\n {2}`loadCustomer` \(db\.ts:5\).* resilience\/no-query-in-loop, strict\n$/);
  });

  it('says of a call of a library how it was resolved, and its time limit', async () => {
    const project = createProject(FILES);
    const [post] = (await explain(project, 'src/ship.ts:14')).calls;
    expect(post).toMatchObject({
      code: 'got.post',
      at: { path: 'src/ship.ts', line: 14 },
      calls: 'library',
      resolved: [
        { code: 'got', how: 'imported from the package got (^14.0.0)' },
        { code: 'got.post', how: null, what: 'Got.post of got' },
      ],
      row: { library: 'got', label: 'Got.post', concept: 'external-call', access: 'write', medium: 'http' },
      limit: { state: 'unbounded', ms: null, at: null },
      around: [{ what: 'a try with a catch' }, { what: 'the function ship' }],
      doubt: null,
    });
    expect((await explain(project, 'src/ship.ts:15')).calls[0]!.limit).toMatchObject({
      state: 'bounded',
      ms: 5000,
      at: { path: 'src/ship.ts', line: 15 },
    });
    expect((await explain(project, 'src/ship.ts:24')).calls[0]!.limit).toMatchObject({
      state: 'unknown',
      what: expect.stringMatching(/^unknown: options is an untyped parameter; decided by the caller of status \(timeout\.request, .*signal\)$/),
      remedy: 'A limit that is written into the call would make it known.',
    });
  });

  it('follows an unknown callee back to where the look-up ended, in another file too', async () => {
    const project = createProject(FILES);
    const [send] = (await explain(project, 'src/ship.ts:11')).calls;
    expect(send).toMatchObject({
      calls: 'unknown',
      row: null,
      doubt: {
        code: 'createMailer',
        at: { path: 'src/mail.ts', line: 3 },
        reason: 'no model says what acme-mail.createMailer is',
        remedy: 'A model of `acme-mail` in `settings.resilience.models` would say what it is.',
      },
    });
    const [cancel] = (await explain(project, 'src/ship.ts:18')).calls;
    expect(cancel!.doubt).toEqual({
      code: 'carrier',
      at: { path: 'src/ship.ts', line: 18 },
      reason: 'carrier is an untyped parameter',
      remedy: 'A type annotation on `carrier` would say what it is.',
    });
  });

  it('tells calls of the language, of globals that nothing declares, and decorators', async () => {
    const project = createProject({
      'package.json': JSON.stringify({ name: 'jobs', dependencies: { '@nestjs/bull': '^11.0.0' } }),
      'jobs.ts': `import { Process } from '@nestjs/bull';

export class Jobs {
  @Process('sync')
  async sync(ids: string[]) {
    const sorted = ids.filter(Boolean).map(Number);
    return meter(JSON.stringify(sorted));
  }
}
`,
    });
    const kinds = async (line: number) => (await explain(project, `jobs.ts:${line}`)).calls.map(({ code, calls }) => [code, calls]);
    expect(await kinds(4)).toEqual([['Process', 'library']]);
    expect(await kinds(6)).toEqual([
      ['ids.filter(…).map', 'language'],
      ['ids.filter', 'language'],
    ]);
    expect(await kinds(7)).toEqual([
      ['meter', 'unknown'],
      ['JSON.stringify', 'language'],
    ]);
    expect((await explain(project, 'jobs.ts:7')).calls[0]!.doubt).toMatchObject({
      reason: 'nothing declares meter, and no model says what it is',
      remedy: 'A model of the global in `settings.resilience.models` (package `global`) would say what it is.',
    });
  });

  it('knows what a model in the settings makes known', async () => {
    const project = createProject({
      ...FILES,
      'eslint.config.js': `export default [{ settings: { resilience: { models: [{
        package: 'acme-mail',
        exports: { createMailer: { function: { returns: 'Mailer' } } },
        types: { Mailer: { members: { send: { concept: 'external-call', medium: 'email', access: 'write' } } } },
      }] } } }];`,
    });
    const [send] = (await explain(project, 'src/ship.ts:11', '--config', 'eslint.config.js')).calls;
    expect(send).toMatchObject({ calls: 'library', row: { label: 'Mailer.send', concept: 'external-call' }, doubt: null });
  });

  it('says of a loop whether it is bounded', async () => {
    const project = createProject(FILES);
    expect((await explain(project, 'src/ship.ts:10')).calls[0]!.around[0]).toMatchObject({ grows: true });
    const call = (await explain(project, 'src/ship.ts:20')).calls.find(({ code }) => code === 'loadCustomer');
    expect(call!.around[0]).toMatchObject({ what: expect.stringContaining('bounded'), grows: false });
  });

  it('explains the handler that begins on the line, or that the line is in', async () => {
    const project = createProject(FILES);
    for (const line of [16, 17]) {
      const { handlers } = await explain(project, `src/ship.ts:${line}`);
      expect(handlers).toEqual([
        {
          kind: 'catch',
          at: { path: 'src/ship.ts', line: 16 },
          handles: '`Got.post`',
          logs: [{ code: 'log.error', at: { path: 'src/ship.ts', line: 17 }, keeps: 'the message alone' }],
          ways: ['logged, followed by calls that may do anything'],
        },
      ]);
    }
  });

  it('explains a call from any of its lines, and a builder as one', async () => {
    const project = createProject({
      'package.json': JSON.stringify({ name: 'users', dependencies: DEPENDENCIES }),
      'users.ts': `import { Repository } from 'typeorm';

export class Users {
  constructor(private readonly users: Repository<User>) {}

  async find(name: string) {
    return this.users
      .createQueryBuilder('user')
      .where('user.name = :name', {
        name,
      })
      .getMany();
  }
}
`,
    });
    for (const line of [7, 8, 10, 12]) {
      const { calls } = await explain(project, `users.ts:${line}`);
      expect(calls).toHaveLength(1);
      expect(calls[0]).toMatchObject({ calls: 'library', row: { library: 'typeorm', concept: 'query', access: 'read' } });
      expect(calls[0]!.resolved.slice(0, 2)).toEqual([
        { code: 'this', how: null, what: 'an instance of Users', at: { path: 'users.ts', line: 3 } },
        { code: 'this.users', how: null, what: 'Repository of typeorm, known by its type', at: null },
      ]);
    }
  });

  it('says why a whole file is silent, and which findings a comment switches off', async () => {
    const project = createProject({
      ...FILES,
      'test/ship.test.ts': `import got from 'got';\n// eslint-disable-next-line resilience/require-timeout -- local\nawait got('https://example.com');\n`,
    });
    const report = await explain(project, 'test/ship.test.ts:3');
    expect(report.silent).toEqual(['tests']);
    expect(report.findings).toMatchObject([{ rule: 'require-timeout', line: 3, disabled: true, preset: 'recommended' }]);
  });

  it('prints a line without a call', async () => {
    const { out } = await cli(createProject(FILES), ['explain', 'src/db.ts:4'], { catalogue });
    expect(out).toBe('src/db.ts:4  \n\nThere is no call and no error handler here.\n\nNo rule reports this line.\n');
  });

  it.each([
    ['src/ship.ts', 'Name a file and a line: `resilience explain src/orders.ts:42`, not src/ship.ts.'],
    ['src/none.ts:3', "src/none.ts doesn't exist."],
    ['src:3', 'src is no file.'],
    ['package.json:1', 'package.json is no JavaScript or TypeScript file.'],
    ['src/db.ts:9', 'src/db.ts has no line 9: it has 8.'],
    ['src/db.ts:0', 'src/db.ts has no line 0: it has 8.'],
    ['broken.js:1', "broken.js can't be parsed. Line 1: Unexpected token"],
    ['latin.js:1', "latin.js can't be read. The file is not UTF-8."],
  ])('ends with 2 for %s', async (place, message) => {
    const project = createProject({ ...FILES, 'broken.js': 'const = 1;\n', 'latin.js': Buffer.from('// caf\xe9\n', 'latin1') });
    expect(await cli(project, ['explain', place], { catalogue })).toEqual({ code: 2, out: '', notes: `${message}\n` });
  });
});
