import type { Construction, LibraryModel } from '../../models/model.js';
import { callsOf, type ResolvedCall } from '../calls.js';
import type { CallNode, NodeOf } from '../project/ast.js';
import type { Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { argumentAt, returnedExpressions } from '../values/call.js';
import { evaluate } from '../values/evaluate.js';
import { ABSENT, lookUpInCall, lookUpOption, type Lookup } from '../values/options.js';
import { alternatives, type Value } from '../values/value.js';
import { constructed, DATABASES } from './constructions.js';
import { declaredOptions, declaredType } from './declared.js';

/** A client, pool or data source of a database, where its options are given. */
export interface DatabaseClient {
  /** The call that makes it, or the options that another file makes it with. */
  node: CallNode | NodeOf<'ObjectExpression'>;
  module: Module;
  /** The model that describes what is made. */
  model: LibraryModel;
  construction: Construction;
  /** The call that the options are arguments of; null where they are a value on their own. */
  call: CallNode | null;
  /** The object literal that holds the options; null where there is none or it isn't known. */
  options: NodeOf<'ObjectExpression'> | null;
  /** What a reader calls it: `new Pool`, `TypeOrmModule.forRoot`, `DataSourceOptions`. */
  label: string;
}

/** The database clients that a module makes, or whose options it declares, in source order. Memoised. */
export function databaseClients(project: Project, module: Module): readonly DatabaseClient[] {
  const table = project.derived<Module, DatabaseClient[]>('database clients');
  let clients = table.get(module);
  if (!clients) {
    const made = callsOf(project, module).flatMap((call) => madeBy(project, call));
    const taken = new Set(made.map(({ options }) => options));
    const declared = declaredOptions(project, module).filter(({ options }) => !taken.has(options));
    clients = [...made, ...declared.map((item): DatabaseClient => ({ ...item, node: item.options, module, call: null }))];
    table.set(module, clients);
  }
  return clients;
}

/** Looks up a place of a construction. */
export function lookUpInClient(project: Project, { call, construction, options }: DatabaseClient, place: string): Lookup {
  if (call) return lookUpInCall(project, call, construction.options, place);
  return place.startsWith('Argument[') ? ABSENT : lookUpOption(project, options, place.split('.'));
}

function madeBy(project: Project, resolved: ResolvedCall): DatabaseClient[] {
  const { node, call, target } = resolved;
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return [];
  const shared = { node, module: resolved.module, label: labelOf(resolved.module, node) };
  const made = call.makes ? constructed(project, target.model, call.makes) : null;
  if (made && call.factory) {
    return factoryOptions(project, node, call.factory).map((options) => ({ ...shared, ...made, call: null, options }));
  }
  if (made) return [{ ...shared, ...made, construction: { ...made.construction, options: call.options }, call: node, options: optionsOf(project, node, call.options) }];
  if (!target.construction || target.receiver) return [];
  const model = call.returns ? (project.models.type(target.model, call.returns)?.model ?? target.model) : target.model;
  if (!DATABASES.has(model.area)) return [];
  const { construction } = target;
  const options = optionsOf(project, node, construction.options);
  if (isElsewhere(project, node, construction.options, resolved.module)) return [];
  const merged = options ? null : mergedOptions(project, node, construction.options);
  return [{ ...shared, ...(merged?.module === resolved.module && { node: merged.options }), model, construction, call: node, options: merged?.options ?? options }];
}

/** The object literal that is the options of a call; null where none is known, or one client is made from another's. */
function optionsOf(project: Project, node: CallNode, index: Construction['options']): DatabaseClient['options'] {
  const value = index === undefined ? null : optionsValue(project, node, index);
  return value?.kind === 'object' ? value.node : null;
}

/** The object literal among the options that others override, where a call makes them of several: defaults go there. */
function mergedOptions(project: Project, node: CallNode, index: Construction['options']): { options: NodeOf<'ObjectExpression'>; module: Module } | null {
  const value = index === undefined ? null : optionsValue(project, node, index);
  for (const part of value?.kind === 'merged' ? [...value.parts].reverse() : []) {
    const known = evaluate(project, part);
    if (known.kind === 'object' && known.node.properties.length > 0) return { options: known.node, module: known.module };
  }
  return null;
}

function optionsValue(project: Project, node: CallNode, index: number | 'last'): Value | null {
  const argument = argumentAt(node, index === 'last' ? 'Argument[last]' : `Argument[${index}]`);
  return argument && evaluate(project, argument);
}

/** Whether a client is made from another one, or from options that their own file is asked about. */
function isElsewhere(project: Project, node: CallNode, index: Construction['options'], module: Module): boolean {
  const given = index === undefined ? null : optionsValue(project, node, index);
  if (!given) return false;
  return alternatives(given).some(
    (value) => value.kind === 'receiver' || (value.kind === 'object' && value.module !== module && declaredType(project, value.module, value.node) !== null),
  );
}

/** The object literals that a function at a place returns. */
function factoryOptions(project: Project, node: CallNode, place: string): NodeOf<'ObjectExpression'>[] {
  const found = lookUpInCall(project, node, undefined, place);
  if (found.state !== 'present') return [];
  return alternatives(found.value).flatMap((value) =>
    value.kind === 'function' ? returnedExpressions(value.node).flatMap((returned) => objectIn(evaluate(project, returned))) : [],
  );
}

function objectIn(value: Value): NodeOf<'ObjectExpression'>[] {
  return value.kind === 'object' ? [value.node] : [];
}

function labelOf(module: Module, node: NodeOf<'CallExpression' | 'NewExpression'>): string {
  const callee = module.text.slice(node.callee.start, node.callee.end);
  const shown = callee.length > 40 || callee.includes('\n') ? (callee.split('(')[0] ?? '').trim().slice(0, 40) : callee;
  return node.type === 'NewExpression' ? `new ${shown}` : shown;
}
