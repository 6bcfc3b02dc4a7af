import type { QueryInLoopEvidence } from '../../rules/no-query-in-loop.js';
import { requiredModule } from '../../src/edit/modules.js';
import { unwrap, type IdentifierNode, type Node, type NodeOf } from '../../src/analysis/project/ast.js';
import { bindingOf, type Module } from '../../src/analysis/project/module.js';
import type { Project } from '../../src/analysis/project/project.js';
import type { PerElementCall } from '../../src/analysis/queries/per-element.js';
import { helperOf, type Helper } from './helper.js';
import { dependsOnLoop, isOfElement, keyIn, type Key } from './key.js';
import { keyedRead, type KeyedRead } from './keyed.js';
import { loopOf, type Declined, type Loop } from './loop.js';
import { siteOf, type Site } from './site.js';
import { isRowsOnly } from './sql.js';
import { isIndependent } from './writes.js';

/** The reads of a loop that one read each before the loop can replace. */
export interface Batch {
  loop: Loop;
  reads: Replaced[];
}

export interface Replaced {
  site: Site;
  key: Key;
  read: KeyedRead;
  /** The function that reads, where it isn't the loop itself. */
  helper: { helper: Helper; access: Access } | null;
}

/** How a file gets at a function: by a name that it imports, through an object, or because it declares it. */
export type Access = { from: string; name: IdentifierNode } | { through: string } | { own: IdentifierNode };

export interface Refused extends Declined {
  node: Node;
}

export interface Asked {
  project: Project;
  module: Module;
  /** The column that is unique in tables that aren't described. */
  assumed: string;
  /** Whether a file is of the package, and written by its developers. */
  isOwn(module: Module): boolean;
}

/** What becomes of a finding's reads. */
export function batchOf(asked: Asked, { iteration, calls }: QueryInLoopEvidence): { batch: Batch; refused: Refused[] } | Declined {
  const loop = loopOf(asked.project, iteration);
  if ('reason' in loop) return loop;
  const batch: Batch = { loop, reads: [] };
  const refused: Refused[] = [];
  for (const call of calls) {
    const replaced = replacedBy(asked, loop, call);
    if ('reason' in replaced) refused.push({ node: call.node, ...replaced });
    else batch.reads.push(replaced);
  }
  return { batch, refused };
}

function replacedBy(asked: Asked, loop: Loop, call: PerElementCall): Replaced | Declined {
  const { project, assumed } = asked;
  if (!call.read) return { reason: 'What it reads is not known.' };
  const site = siteOf(loop, call.node, call.read.call);
  if ('reason' in site) return site;
  const found = call.read.steps.length > 0 ? helperRead(asked, call, site) : directRead(project, site, assumed);
  if ('reason' in found) return found;
  const key = keyIn(loop, found.key, site.node);
  if ('reason' in key) return key;
  if (key.isChosen && !found.read.isUnique) return { reason: 'It reads any number of rows, for some of the elements: for all of them that may be far more.' };
  if (dependsOnLoop(loop, site.node, found.key)) return { reason: 'It depends on more of the loop than its key.' };
  const independent = isIndependent(project, loop, call.read.call);
  return independent === true ? { site, key, read: found.read, helper: found.helper } : independent;
}

interface FoundRead {
  /** The expression of the key in the loop. */
  key: Node;
  read: KeyedRead;
  helper: Replaced['helper'];
}

function directRead(project: Project, site: Site, assumed: string): FoundRead | Declined {
  const read = keyedRead(project, site.call, (node) => isOfElement(site.loop, node), assumed);
  if ('reason' in read) return read;
  if (read.resultKey !== undefined && !isRowsOnly(site.kept?.id ?? null)) return { reason: 'More than the rows of its result is used.' };
  return { key: read.key, read, helper: null };
}

function helperRead({ project, module, assumed, isOwn }: Asked, call: PerElementCall, { node }: Site): FoundRead | Declined {
  const helper = helperOf(project, call, assumed);
  if ('reason' in helper) return helper;
  if (!isOwn(helper.module)) return { reason: `The query is in \`${helper.name}\`, which is of another package or written by a program: give it a form for many keys there.` };
  const access = accessOf(project, module, node, helper);
  if (!access) return { reason: `\`${helper.name}\` comes here under another name, or through an object: give it a form for many keys.` };
  const key = node.arguments[helper.position];
  if (!key || node.arguments.some((argument) => argument.type === 'SpreadElement')) return { reason: `\`${helper.name}\` is called without its key.` };
  return { key, read: helper.read, helper: { helper, access } };
}

function accessOf(project: Project, module: Module, { callee }: NodeOf<'CallExpression'>, { name, module: owner, exported }: Helper): Access | null {
  const called = unwrap(callee);
  if (called.type === 'MemberExpression') {
    const object = called.object.type === 'Identifier' && !called.computed ? bindingOf(module, called.object) : null;
    const from = object && (object.import?.source ?? requiredBy(object.declarations[0] ?? null));
    const found = from ? project.resolver.resolve(module.path, from) : null;
    return found?.kind === 'file' && found.path === owner.path && exported ? { through: module.text.slice(called.object.start, called.object.end) } : null;
  }
  const binding = called.type === 'Identifier' && called.name === name ? bindingOf(module, called) : null;
  const declared = binding && nameIn(binding.declarations[0] ?? null, name);
  if (!binding || !declared) return null;
  if (module.path === owner.path) return binding.scope.parent === null ? { own: declared } : null;
  if (!exported) return null;
  const specifier = binding.import?.source ?? requiredBy(declared);
  if (specifier === null) return null;
  const resolved = project.resolver.resolve(module.path, specifier);
  return resolved.kind === 'file' && resolved.path === owner.path ? { from: specifier, name: declared } : { from: '', name: declared };
}

/** The identifier that declares a name. */
function nameIn(declared: Node | null, name: string): IdentifierNode | null {
  const node = declared?.type === 'ImportSpecifier' ? declared.local : declared?.type === 'FunctionDeclaration' ? declared.id : declared;
  return node?.type === 'Identifier' && node.name === name ? node : null;
}

/** The module that a name is taken from: `const { load } = require('./users')`. */
function requiredBy(declared: Node | null): string | null {
  let node = declared;
  while (node && node.type !== 'VariableDeclarator') node = node.parent ?? null;
  return node?.type === 'VariableDeclarator' ? requiredModule(node.init) : null;
}
