import { describe, expect, it } from 'vitest';
import { endsLoop, isBehindMiss, isForOneElement, isForOneKind, isInHandler } from '../../../src/analysis/control/conditions.js';
import { isLoop, type Node } from '../../../src/analysis/project/ast.js';
import { nodesOf } from '../../../src/analysis/project/module.js';
import { tempProject } from '../../support/temp-project.js';

/** The call of `work` in a code. */
function work(code: string): Node {
  const { module } = tempProject({ 'main.ts': code }).analyse('main.ts');
  const call = nodesOf(module, 'CallExpression').find(({ callee }) => callee.type === 'Identifier' && callee.name === 'work');
  if (!call) throw new Error('Nothing calls work.');
  return call;
}

function loopRound(node: Node): Node {
  let current = node;
  while (!isLoop(current)) current = current.parent!;
  return current;
}

describe('behind a miss', () => {
  it.each([
    'const row = rows.get(id) ?? (await work(id));',
    'const row = rows[id] || (await work(id));',
    'if (!rows.has(id)) rows.set(id, await work(id));',
    'let row = rows.get(id); if (!row) { row = await work(id); }',
    'let row = rows.get(id); if (row === undefined) { row = await work(id); }',
    'if (rows.has(id)) { run(); } else { await work(id); }',
    'const row = rows.has(id) ? rows.get(id) : await work(id);',
    'rows[id] ??= await work(id);',
    'async function load(id) { if (rows.has(id)) return rows.get(id); return work(id); }',
    'async function load(id) { const hit = rows.get(id); if (hit) { log(hit); return hit; } return work(id); }',
    'class Rows { async load() { if (this.rows !== null && isFresh()) { return this.rows; } this.rows = await work(); } }',
    'let rows; async function load() { if (rows) return rows; rows = await work(); }',
    'for (const id of ids) { if (seen[id]) { found.push(seen[id]); continue; } await work(id); }',
  ])('%s', (code) => {
    expect(isBehindMiss(work(code))).toBe(true);
  });

  it.each([
    ['a store that is asked over the network', 'const row = (await redis.get(id)) ?? (await work(id));'],
    ['nothing is looked up', 'if (!ready) await work(id);'],
    ['it remembers what was seen, not what was found', 'async function visit(id) { if (visited.has(id)) return; await work(id); }'],
    ['found', 'if (rows.has(id)) await work(id);'],
    ['a local that was waited for', 'async function load(id) { const row = await store.get(id); if (row) return row; return work(id); }'],
    ['something else is given back', 'class Rows { async load() { if (this.stopped) return this.empty; await work(); } }'],
    ['another function', 'const row = rows.get(id) ?? lazy(() => work(id));'],
  ])('not: %s', (_, code) => {
    expect(isBehindMiss(work(code))).toBe(false);
  });
});

describe('the last turn of a loop', () => {
  it.each([
    'for (const item of items) { if (fits(item)) return work(item); }',
    'for (const item of items) { if (fits(item)) { await work(item); break; } }',
    'for (const item of items) { if (fits(item)) { const row = await work(item); log(row); return row; } }',
    'for (const item of items) { if (fits(item)) throw new Error(await work(item)); }',
    'for (const item of items) { switch (item.kind) { case 1: await work(item); return; } }',
  ])('%s', (code) => {
    const call = work(code.includes('return') ? `async function main() { ${code} }` : code);
    expect(endsLoop(call, loopRound(call))).toBe(true);
  });

  it.each([
    'for (const item of items) { await work(item); if (done) break; }',
    'for (const item of items) { if (await work(item)) break; }',
    'for (const item of items) { switch (item.kind) { case 1: await work(item); break; } }',
    'for (const item of items) { const row = await work(item); rows.push(row); }',
  ])('not: %s', (code) => {
    const call = work(code);
    expect(endsLoop(call, loopRound(call))).toBe(false);
  });
});

describe('for the one element with a key', () => {
  it.each(['if (item.id === wanted) await work(item);', 'const x = item._id === id ? await work(item) : item;', 'item.id === id && active && work(item);'])(
    '%s',
    (code) => {
      expect(isForOneElement(work(code))).toBe(true);
    },
  );

  it.each(['if (item.kind === wanted) await work(item);', 'if (item.id !== wanted) await work(item);', 'if (item.id) await work(item);'])('not: %s', (code) => {
    expect(isForOneElement(work(code))).toBe(false);
  });
});

describe('for one kind of a list of kinds', () => {
  const isKind = (code: string) => {
    const node = work(code);
    return isForOneKind(node, loopRound(node));
  };

  it.each([
    "for (const [action, section] of asked) { if (section === Section.Channels) await work(org); }",
    "for (const item of items) { if (item.kind === 'channels') { if (wanted) await work(org, this.id); } }",
    "for (const kind of kinds) { if (kind === CHANNELS) await work(); }",
    "for (const { kind } of items) { if (kind === 'posts') { const since = month(start); const day = since.toDate(); await work(org, day); } }",
  ])('%s', (code) => {
    expect(isKind(code)).toBe(true);
  });

  it.each([
    ['it asks for the element', "for (const item of items) { if (item.kind === 'sale') await work(item.id); }"],
    ['what is asked is made of the element', "for (const item of items) { const { id } = item; if (item.kind === 'sale') await work(id); }"],
    ['no kind', 'for (const item of items) { if (item.owner === owner) await work(org); }'],
    ['nothing of the element', "for (const item of items) { if (mode === 'all') await work(org); }"],
    ['every element', 'for (const item of items) { await work(org); }'],
  ])('not: %s', (_, code) => {
    expect(isKind(code)).toBe(false);
  });
});

describe('in a handler of an error', () => {
  it.each(['try { run(); } catch { work(); }', 'run().catch(() => work());'])('%s', (code) => {
    expect(isInHandler(work(code))).toBe(true);
  });

  it.each(['try { work(); } catch {}', 'run().then(() => work());', 'try { run(); } finally { work(); }'])('not: %s', (code) => {
    expect(isInHandler(work(code))).toBe(false);
  });
});
