import { callAt, callsOf, chainOf, isConcept, type ResolvedCall } from '../calls.js';
import { isCall, isInside, memberName, type CallNode, type Node } from '../project/ast.js';
import { bindingOf, referencesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { evaluate } from '../values/evaluate.js';
import type { Link } from '../values/value.js';

/** A `pipe` from a stream whose errors nobody handles. */
export interface LoosePipe {
  call: ResolvedCall;
  /** The call that makes the stream. */
  source: CallNode;
}

/**
 * The pipes of a module from a stream that the same code makes and that has no listener for errors. A stream that is kept
 * elsewhere, or passed on to other code, may have one.
 */
export function loosePipes(project: Project, module: Module): LoosePipe[] {
  return callsOf(project, module).flatMap((call) => {
    if (!isConcept(call, 'pipe')) return [];
    const links = chainOf(call).filter(({ node }) => node !== call.node);
    const made = links.findLastIndex((link) => link.call?.returns !== undefined && link.call.returns !== 'self' && !isListener(link));
    const source = links[made]?.node;
    if (!source || links.slice(made).some((link) => listensToErrors(link.node, isListener(link)))) return [];
    const isOwn = isInside(source, call.node) || isHeldLoosely(project, module, source);
    return isOwn ? [{ call, source }] : [];
  });
}

function isListener({ call }: Link): boolean {
  return call?.concept === 'event';
}

/** `.on('error', …)`; an event that can't be read may be it. */
function listensToErrors(node: CallNode, isEvent: boolean): boolean {
  if (!isEvent || node.type === 'TaggedTemplateExpression') return false;
  const [event] = node.arguments;
  return event?.type !== 'Literal' || event.value === 'error';
}

/** Whether a stream is held by a variable of the code that pipes it, none of whose uses handles its errors. */
function isHeldLoosely(project: Project, module: Module, source: CallNode): boolean {
  const declarator = source.parent?.type === 'AwaitExpression' ? source.parent.parent : source.parent;
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return false;
  const binding = bindingOf(module, declarator.id);
  if (!binding || binding.writes.length > 0) return false;
  const uses = referencesOf(module, binding).filter((use) => !binding.declarations.includes(use));
  return uses.every((use) => isPlainUse(project, use));
}

/** Whether a use calls a member that handles no errors: `stream.pipe(response)`, `stream.on('end', done)`. */
function isPlainUse(project: Project, use: Node): boolean {
  const member = use.parent;
  if (member?.type !== 'MemberExpression' || member.object !== (use as unknown)) return false;
  let call: Node | null | undefined = member.parent;
  if (!isCall(call) || memberName(member) === null) return false;
  // Each link of a chain that goes on from there.
  for (; isCall(call); call = call.parent?.type === 'MemberExpression' ? call.parent.parent : null) {
    const resolved = callAt(project, call);
    if (!resolved) return evaluate(project, use).kind === 'receiver' && memberName(member) === 'pipe';
    if (isConcept(resolved, 'pipe')) return true;
    if (listensToErrors(call, isConcept(resolved, 'event'))) return false;
  }
  return true;
}
