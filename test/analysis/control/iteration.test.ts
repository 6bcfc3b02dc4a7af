import { describe, expect, it } from 'vitest';
import { iterationRound, namedIteration } from '../../../src/analysis/control/iteration.js';
import { isCall, memberName, type Node } from '../../../src/analysis/project/ast.js';
import { nodesOf } from '../../../src/analysis/project/module.js';
import { tempProject } from '../../support/temp-project.js';

/** Names whose values aren't known. */
const UNKNOWN = 'let items, users, rows, routes, queue, given, byKey, service, start, promises;\n';

/** `over` of what repeats the call of `work`, or `bounded`; `count` where the turns are counted. */
function iteration(code: string, files: Record<string, string> = {}): string {
  const { module, project } = tempProject({ ...files, 'main.ts': UNKNOWN + code }).analyse('main.ts');
  for (const call of nodesOf(module, 'CallExpression')) {
    const named = namedIteration(project, call);
    const isWork = call.callee.type === 'Identifier' && call.callee.name === 'work';
    const found = named && namesWork(named.passed) ? named.iteration : isWork ? iterationRound(project, call) : undefined;
    if (found === undefined) continue;
    if (!found) return 'bounded';
    const text = found.over ? module.text.slice(found.over.start, found.over.end) : 'count';
    return found.concurrent ? `${text}, concurrent` : text;
  }
  throw new Error('Nothing calls work.');
}

function namesWork(node: Node): boolean {
  return (node.type === 'Identifier' && node.name === 'work') || (node.type === 'MemberExpression' && memberName(node) === 'work') || isCall(node);
}

describe('once per element of a list', () => {
  it.each<[string, string]>([
    ['for (const item of items) await work(item);', 'items'],
    ['for await (const item of items) await work(item);', 'items'],
    ['for (const [index, item] of items.entries()) await work(item);', 'items.entries()'],
    ['for (const key in byKey) await work(key);', 'byKey'],
    ['for (let i = 0; i < items.length; i++) await work(items[i]);', 'items'],
    ['for (let i = 0, n = items.length; i < n; i += 1) await work(items[i]);', 'items'],
    ['for (let i = items.length - 1; i >= 0; i--) await work(items[i]);', 'items'],
    ['for (let i = 0; i < quantity; i++) await work(i);', 'count'],
    ['let i = 0; while (i < quantity) { await work(i); i++; }', 'count'],
    ['while (queue.length > 0) { const next = queue.shift(); await work(next); }', 'queue'],
    ['items.forEach((item) => { promises.push(work(item)); });', 'items, concurrent'],
    ['await Promise.all(items.map(async (item) => ({ ...item, more: await work(item) })));', 'items, concurrent'],
    ['await Promise.all(items.map(work));', 'items, concurrent'],
    ['await Promise.all(items.map(service.work));', 'items, concurrent'],
    ['await Promise.all(items.map(work.bind(null, 1)));', 'items, concurrent'],
    ['await items.reduce(async (before, item) => { await before; await work(item); }, start);', 'items'],
    ['await Promise.all(Array.from(items, (item) => work(item)));', 'items, concurrent'],
    ["import pMap from 'p-map'; await pMap(items, (item) => work(item));", 'items, concurrent'],
    ["import async from 'async'; await async.eachSeries(items, async (item) => { await work(item); });", 'items'],
    ["import async from 'async'; async.each(items, (item, next) => work(item, next), done);", 'items, concurrent'],
    ["import _ from 'lodash'; _.forEach(items, (item) => work(item));", 'items, concurrent'],
    // Of two nested loops the inner one.
    ['for (const user of users) for (const post of user.posts) await work(post);', 'user.posts'],
    ["for (const user of users) for (const kind of ['a', 'b']) await work(user, kind);", 'users'],
    ['const ids = []; for (const row of rows) ids.push(row.id); for (const id of ids) await work(id);', 'ids'],
    ['const byId = {}; byId[key] = 1; for (const id of Object.keys(byId)) await work(id);', 'Object.keys(byId)'],
    ['for (const id of [...given, 1]) await work(id);', '[...given, 1]'],
    ['for (const line of text.split("\\n")) await work(line);', 'text.split("\\n")'],
    [
      'async function eachOf(list, run) { for (const item of list) await run(item); } await eachOf(items, async (item) => work(item));',
      'items',
    ],
  ])('%s', (code, expected) => {
    expect(iteration(code)).toBe(expected);
  });
});

