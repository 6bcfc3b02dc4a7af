import { parentOf, type Node } from '../../src/analysis/project/ast.js';
import { moduleOf } from '../../src/analysis/project/module.js';
import type { ResolvedCall } from '../../src/analysis/calls.js';
import { factsOf } from '../../src/analysis/timeouts/effective.js';
import type { PlanInput } from '../../src/codemod/codemod.js';
import type { Remedy } from './index.js';

/** Milliseconds of each unit. */
export const PER_UNIT = { ms: 1, s: 1000, ns: 1e-6 } as const;

/** Replaces a limit that is written down: one that is switched off, or too long. */
export async function replaceLimit(node: Node, call: ResolvedCall, ms: number, input: PlanInput): Promise<Remedy> {
  const module = moduleOf(node);
  const file = await input.open(module.path);
  if (file?.text !== module.text) return { reason: `Its limit is set in ${module.path}, which can't be changed from here.` };
  const units = new Set(factsOf(call).filter(([, fact]) => !fact.signal).map(([, fact]) => fact.unit));
  const [unit] = units;
  if (!unit || units.size > 1) return { reason: 'The unit of its limit is not known.' };
  if (!isNumber(node)) return { reason: `Its limit has a name. Change the value of \`${module.text.slice(node.start, node.end)}\`, which others may use.` };
  if (reasonBeside(node)) return { reason: 'A comment beside the limit says why it is so.' };
  return { path: module.path, edits: [{ start: node.start, end: node.end, text: printNumber(ms / PER_UNIT[unit]) }] };
}

function isNumber(node: Node): boolean {
  if (node.type === 'Literal') return typeof node.value !== 'string';
  if (node.type === 'BinaryExpression') return isNumber(node.left) && isNumber(node.right);
  return node.type === 'Identifier' && node.name === 'Infinity';
}

/** A comment on the lines of an option, or on the one above. */
function reasonBeside(node: Node): boolean {
  const { comments, lineOf } = moduleOf(node);
  const option = parentOf(node) ?? node;
  const first = lineOf(option.start) - 1;
  const last = lineOf(option.end);
  return comments.some((comment) => lineOf(comment.end) >= first && lineOf(comment.start) <= last && comment.value.trim() !== '');
}

/** `10_000`: digits in groups, as the number is written by people. */
export function printNumber(value: number): string {
  return value >= 10_000 ? String(value).replace(/\B(?=(\d{3})+(?!\d))/g, '_') : String(value);
}
