import type { ResolvedCall } from '../calls.js';
import { isCall, memberName, parentOf, unwrap, type Node } from '../project/ast.js';
import { bindingOf, moduleOf, referencesOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import { argumentAt } from '../values/call.js';
import { lookUpPlace } from '../values/options.js';

/** Whether the answer of a call is read as a stream, which a limit on the whole call would cut off. */
export function isStreamed(project: Project, call: ResolvedCall): boolean {
  const { streams } = call.call;
  if (streams) {
    const found = lookUpPlace(project, call, streams.at);
    if (found.state === 'present' && found.value.kind === 'literal' && found.value.value === streams.is) return true;
    if (isCall(call.node) && classOf(argumentAt(call.node, streams.at)) === streams.is) return true;
  }
  const declarator = declaratorOf(call.node);
  if (declarator?.type !== 'VariableDeclarator') return false;
  if (declarator.id.type === 'ObjectPattern') {
    return call.call.failure?.as === 'result' && declarator.id.properties.some((property) => property.type === 'Property' && property.key.type === 'Identifier' && property.key.name === 'body');
  }
  if (declarator.id.type !== 'Identifier') return false;
  const module = moduleOf(declarator);
  const binding = bindingOf(module, declarator.id);
  return call.call.failure?.as === 'result' && binding !== null && referencesOf(module, binding).some(isReadAsStream);
}

/** Whether a call takes as long as what it sends or has moved is large. */
export function isSized({ call, node }: ResolvedCall): boolean {
  return call.sized !== undefined && isPassed(node, call.sized);
}

/** Whether a call is passed an instance of a class of some names. */
export function isPassed(node: Node, { at, is }: { at: string; is: string[] }): boolean {
  const made = isCall(node) ? classOf(argumentAt(node, at)) : null;
  return made !== null && is.includes(made);
}

/** The name of the class that a value is made of where it is passed, or where its constant is declared. */
function classOf(node: Node | null): string | null {
  const holder = node?.type === 'Identifier' ? bindingOf(moduleOf(node), node)?.declarations[0]?.parent : null;
  const made = holder?.type === 'VariableDeclarator' ? holder.init : node;
  return made?.type === 'NewExpression' && made.callee.type === 'Identifier' ? made.callee.name : null;
}

/** Methods that give an answer as bytes. */
const BYTES = new Set(['arrayBuffer', 'blob', 'buffer', 'bytes']);

/** Whether the answer of a call is read as a file: how long that takes depends on its size. */
export function isFile(call: ResolvedCall): boolean {
  return call.call.failure?.as === 'result' && isReadAsFile(call.node);
}

/** Whether what a call gives is read as bytes where it is made: `fetch(url)`, or a function of the project round it. */
export function isReadAsFile(call: Node): boolean {
  const holder = declaratorOf(call);
  const target = holder?.type === 'VariableDeclarator' ? holder.id : holder?.type === 'AssignmentExpression' ? holder.left : null;
  if (target?.type === 'Identifier') {
    const module = moduleOf(target);
    const binding = bindingOf(module, target);
    return binding !== null && referencesOf(module, binding).some((reference) => BYTES.has(methodOn(reference) ?? ''));
  }
  // `fetch(url).then((response) => response.blob())`
  const then = parentOf(call);
  const called = then?.type === 'MemberExpression' && memberName(then) === 'then' ? parentOf(then) : null;
  const handler = called?.type === 'CallExpression' ? called.arguments[0] : undefined;
  const body = handler?.type === 'ArrowFunctionExpression' ? unwrap(handler.body) : null;
  return body?.type === 'CallExpression' && body.callee.type === 'MemberExpression' && BYTES.has(memberName(body.callee) ?? '');
}

function methodOn(node: Node): string | null {
  const member = parentOf(node);
  return member?.type === 'MemberExpression' && member.object === node ? memberName(member) : null;
}

/** `const response = await fetch(url)`: what holds the answer. */
function declaratorOf(node: Node): Node | null {
  const parent = parentOf(node);
  return parent?.type === 'AwaitExpression' ? parentOf(parent) : null;
}

/** `response.body`, other than to read it whole (`body.json()`) or to let it go (`body.cancel()`). */
function isReadAsStream(reference: Node): boolean {
  const member = parentOf(reference);
  if (member?.type !== 'MemberExpression' || memberName(member) !== 'body') return false;
  const next = parentOf(member);
  const isRead = next?.type === 'MemberExpression' && /^(?:json|text|arrayBuffer|blob|bytes|formData|cancel|dump)$/.test(memberName(next) ?? '');
  return !isRead;
}
