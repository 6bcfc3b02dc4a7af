import { describe, expect, it } from 'vitest';
import { CLOSED, IDLE, OPEN, pathsOf, type Resource, type States } from '../../../src/analysis/control/paths.js';
import { isFunction, unwrap, type FunctionNode, type Node } from '../../../src/analysis/project/ast.js';
import { nodesOf, parseModule, type Module } from '../../../src/analysis/project/module.js';

/** `open()`, `close()` and `hand()` do what they are called; `isOpen` says whether it is; every `await` may fail. */
const resource: Resource = {
  effectOf(node) {
    const name = node.type === 'CallExpression' ? nameOf(node.callee) : isFunction(node) ? nameOf(node.body) : null;
    return name === 'open' ? 'open' : name === 'close' ? 'close' : name === 'hand' ? 'leave' : null;
  },
  whileOpen: (test) => (test.type === 'Identifier' && test.name === 'isOpen' ? true : null),
  fails: () => true,
};

function nameOf(node: Node | null): string | null {
  if (node?.type === 'CallExpression') return nameOf(node.callee);
  return node?.type === 'Identifier' ? node.name : null;
}

function parse(body: string): { module: Module; fn: FunctionNode } {
  const parsed = parseModule('main.ts', `async function main() {\n${body}\n}`);
  if (!('module' in parsed)) throw new Error(parsed.reason);
  return { module: parsed.module, fn: functionIn(parsed.module) };
}

function functionIn(module: Module): FunctionNode {
  const [fn] = (['FunctionDeclaration', 'ArrowFunctionExpression'] as const).flatMap((type) => nodesOf(module, type) as Node[]);
  if (!isFunction(fn)) throw new Error('There is no function.');
  return fn;
}

const NAMES: [States, string][] = [[IDLE, 'idle'], [OPEN, 'open'], [CLOSED, 'closed']];
const shown = (states: States) => NAMES.filter(([bit]) => states & bit).map(([, name]) => name).join('|');

/** Every exit as its kind and states, in source order. */
function exits(body: string): string[] {
  const { fn } = parse(body);
  return pathsOf(fn, resource)
    .exits.sort((a, b) => (a.kind === 'end' ? a.node.end : a.node.start) - (b.kind === 'end' ? b.node.end : b.node.start))
    .map(({ kind, states }) => `${kind} ${shown(states)}`);
}

