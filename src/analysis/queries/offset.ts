import type { ResolvedCall } from '../calls.js';
import { functionName } from '../effects/effects.js';
import { enclosingFunction, type Node } from '../project/ast.js';
import { bindingOf, moduleOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import { evaluate } from '../values/evaluate.js';
import { statementNode } from '../values/text.js';
import { alternatives } from '../values/value.js';
import { factsOf } from './clauses.js';

/**
 * The expression by which a call skips rows, where it can grow: in the options of a read, in a link of a builder, in the
 * text of a statement. Null for constants, and where the call can page by a cursor.
 */
export function growingOffset(project: Project, call: ResolvedCall): Node | null {
  const { call: row } = call.target;
  if (row.clause === 'offset' || row.clauses?.offset) return growingClause(project, call);
  if (call.call.concept !== 'query' || factsOf(project, call).sql?.offset !== 'variable') return null;
  return statementNode(call) ?? call.node;
}

function growingClause(project: Project, call: ResolvedCall): Node | null {
  const facts = factsOf(project, call);
  if (facts.given('cursor').length > 0) return null;
  return facts.given('offset').find((node) => !isConstant(project, node) && !isAdapter(call, node)) ?? null;
}

/** `skip(count) { this.query.skip(count); return this; }`: a method of the same name that only hands its parameter on. */
function isAdapter({ target }: ResolvedCall, node: Node): boolean {
  const fn = enclosingFunction(node);
  if (!fn || node.type !== 'Identifier' || functionName(fn) !== target.name) return false;
  return bindingOf(moduleOf(node), node)?.scope.node === fn;
}

function isConstant(project: Project, node: Node): boolean {
  return alternatives(evaluate(project, node)).every((value) => value.kind === 'literal');
}
