import { accessOf, callAt, chainOf, type ResolvedCall } from '../../src/analysis/calls.js';
import { calleesOf, isSite, summaryOf } from '../../src/analysis/effects/effects.js';
import { tableProperty } from '../../src/analysis/effects/chain.js';
import { calleeOf, isInside, unwrap, type FunctionNode, type Node } from '../../src/analysis/project/ast.js';
import { bindingOf, moduleOf, nodesOf } from '../../src/analysis/project/module.js';
import type { Project } from '../../src/analysis/project/project.js';
import { factsOf } from '../../src/analysis/queries/clauses.js';
import type { SqlFacts } from '../../src/analysis/queries/sql.js';
import { statementOf } from '../../src/analysis/values/text.js';
import { argumentAt } from '../../src/analysis/values/call.js';
import { className } from '../../src/analysis/values/class.js';
import { evaluate } from '../../src/analysis/values/evaluate.js';
import { alternatives } from '../../src/analysis/values/value.js';
import type { Declined, Loop } from './loop.js';

/** More than this is no loop that a reader could judge. */
const MAX_FUNCTIONS = 3000;

/**
 * Whether nothing that a loop does can change what a read in it gives: it only writes to other tables, and asks no other
 * service. Tables that can't be told are taken for the same.
 */
export function isIndependent(project: Project, loop: Loop, read: ResolvedCall): true | Declined {
  const calls = callsIn(project, loop);
  if (!calls) return { reason: 'What the loop does besides is too much to follow.' };
  const own = tablesOf(project, read);
  for (const call of calls) {
    if (call.call.concept === 'external-call') return { reason: `The loop also calls \`${call.label}\`, which takes time in which the rows may change.` };
    if (call.call.concept !== 'query' || accessOf(project, call) === 'read') continue;
    const written = tablesOf(project, call);
    if (own.length === 0 || written.length === 0 || written.some((table) => own.includes(table))) {
      return { reason: `The loop also writes (\`${call.label}\`), so a later element may need what an earlier one changed.` };
    }
  }
  return true;
}

/** The library calls that the body of a loop reaches; null where they are too many. */
function callsIn(project: Project, { body, module }: Loop): ResolvedCall[] | null {
  const calls: ResolvedCall[] = [];
  const seen = new Set<FunctionNode>();
  const next: FunctionNode[] = [];
  const enter = (fn: FunctionNode) => {
    if (seen.has(fn)) return;
    seen.add(fn);
    next.push(fn);
  };
  for (const node of nodesOf(module, 'CallExpression', 'NewExpression', 'TaggedTemplateExpression', 'AwaitExpression')) {
    if (!isInside(node, body)) continue;
    const call = callAt(project, node);
    if (call) calls.push(call);
    if (isSite(node)) for (const { fn } of calleesOf(project, node)) enter(fn);
  }
  for (let fn = next.pop(); fn; fn = next.pop()) {
    if (seen.size > MAX_FUNCTIONS) return null;
    const summary = summaryOf(project, fn);
    calls.push(...summary.calls);
    for (const { fn: callee } of summary.callees) enter(callee);
  }
  return calls;
}

/** The tables of a query by what stands for them; empty where that isn't certain. A variable's name is no evidence. */
function tablesOf(project: Project, call: ResolvedCall): string[] {
  const property = tableProperty(call);
  if (property !== null) return [property];
  const statement = call.call.access === 'sql' ? statementOf(project, call) : null;
  if (statement !== null) return tablesIn(statement, factsOf(project, call).sql);
  for (const { node } of chainOf(call)) {
    const callee = unwrap(calleeOf(node));
    const object = callee.type === 'MemberExpression' ? evaluate(project, unwrap(callee.object)) : null;
    const classes = object ? alternatives(object).flatMap((value) => (value.kind === 'class' || value.kind === 'instance' ? [className(value.node)] : [])) : [];
    if (classes.length > 0) return classes;
    const table = tableArgument(project, node);
    if (table !== null) return [table];
  }
  return call.receiver?.rows ? alternatives(call.receiver.rows).flatMap((value) => (value.kind === 'instance' ? [className(value.node)] : [])) : [];
}

/** What a statement reads from, or the one table that it writes to. */
function tablesIn(statement: string, sql: SqlFacts | null): string[] {
  const written = /^\s*(?:insert\s+into|update|delete\s+from)\s+(?:"?\w+"?\.)?"?(\w+)"?(?=[\s(]|$)/i.exec(statement)?.[1];
  if (written !== undefined) return [written.toLowerCase()];
  return sql && !sql.open ? sql.tables.map((table) => table.toLowerCase()) : [];
}

/** `db.insert(orders)`, `select().from(orders)`, `getRepository(Order)`: a name of the module that is no parameter. */
function tableArgument(project: Project, node: Node): string | null {
  const first = node.type === 'CallExpression' ? argumentAt(node, 'Argument[0]') : null;
  if (first?.type === 'Literal' && typeof first.value === 'string' && /^[\w.]+$/.test(first.value)) return first.value;
  if (first?.type === 'MemberExpression' && first.object.type === 'Identifier' && evaluate(project, first.object).kind === 'namespace') return moduleOf(first).text.slice(first.property.start, first.property.end);
  const binding = first?.type === 'Identifier' ? bindingOf(moduleOf(first), first) : null;
  return binding && (binding.kind === 'import' || binding.kind === 'class' || binding.scope.parent === null) ? (binding.import?.name ?? binding.name) : null;
}
