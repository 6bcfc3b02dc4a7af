import type { ResolvedCall } from '../../src/analysis/calls.js';
import { unwrap } from '../../src/analysis/project/ast.js';
import { moduleOf } from '../../src/analysis/project/module.js';
import type { Project } from '../../src/analysis/project/project.js';
import { factsOf } from '../../src/analysis/timeouts/effective.js';
import { evaluate } from '../../src/analysis/values/evaluate.js';
import { alternatives, type Link, type Receiver } from '../../src/analysis/values/value.js';
import type { PlanInput } from '../../src/codemod/codemod.js';
import { setCallOptions } from '../../src/edit/options.js';
import type { Remedy } from './index.js';
import { PER_UNIT, printNumber } from './limit.js';

/**
 * Sets the limit where the client of a call is made: the call itself takes none, or it can't be told where. Null where its client has no
 * such option, or one inside of an object that an older version may not know.
 */
export async function limitClient(project: Project, call: ResolvedCall, ms: number, input: PlanInput): Promise<Remedy | null> {
  const fact = factsOf(call).map(([, each]) => each).find(({ client, signal }) => client !== undefined && !/[.[]/.test(client) && !signal);
  if (!fact) return null;
  const option = fact.client!;
  const link = madeBy(call.receiver);
  const index = link && (link.call?.options ?? link.construction?.options);
  if (!link || typeof index !== 'number' || link.node.type === 'TaggedTemplateExpression') return { reason: `Set \`${option}\` where its client is made.` };
  const module = moduleOf(link.node);
  const file = await input.open(module.path);
  const decline = { reason: `Set \`${option}\` where its client is made, in line ${module.lineOf(link.node.start)} of ${module.path.split(/[\\/]/).pop()}.` };
  if (file?.text !== module.text) return decline;
  const given = link.node.arguments[index];
  // What is no object, as an address is, can't be spread into one.
  const isObject = !given || unwrap(given).type === 'ObjectExpression' || alternatives(evaluate(project, given)).every(({ kind }) => kind === 'object');
  const edits = isObject ? setCallOptions(module, link.node, index, [{ path: [option], value: printNumber(ms / PER_UNIT[fact.unit]) }]) : null;
  return edits ? { path: module.path, edits } : decline;
}

/** The call that made a client, behind those that lead from it to a part of it. */
function madeBy(receiver: Receiver | null): Link | null {
  let link = receiver?.from ?? null;
  while (link?.receiver?.from) link = link.receiver.from;
  return link;
}