describe('bounded, or not per element', () => {
  it.each([
    ['a literal list', "for (const kind of ['a', 'b']) await work(kind);"],
    ['a constant list', "const KINDS = ['a', 'b'] as const; for (const kind of KINDS) await work(kind);"],
    ['a list with a few more', "const all = ['a']; if (more) all.push('b'); for (const kind of all) await work(kind);"],
    ['a mapped literal', "await Promise.all(['a', 'b'].map((name) => work(name)));"],
    ['an enum', 'enum Kind { A, B } for (const kind of Object.values(Kind)) await work(kind);'],
    ['keys of a literal', 'const PRICES = { a: 1, b: 2 }; for (const [name] of Object.entries(PRICES)) await work(name);'],
    ['a set of a literal', "for (const kind of new Set(['a', 'b'])) await work(kind);"],
    ['the environment', "for (const host of (process.env.HOSTS ?? '').split(',')) await work(host);"],
    ['either literal', "for (const kind of all ? ['a', 'b'] : ['a']) await work(kind);"],
    ['a constant number of turns', 'for (let i = 0; i < 3; i++) await work(i);'],
    ['a constant length', 'await Promise.all(Array.from({ length: 4 }, () => work()));'],
    ['the first few', 'for (const item of items.slice(0, 3)) await work(item);'],
    ['chunks', 'for (const part of chunk(items, 100)) await work(part);'],
    ['chunks of lodash', "import { chunk } from 'lodash'; for (const part of chunk(items, 100)) await work(part);"],
    ['an element of a chunk', 'for (const part of chunk(items, 10)) await Promise.all(part.map((item) => work(item)));'],
    ['a slice by a counter', 'for (let i = 0; i < items.length; i += 100) await work(items.slice(i, i + 100));'],
    ['elements of such a slice', 'for (let i = 0; i < n; i += 9) await Promise.all(items.slice(i, i + 9).map((item) => work(item)));'],
    ['what is called a batch', 'for (const batch of batches) await work(batch);'],
    ['a list of batches that a loop fills', 'const batches = []; while (items.length) batches.push(items.splice(0, 50)); await Promise.all(batches.map((keys) => work(keys)));'],
    ['a parameter that is called a batch', 'async function run(batch) { for (const item of batch) await work(item); }'],
    ['pages', 'for await (const page of pages()) await work(page);'],
    ['paging', 'for (let page = 1; page <= total; page++) await work(page);'],
    ['a cursor', 'let cursor; do { cursor = await work(cursor); } while (cursor);'],
    ['pages whose rows a loop inside counts', 'let done = 0; while (done < total) { for (const row of await work(start)) { run(row); done++; } }'],
    ['polling', 'while (true) { await work(); await sleep(1000); }'],
    ['a retry', 'for (let attempt = 0; attempt < attempts; attempt++) { try { return await work(); } catch {} }'],
    ['a retry for ever', 'for (;;) { try { await work(); break; } catch {} }'],
    ['an error handler', 'for (const item of items) { try { run(item); } catch (error) { await work(error); } }'],
    ['a limiter', "import pLimit from 'p-limit'; const limit = pLimit(4); await Promise.all(items.map((item) => limit(() => work(item))));"],
    ['a concurrency', "import pMap from 'p-map'; await pMap(items, (item) => work(item), { concurrency: 4 });"],
    ['a limit of callbacks', "import async from 'async'; await async.eachLimit(items, 4, async (item) => work(item));"],
    ['a data loader', "import DataLoader from 'dataloader'; const loader = new DataLoader(async (keys) => work(keys));"],
    ['the list itself', 'for (const item of await work()) run(item);'],
    ['the start of a loop', 'for (let i = work(); i < items.length; i++) run(i);'],
    ['a handler', "for (const route of routes) emitter.on(route, () => work());"],
    [
      'a helper that cuts chunks',
      'async function inBatches(list, run) { for (let i = 0; i < list.length; i += 500) await run(list.slice(i, i + 500)); } await inBatches(items, async (part) => work(part));',
    ],
  ])('%s', (_, code) => {
    expect(iteration(code)).toBe('bounded');
  });

  it('a constant that is not followed', () => {
    expect(iteration(`import { KINDS } from 'elsewhere'; for (const kind of Object.values(KINDS)) await work(kind);`)).toBe('bounded');
    expect(iteration(`import config from './missing.json'; for (const kind of config.ALLOWED_KINDS) await work(kind);`)).toBe('bounded');
  });

  it('an element of a piece that a helper cuts', () => {
    const helper = 'async function inPieces(list, run) { let start = 0; while (start < list.length) { const piece = list.slice(start, start + 500); await run(piece); start += 500; } }';
    expect(iteration(`${helper} await inPieces(items, async (rows) => { await Promise.all(rows.map((row) => work(row))); });`)).toBe('bounded');
  });

  it('a constant of another file', () => {
    expect(
      iteration(`import { KINDS, ALL } from './kinds.js'; for (const kind of ALL) await work(kind);`, {
        'kinds.ts': `export const KINDS = ['a', 'b'] as const; export const ALL = Object.values({ a: 'x', b: 'y' });`,
      }),
    ).toBe('bounded');
  });
});
