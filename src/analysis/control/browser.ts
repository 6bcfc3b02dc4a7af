import { BROWSER_GLOBALS, BROWSER_OPTIONS, RENDERING_PACKAGES } from '../../models/browser.js';
import type { ResolvedCall } from '../calls.js';
import { importersOf } from '../project/importers.js';
import { lookUpPlace } from '../values/options.js';
import { calleeOf, isFunction, isInside, type Node } from '../project/ast.js';
import { bindingOf, nodesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';

/**
 * Whether a file runs in a browser: it says `'use client'`, imports a package that only runs there, calls React hooks,
 * or belongs to a package that is made for browsers. Rules about back ends are quiet there.
 */
export function isBrowserFile(project: Project, module: Module): boolean {
  const table = project.derived<Module, boolean>('browser');
  let answer = table.get(module);
  if (answer === undefined) table.set(module, (answer = compute(project, module)));
  return answer;
}

function compute(project: Project, module: Module): boolean {
  for (const statement of module.program.body) {
    if (statement.type === 'ExpressionStatement' && statement.expression.type === 'Literal') {
      if (statement.expression.value === 'use client') return true;
      if (statement.expression.value === 'use server') return false;
    } else if (statement.type === 'ImportDeclaration' && statement.importKind !== 'type') {
      if (project.models.isBrowserOnly(statement.source.value)) return true;
    }
  }
  return nodesOf(module, 'CallExpression').some((call) => isHook(calleeOf(call))) || only('browser', project, module);
}

/** Whether the package that owns a file is made for one side alone. */
function only(side: 'browser' | 'server', project: Project, { path }: Module): boolean {
  const sides = sidesOf(project, path);
  return sides[side] && sides.browser !== sides.server && (side === 'browser' || !sides.renders);
}

/** What the package that owns a file depends on: what only runs in a browser, what serves requests, both, or neither. */
function sidesOf(project: Project, path: string): { browser: boolean; server: boolean; renders: boolean } {
  const { dependencies } = project.resolver.packageOf(path)?.json ?? {};
  const names = typeof dependencies === 'object' && dependencies !== null ? Object.keys(dependencies) : [];
  return {
    browser: names.some((name) => project.models.isBrowserOnly(name)),
    server: names.some((name) => isForServers(project, name) || project.models.serves(name)),
    renders: names.some((name) => RENDERING_PACKAGES.includes(name)),
  };
}

/** Areas of packages that no page is made with. */
const BEHIND = new Set(['sql', 'orm', 'queue']);

/** Whether a package takes part in answering requests, or talks to what stands behind a server. */
function isForServers(project: Project, name: string): boolean {
  const model = project.models.find(name);
  if (!model) return false;
  return BEHIND.has(model.area) || (['route', 'listen', 'middleware'] as const).some((concept) => project.models.packagesWith(concept).has(model.package));
}

/** How far importers are asked. */
const MAX_IMPORTERS_DEPTH = 3;

/** Whether a file runs in browsers only: it is a browser's file, or every file that imports it is. Files of a package that serves requests and renders nothing do not. */
export function isForBrowsers(project: Project, module: Module, depth = MAX_IMPORTERS_DEPTH): boolean {
  if (isBrowserFile(project, module)) return true;
  if (depth === 0 || only('server', project, module)) return false;
  const importers = importersOf(project, module.path);
  return (
    importers.length > 0 &&
    importers.every((path) => {
      const parsed = project.load(path);
      return 'module' in parsed && isForBrowsers(project, parsed.module, depth - 1);
    })
  );
}

/** Whether a call is a browser's: by an option that only means something there, or by what its function uses. */
export function isBrowserCall(project: Project, call: ResolvedCall): boolean {
  if (BROWSER_OPTIONS.some((option) => lookUpPlace(project, call, option).state === 'present')) return true;
  return isBrowserCode(call.module, call.node);
}

/** Whether the outermost function round a node uses `window` and its like: a helper for browsers in a shared file. */
function isBrowserCode(module: Module, node: Node): boolean {
  let outermost: Node | null = null;
  for (let current: Node | null | undefined = node; current; current = current.parent) {
    if (isFunction(current)) outermost = current;
  }
  return module.identifiers.some(
    (identifier) =>
      BROWSER_GLOBALS.has(identifier.name) &&
      (outermost === null || isInside(identifier, outermost)) &&
      !isTypeofOperand(identifier) &&
      bindingOf(module, identifier) === null,
  );
}

/** `useState(…)`: React calls functions of such names hooks, and its own lint rules rely on it. */
function isHook(callee: Node): boolean {
  if (callee.type !== 'Identifier' || !/^use[A-Z]/.test(callee.name)) return false;
  for (let current: Node | null | undefined = callee.parent; current; current = current.parent) {
    if (isFunction(current)) return !current.async;
  }
  return false;
}

/** `typeof window` asks whether this is a browser. */
function isTypeofOperand(node: Node): boolean {
  return node.parent?.type === 'UnaryExpression' && node.parent.operator === 'typeof';
}
