import { calleeOf, isCall, isFunction, memberName, unwrap, type IdentifierNode, type MemberNode, type Node } from '../project/ast.js';
import type { Binding } from '../project/scope.js';
import { bindingOf, moduleOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { returnedExpressions, targetsOf, describeTarget } from '../values/call.js';
import { className } from '../values/class.js';
import { evaluate } from '../values/evaluate.js';
import { alternatives, type Value } from '../values/value.js';
import { codeOf, isOfThePlatform, placeOf, type Place } from './words.js';

/** A look-up that ended in unknown. */
export interface Doubt {
  code: string;
  at: Place;
  reason: string;
  /** What would make it known, as a sentence; null where nothing that a user writes would. */
  remedy: string | null;
}

/** Look-ups that are followed back to where the first of them ended. */
const MAX_DEPTH = 20;

/** The look-up in which the analysis of an expression ended without an answer; null where the expression is known. */
export function doubtOf(project: Project, node: Node, depth = 0): Doubt | null {
  const expression = unwrap(node);
  const value = evaluate(project, expression);
  const reason = reasonOf(value);
  if (reason === null || depth > MAX_DEPTH) return null;
  return sourceOf(project, expression, depth) ?? doubt(expression, reason, remedyOf(project, expression, value));
}

/** Why a value isn't known; null where it is. An export of a package without a model is known by name only. */
function reasonOf(value: Value): string | null {
  for (const item of alternatives(value)) {
    if (item.kind === 'unknown') return item.reason;
    if (item.kind !== 'library' || item.entry) continue;
    if (item.package === 'global') {
      if (!isOfThePlatform(item.path[0]!)) return `nothing declares ${item.path.join('.')}, and no model says what it is`;
    } else {
      const name = [item.package, ...item.path].join('.');
      return item.model ? `the model of ${item.package} has no ${item.path.join('.')}` : `no model says what ${name} is`;
    }
  }
  return null;
}

function doubt(node: Node, reason: string, remedy: string | null): Doubt {
  return { code: codeOf(node), at: placeOf(node), reason, remedy };
}

/** The doubt about what an expression is made of; null where it is the expression itself that isn't followed. */
function sourceOf(project: Project, node: Node, depth: number): Doubt | null {
  const further = (next: Node | null | undefined) => (next && next !== node ? doubtOf(project, next, depth + 1) : null);
  switch (node.type) {
    case 'Identifier': {
      const binding = bindingOf(moduleOf(node), node);
      return binding && ofBinding(project, moduleOf(node), binding, depth);
    }
    case 'MemberExpression':
      return further(node.object) ?? first(writtenMembers(project, node), further);
    case 'CallExpression':
    case 'NewExpression':
    case 'TaggedTemplateExpression':
      return further(calleeOf(node)) ?? first(returnedBy(project, node), further);
    case 'AwaitExpression':
      return further(node.argument);
    case 'ConditionalExpression':
      return further(node.consequent) ?? further(node.alternate);
    case 'LogicalExpression':
      return further(node.left) ?? further(node.right);
    case 'AssignmentExpression':
      return further(node.right);
    default:
      return null;
  }
}

function first<T, R>(items: readonly T[], find: (item: T) => R | null): R | null {
  for (const item of items) {
    const found = find(item);
    if (found) return found;
  }
  return null;
}

/** What a declared name is made of. Parameters are made of nothing in view. */
function ofBinding(project: Project, module: Module, binding: Binding, depth: number): Doubt | null {
  if (binding.import) return ofExport(project, module.path, binding.import.source, binding.import.name, depth);
  const sources = [...binding.declarations, ...binding.writes].flatMap((node): Node[] => {
    let holder: Node | null | undefined = node.parent;
    while (holder && (/Pattern$/.test(holder.type) || holder.type === 'Property')) holder = holder.parent;
    if (holder?.type === 'VariableDeclarator') {
      const loop = holder.parent?.parent;
      const source = holder.init ?? (loop?.type === 'ForOfStatement' ? loop.right : null);
      return source ? [source] : [];
    }
    return holder?.type === 'AssignmentExpression' ? [holder.right] : [];
  });
  return first(sources, (source) => doubtOf(project, source, depth + 1));
}

/** What a module of the project exports under a name. */
function ofExport(project: Project, file: string, source: string, name: string, depth: number): Doubt | null {
  const resolution = project.resolver.resolve(file, source);
  const parsed = resolution.kind === 'file' && depth < MAX_DEPTH ? project.load(resolution.path) : null;
  if (!parsed || 'reason' in parsed) return null;
  const { module } = parsed;
  const exported = module.exports.named.get(name);
  if (exported && 'node' in exported) return doubtOf(project, exported.node, depth + 1);
  if (exported && 'source' in exported) return ofExport(project, module.path, exported.source, exported.name, depth + 1);
  const binding = exported && module.root.values.get(exported.local);
  return binding ? ofBinding(project, module, binding, depth + 1) : null;
}

/** What is assigned to a member of a class or an object. */
function writtenMembers(project: Project, member: MemberNode): Node[] {
  const name = memberName(member);
  return alternatives(evaluate(project, member.object)).flatMap((object): Node[] => {
    if (object.kind === 'object') return object.node.properties.flatMap((property) => (property.type === 'Property' && isNamed(property.key as Node, name) ? [property.value as Node] : []));
    if (object.kind !== 'instance') return [];
    const fields = object.node.body.body.flatMap((item) => (item.type === 'PropertyDefinition' && isNamed(item.key as Node, name) && item.value ? [item.value] : []));
    const written = object.module.memberWrites.get(object.node) ?? [];
    return [...fields, ...written.filter(({ path }) => path.length === 1 && path[0] === name).map(({ value }) => value)];
  });
}

function isNamed(key: Node, name: string | null): boolean {
  return key.type === 'Identifier' && key.name === name;
}

/** What the project's function that a call calls gives back. */
function returnedBy(project: Project, call: Node): Node[] {
  if (!isCall(call)) return [];
  return alternatives(evaluate(project, calleeOf(call))).flatMap((value) => (value.kind === 'function' ? returnedExpressions(value.node) : []));
}

/** What would make an expression known whose own look-up failed. */
function remedyOf(project: Project, node: Node, value: Value): string | null {
  for (const item of alternatives(value)) {
    if (item.kind === 'library' && item.package !== 'global') return modelOf(item.package);
    if (item.kind === 'unknown' && item.parameter) return remedyOfParameter(item.parameter.fn.params[item.parameter.index]);
  }
  if (node.type === 'Identifier') return remedyOfName(project, node);
  if (node.type === 'MemberExpression') return remedyOfMember(project, node);
  if (!isCall(node)) return null;
  const [target] = targetsOf(project, node);
  if (target) return `Its model says nothing of what \`${describeTarget(target)}\` gives: a type annotation on the variable that takes it would.`;
  const [callee] = alternatives(evaluate(project, calleeOf(node)));
  return callee?.kind === 'library' && callee.package !== 'global' ? modelOf(callee.package) : annotation('the variable that takes it');
}

function modelOf(name: string): string {
  return `A model of \`${name}\` in \`settings.resilience.models\` would say what it is.`;
}

function remedyOfParameter(node: Node | undefined): string {
  const parameter = node?.type === 'AssignmentPattern' ? (node.left as Node) : node;
  const name = parameter?.type === 'Identifier' ? `\`${parameter.name}\`` : 'the parameter';
  const isTyped = (parameter as { typeAnnotation?: unknown } | undefined)?.typeAnnotation;
  return isTyped ? `A type of ${name} that leads to a class or a modelled package would say what it is.` : annotation(name);
}

function annotation(name: string): string {
  return `A type annotation on ${name} would say what it is.`;
}

function remedyOfName(project: Project, identifier: IdentifierNode): string | null {
  const module = moduleOf(identifier);
  const binding = bindingOf(module, identifier);
  if (!binding) return 'A model of the global in `settings.resilience.models` (package `global`) would say what it is.';
  if (binding.import) {
    const resolution = project.resolver.resolve(module.path, binding.import.source);
    if (resolution.kind === 'missing') return 'The import has to lead to a file or a package: install the dependencies, generate what is generated, or mend `paths` of the tsconfig.';
    return resolution.kind === 'file' ? `A model of the file in \`settings.resilience.models\` would say what \`${binding.import.name}\` is.` : modelOf(binding.import.source);
  }
  return isFunction(binding.declarations[0]) ? null : annotation(`\`${identifier.name}\``);
}

function remedyOfMember(project: Project, member: MemberNode): string | null {
  const name = memberName(member) ?? '…';
  for (const object of alternatives(evaluate(project, member.object))) {
    if (object.kind === 'receiver') return `A model of \`${object.model.package}\` that has \`${object.type}.${name}\` would say what it is.`;
    if (object.kind === 'instance') return annotation(`\`${name}\` in \`${className(object.node)}\``);
    if (object.kind === 'shape') return `A type of a class or a package on \`${name}\` would say what it is.`;
    if (object.kind === 'namespace') return `A model of the file in \`settings.resilience.models\` would say what \`${name}\` is.`;
  }
  return null;
}
