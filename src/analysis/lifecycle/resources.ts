import type { Lifecycle } from '../../models/model.js';
import type { ResolvedCall } from '../calls.js';
import { isHot } from '../control/hot.js';
import { enclosingFunction, parentOf, unwrap, type CallNode, type Node } from '../project/ast.js';
import type { Binding } from '../project/scope.js';
import { bindingOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { evaluate } from '../values/evaluate.js';
import { lookUpClientOption } from '../values/options.js';
import { alternatives, type Receiver } from '../values/value.js';
import { startsWithProcess } from './startup.js';
import { callsOfKind } from './words.js';

/** What is opened once and stays open for as long as the process runs: a server, a pool, a worker, a client. */
export interface Resource {
  /** The call that makes it, or that opens a library's ready-made one. */
  node: CallNode;
  module: Module;
  receiver: Receiver;
  lifecycle: Lifecycle;
  /** What a reader calls it: its variable or field, else its type. */
  name: string;
}

/** The resources that a module opens, in source order. Memoised. */
export function resourcesOf(project: Project, module: Module): readonly Resource[] {
  const table = project.derived<Module, Resource[]>('resources');
  let resources = table.get(module);
  if (!resources) {
    resources = callsOfKind(project, module, 'make', 'open').flatMap((call) => resourceAt(project, call) ?? []);
    table.set(module, resources);
  }
  return resources;
}

function resourceAt(project: Project, call: ResolvedCall): Resource | null {
  const node = call.node as CallNode;
  const receiver = madeBy(project, node) ?? openedBy(call);
  const lifecycle = receiver && lifecycleOf(project, receiver);
  if (!receiver || !lifecycle || !isLongLived(project, call) || !keepsOpen(project, receiver, lifecycle)) return null;
  return { node, module: call.module, receiver, lifecycle, name: nameOf(node) ?? receiver.type };
}

/** Whether something stays open between two calls: a mail transport without a pool connects for each message. */
function keepsOpen(project: Project, receiver: Receiver, { keepsBy }: Lifecycle): boolean {
  if (keepsBy === undefined) return true;
  const found = lookUpClientOption(project, receiver, keepsBy);
  return found.state === 'present' && alternatives(found.value).some((value) => value.kind !== 'literal' || Boolean(value.value));
}

/** How the life of a value ends; undefined where nothing has to be done. */
export function lifecycleOf(project: Project, receiver: Receiver): Lifecycle | undefined {
  return project.models.type(receiver.model, receiver.type)?.type.lifecycle;
}

/** The value that a call makes: not one that it gets, or hands on, from its receiver. */
export function madeBy(project: Project, node: CallNode): Receiver | null {
  for (const value of alternatives(evaluate(project, node))) {
    if (value.kind !== 'receiver' || value.from?.node !== node || value.properties.length > 0) continue;
    const { receiver, call } = value.from;
    if (call?.returns === 'self' || (receiver?.type === value.type && receiver.model === value.model)) continue;
    // What a framework's application gives ends with it, such as the HTTP server inside.
    if (receiver && lifecycleOf(project, receiver)?.stage === 'server') continue;
    if (!isPassed(project, node, value)) return value;
  }
  return null;
}

/** Whether a call is given what it gives back: `Model.knex(knex)`. */
function isPassed(project: Project, node: CallNode, value: Receiver): boolean {
  const passed = node.type === 'TaggedTemplateExpression' ? [] : node.arguments.flatMap((argument) => alternatives(evaluate(project, argument as Node)));
  return passed.some((argument) => argument.kind === 'receiver' && argument.type === value.type && argument.model === value.model);
}

/** A library's ready-made client that a call opens: `mongoose.connect(url)`. */
function openedBy({ call, receiver }: ResolvedCall): Receiver | null {
  return call.concept === 'connect' && receiver?.by === 'default' && receiver.properties.length === 0 ? receiver : null;
}

/** Whether what a call makes is kept: by a name of the module, a field, or a function that runs when the process starts. */
function isLongLived(project: Project, { node, module }: ResolvedCall): boolean {
  if (!enclosingFunction(node) || isKept(module, node)) return true;
  return startsWithProcess(project, node) && !isHot(project, node);
}

/** Whether a value is assigned to something that outlives the function: `client ??= new Client()`, `this.pool = new Pool()`. */
function isKept(module: Module, node: Node): boolean {
  const target = targetOf(node);
  if (target?.type === 'MemberExpression') return true;
  return target?.type === 'Identifier' && bindingOf(module, target)?.scope.parent === null;
}

/** What a value is assigned to or declared as; null where nothing holds it. */
export function targetOf(node: Node): Node | null {
  const parent = parentOf(node);
  switch (parent?.type) {
    case 'AwaitExpression':
    case 'ConditionalExpression':
    case 'LogicalExpression':
      return targetOf(parent);
    case 'VariableDeclarator':
      return parent.id;
    case 'PropertyDefinition':
      return parent.key;
    case 'AssignmentExpression':
      return targetOf(parent) ?? unwrap(parent.left);
    default:
      return null;
  }
}

function nameOf(node: Node): string | null {
  const target = targetOf(node);
  const name = target?.type === 'MemberExpression' && !target.computed ? (target.property as Node) : target;
  const isName = name?.type === 'Identifier' || name?.type === 'PrivateIdentifier';
  return isName && name.name !== 'exports' ? name.name : null;
}

/** The binding of a resource's name; null where it has none in its module. */
export function bindingOfResource({ node, module }: Resource): Binding | null {
  const target = targetOf(node);
  return target?.type === 'Identifier' && parentOf(target)?.type !== 'PropertyDefinition' ? bindingOf(module, target) : null;
}

/** The jobs that a module starts once, which then repeat for as long as the process runs, in source order. */
export function jobsOf(project: Project, module: Module): ResolvedCall[] {
  return callsOfKind(project, module, 'repeat').filter(
    ({ node, call }) =>
      call.concept === 'schedule' && call.repeats && !isStopped(node) && startsWithProcess(project, node) && !isHot(project, node),
  );
}

/** Whether the code keeps what it needs to stop a job. */
function isStopped(node: Node): boolean {
  const parent = parentOf(node);
  const chained = parent?.type === 'MemberExpression' ? parent.parent : null;
  return chained?.type === 'CallExpression' ? isStopped(chained) : parent?.type !== 'ExpressionStatement';
}