describe('ways out of a function', () => {
  const cases: Record<string, [body: string, exits: string[]]> = {
    'in a straight line': ['open(); close();', ['end closed']],
    'left open': ['open();', ['end open']],
    'handed on': ['open(); hand();', ['end idle']],
    'an await that fails': ['open(); await x(); close();', ['throw open', 'end closed']],
    'an await before': ['await x(); open(); close();', ['throw idle', 'end closed']],
    'a synchronous call': ['open(); x(); close();', ['end closed']],
    'an early return': ['open(); if (a) return; close();', ['return open', 'end closed']],
    'a return of what closes': ['open(); return close();', ['return closed']],
    'both branches': ['open(); if (a) close(); else close();', ['end closed']],
    'one branch': ['open(); if (a) close();', ['end open|closed']],
    'a known test': ['if (a) open(); if (isOpen) close();', ['end idle|closed']],
    'a negated test': ['if (a) open(); if (!isOpen) return; close();', ['return idle', 'end closed']],
    'a test with and': ['open(); if (isOpen && a) close();', ['end open|closed']],
    'a test with or': ['open(); if (isOpen || a) close();', ['end closed']],
    'a guard in an expression': ['open(); isOpen && close();', ['end closed']],
    'a conditional expression': ['open(); a ? close() : hand();', ['end idle|closed']],
    'a default': ['open(); a ?? close();', ['end open|closed']],
    'a constant': ['open(); if (true) close();', ['end closed']],
    'finally': ['open(); try { await x(); } finally { close(); }', ['throw closed', 'end closed']],
    'a return through finally': ['open(); try { if (a) return; await x(); } finally { close(); }', ['return closed', 'throw closed', 'end closed']],
    'a return in finally': ['open(); try { await x(); } finally { return; }', ['return open']],
    'catch': ['open(); try { await x(); close(); } catch { close(); }', ['end closed']],
    'catch that throws on': ['open(); try { await x(); } catch (e) { throw e; } close();', ['throw open', 'end closed']],
    'catch and finally': ['try { open(); await x(); } catch { await y(); } finally { close(); }', ['throw closed', 'end closed']],
    'finally that fails itself': ['open(); try { await x(); } finally { await y(); close(); }', ['throw closed', 'throw open', 'end closed']],
    'a handler that nothing reaches': ['open(); try { x(); } catch { return; } close();', ['end closed']],
    'a loop that may not turn': ['open(); for (const a of b) close();', ['end open|closed']],
    'a loop for ever': ['open(); while (true) { x(); }', []],
    'a break': ['open(); while (true) { if (a) break; } close();', ['end closed']],
    'a break of a label': ['open(); outer: for (;;) { for (;;) { close(); break outer; } }', ['end closed']],
    'a continue of a label': ['outer: for (const a of b) { open(); for (;;) { if (c) continue outer; close(); break; } }', ['again open', 'end idle|open|closed']],
    'a labelled block': ['open(); a: { if (b) break a; close(); }', ['end open|closed']],
    'opened again': ['for (const a of b) { open(); if (c) continue; close(); }', ['again open', 'end idle|open|closed']],
    'do while': ['do { open(); close(); } while (await x());', ['throw closed', 'end closed']],
    'the update of a for': ['open(); for (let i = 0; ; close()) { if (a) break; }', ['end open|closed']],
    'a list that is awaited': ['open(); for await (const a of b) x(); close();', ['throw open', 'end closed']],
    'switch with a default': ['open(); switch (a) { case 1: close(); break; default: hand(); }', ['end idle|closed']],
    'switch without': ['open(); switch (a) { case 1: close(); }', ['end open|closed']],
    'a case that falls through': ['open(); switch (a) { case 1: x(); default: close(); }', ['end closed']],
    'a continue inside a switch': ['for (const a of b) { open(); switch (a) { case 1: continue; } close(); }', ['again open', 'end idle|open|closed']],
    'the end of the process': ['open(); if (a) process.exit(1); close();', ['end closed']],
    'a function that closes': ['open(); x(() => close());', ['end closed']],
    'a function that is only declared': ['open(); function done() { close(); }', ['end open']],
    'an order of evaluation': ['x(open(), await y(), close());', ['throw open', 'end closed']],
    'types': ['open(); const a = x<typeof close>() as ReturnType<typeof close>;', ['end open']],
  };
  it.each(Object.entries(cases))('%s', (_, [body, expected]) => {
    expect(exits(body)).toEqual(expected);
  });

  it('starts as it is told', () => {
    const { fn } = parse('close();');
    expect(pathsOf(fn, resource, OPEN).exits.map(({ states }) => shown(states))).toEqual(['closed']);
  });

  it('reads the expression of an arrow function', () => {
    const parsed = parseModule('main.ts', 'const f = () => open();');
    if (!('module' in parsed)) throw new Error(parsed.reason);
    const fn = functionIn(parsed.module);
    expect(pathsOf(fn, resource).exits.map(({ kind, states }) => `${kind} ${shown(states)}`)).toEqual(['return open']);
  });
});

it('says how control reaches a call, an await and a loop', () => {
  const { module, fn } = parse('x(); open(); if (a) close(); await y(); while (b) z(); function w() { v(); }');
  const paths = pathsOf(fn, resource);
  const at = (name: string) => {
    const call = nodesOf(module, 'CallExpression').find((node) => nameOf(unwrap(node.callee)) === name);
    return shown(paths.at(call!));
  };
  expect(['x', 'open', 'close', 'y', 'z', 'v'].map((name) => `${name} ${at(name)}`)).toEqual([
    'x idle',
    'open idle',
    'close open',
    'y open|closed',
    'z open|closed',
    'v ',
  ]);
  expect(shown(paths.at(nodesOf(module, 'AwaitExpression')[0]!))).toBe('open|closed');
  expect(shown(paths.at(nodesOf(module, 'WhileStatement')[0]!))).toBe('open|closed');
});
