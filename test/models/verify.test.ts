import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkModel } from '../../scripts/models/types/check.js';
import { planGroups } from '../../scripts/models/types/install.js';
import { createReader } from '../../scripts/models/types/program.js';
import type { LibraryModel } from '../../src/models/model.js';

const DECLARATIONS = `
export interface Options { timeout?: number; signal?: AbortSignal; retry?: { limit?: number } }
export declare class Pool {
  constructor(options?: { max?: number; timeout?: number });
  query(text: string, options?: Options): Promise<Row[]>;
  connect(): Promise<Client>;
  each(callback: (row: Row) => void): void;
  end(): Promise<void>;
}
export interface Client { release(): void }
export interface Row { id: number }
export declare function untyped(): any;
`;

const model: LibraryModel = {
  package: 'tiny',
  versions: '>=1',
  checked: '1.0.0',
  docs: 'https://example.com/',
  area: 'sql',
  exports: {
    Pool: { class: 'Pool', construction: { options: 0, timeouts: ['limit'], pool: { max: { at: 'max', default: 10 } } } },
    untyped: { function: { returns: 'Anything' } },
  },
  types: {
    Pool: {
      members: {
        query: { concept: 'query', text: 0, options: 1, signal: 'signal', timeouts: ['limit'] },
        connect: { concept: 'acquire', returns: 'Client', acquires: { kind: 'pooled-client', release: ['release'] } },
        each: { callbacks: [{ at: 'Argument[0]', role: 'element' }] },
      },
      lifecycle: { stage: 'pool', close: '$.end()' },
    },
    Client: { members: { release: { concept: 'release' } } },
    Anything: { members: { call: {} } },
  },
  timeouts: { limit: { covers: 'call', unit: 'ms', default: null, call: 'timeout', client: 'timeout' } },
  retries: { default: 0, option: 'retry.limit' },
};

let folder: string;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'resilience-verify-')));
  const home = join(folder, 'node_modules', 'tiny');
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), '{ "name": "tiny", "version": "1.0.0", "types": "index.d.ts" }');
  writeFileSync(join(home, 'index.d.ts'), DECLARATIONS);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One for all: it parses the compiler's own declarations once. */
const read = createReader();

function check(changed: Partial<LibraryModel>) {
  return checkModel({ ...model, ...changed }, read(folder, ['tiny'], []));
}

/** The model with other members of `Pool`. */
function withMembers(members: NonNullable<LibraryModel['types'][string]['members']>): Partial<LibraryModel> {
  return { types: { ...model.types, Pool: { ...model.types['Pool'], members } } };
}

describe('a model held against declarations', () => {
  it('has nothing missing where every row is there', () => {
    const { found, missing, open } = check({});
    expect(missing).toEqual([]);
    expect(Object.keys(open)).toEqual(['types.Anything']);
    expect(found.length).toBeGreaterThan(12);
  });

  it.each<[string, Partial<LibraryModel>, string]>([
    ['an export', { exports: { ...model.exports, Client2: { class: 'Client' } } }, 'exports.Client2: there is no such export.'],
    ['a member', withMembers({ run: { concept: 'query' } }), 'types.Pool.run: there is no such member.'],
    ['an argument', withMembers({ connect: { text: 0 } }), 'types.Pool.connect.text: no argument 0.'],
    ['an option', withMembers({ query: { options: 1, signal: 'abort' } }), 'types.Pool.query.signal: no abort in its arguments.'],
    ['a callback', withMembers({ query: { callbacks: [{ at: 'Argument[0]', role: 'callback' }] } }), 'no function at Argument[0].'],
    [
      'what gives a client back',
      withMembers({ connect: { acquires: { kind: 'pooled-client', release: ['free'] } } }),
      'types.Pool.connect.acquires.free: what it gives has no free.',
    ],
    ['a limit', { timeouts: { limit: { ...model.timeouts!['limit']!, call: 'timeoutMs' } } }, 'timeouts.limit.call: no such option'],
    ['the retries', { retries: { default: 0, option: 'retries' } }, 'retries: no retries in the options of any call or client.'],
  ])('names %s that is missing', (_, changed, problem) => {
    expect(check(changed).missing.join('\n')).toContain(problem);
  });

  it('leaves open what a source states', () => {
    const limit = { ...model.timeouts!['limit']!, call: 'timeoutMs', source: 'https://example.com/' };
    expect(check({ timeouts: { limit } })).toMatchObject({ missing: [], open: { 'timeouts.limit.call': 'stated by https://example.com/' } });
  });

  it('says that there are no declarations', () => {
    expect(read(folder, ['missing'], []).isUntyped).toBe(true);
  });
});

describe('what is installed together', () => {
  it('packages of one name and two versions are installed apart', () => {
    const older = { ...model, versions: '<1', checked: '0.9.0' };
    const groups = planGroups('cache', [model, older]);
    expect(groups.map(({ models }) => models)).toEqual([[model], [older]]);
  });

  it('is of one area, and not too much', () => {
    const others = Array.from({ length: 40 }, (_, index): LibraryModel => ({ ...model, package: `other-${index}`, area: index < 20 ? 'sql' : 'orm' }));
    const groups = planGroups('cache', others);
    expect(groups.every(({ packages, models }) => packages.size <= 16 && new Set(models.map(({ area }) => area)).size === 1)).toBe(true);
    expect(groups.flatMap(({ models }) => models)).toHaveLength(others.length);
  });
});
