import { callAt } from '../../src/analysis/calls.js';
import { isFunction, keyName, unwrap, type Node, type NodeOf } from '../../src/analysis/project/ast.js';
import { bindingOf, moduleOf, referencesOf } from '../../src/analysis/project/module.js';
import type { Project } from '../../src/analysis/project/project.js';
import type { Edit } from '../../src/edit/edit.js';
import type { Style } from '../../src/edit/style.js';
import { indentAt } from '../../src/edit/trivia.js';
import type { RetryFacts } from '../../src/models/model.js';
import type { Declined } from './loop.js';

/** A call of a retry library, as one of the policy. */
export interface LibraryRetry {
  call: NodeOf<'CallExpression'>;
  /** It chooses its errors by a function of its own. */
  chooses: boolean;
  edits(retried: string, style: Style): Edit[];
}

/** The call of the policy that a library's call becomes: as many attempts, the same choice of errors, the same listener. */
export function libraryRetry(project: Project, node: Node, name: string): LibraryRetry | Declined {
  const facts = node.type === 'CallExpression' ? callAt(project, node)?.call.retry : undefined;
  if (node.type !== 'CallExpression' || !facts || unwrap(node.callee).type !== 'Identifier') return { reason: `\`${name}\` has options for that.` };
  const [work, given, ...more] = node.arguments as Node[];
  if (!work || more.length > 0 || work.type === 'SpreadElement') return { reason: `\`${name}\` is called in another way than with its work and its options.` };
  const parameters = parametersOf(work, facts, name);
  if ('reason' in parameters) return parameters;
  const options = given ? unwrap(given) : null;
  if (options && options.type !== 'ObjectExpression') return { reason: `The options of \`${name}\` are made elsewhere: write them into the call first.` };
  const entries = entriesOf(options, facts, name);
  if ('reason' in entries) return entries;
  return {
    call: node,
    chooses: entries.some(({ key }) => key === 'retryIf'),
    edits(retried, style) {
      const edits = [{ start: node.callee.start, end: node.callee.end, text: retried }, ...parameters.edits];
      const text = printEntries(entries.map(({ key, text }) => (key === text ? key : `${key}: ${text}`)), options, style);
      if (options) return [...edits, { start: given!.start, end: given!.end, text }];
      return [...edits, { start: work.end, end: work.end, text: `, ${text}` }];
    },
  };
}

/** The work, which the policy gives the number of the attempt alone. */
function parametersOf(work: Node, { stop }: RetryFacts, name: string): { edits: Edit[] } | Declined {
  const fn = unwrap(work);
  const module = moduleOf(work);
  if (stop?.throws && module.text.slice(work.start, work.end).includes(stop.throws)) return { reason: `Its work ends the attempts by \`${stop.throws}\`: say which errors are worth another one first.` };
  if (!isFunction(fn)) return stop?.parameter === undefined ? { edits: [] } : { reason: `What \`${name}\` gives its work is not seen here.` };
  const isPromise = fn.async || (fn.type === 'ArrowFunctionExpression' && unwrap(fn.body).type === 'CallExpression');
  if (!isPromise) return { reason: 'Its work gives no promise that is seen here.' };
  if (stop?.parameter === undefined || fn.params.length === 0) return fn.params.length > 1 ? { reason: `Its work takes more than the policy gives.` } : { edits: [] };
  const [bail, ...others] = fn.params as Node[];
  const binding = bail?.type === 'Identifier' ? bindingOf(module, bail) : null;
  if (!binding || referencesOf(module, binding).some((use) => use !== bail)) return { reason: `Its work ends the attempts by \`${bail?.type === 'Identifier' ? bail.name : name}\`: say which errors are worth another one first.` };
  const last = others.at(-1) ?? bail!;
  const kept = others.length > 0 ? module.text.slice(others[0]!.start, last.end) : '';
  return { edits: [{ start: bail!.start, end: last.end, text: kept }] };
}

/** The policy's options, by key. What only says how long to wait is the policy's own. */
function entriesOf(options: NodeOf<'ObjectExpression'> | null, facts: RetryFacts, name: string): { key: string; text: string }[] | Declined {
  const { attempts, counts, backoff, delayMs, jitter, delays = [], onRetry, chooses } = facts;
  if (!attempts || typeof attempts.default !== 'number') return { reason: `\`${name}\` has no number of attempts.` };
  const waits = new Set([backoff?.at, delayMs, jitter?.at, ...delays]);
  const more = counts === 'retries' ? 1 : 0;
  const entries = [{ key: 'attempts', text: String(attempts.default + more) }];
  for (const property of options?.properties ?? []) {
    if (property.type !== 'Property') return { reason: `The options of \`${name}\` are made elsewhere: write them into the call first.` };
    const key = keyName(property.key, property.computed);
    const { value } = property;
    const text = moduleOf(value).text.slice(value.start, value.end);
    if (key !== null && waits.has(key)) continue;
    if (key === attempts.at) {
      const number = value.type === 'Literal' && typeof value.value === 'number' ? String(value.value + more) : null;
      const named = value.type === 'Identifier' || value.type === 'MemberExpression' ? (more === 0 ? text : `${text} + ${more}`) : null;
      if (number === null && named === null) return { reason: `Its number of attempts, \`${text}\`, is worked out in the call: give it a name first.` };
      entries[0]!.text = number ?? named!;
    } else if (key !== null && key === onRetry && !property.method) entries.push({ key: 'onRetry', text });
    else if (key === 'signal') entries.push({ key, text });
    else if (key !== null && key === chooses && !property.method && !isAsync(value)) entries.push({ key: 'retryIf', text });
    else return { reason: `Its option \`${key ?? text}\` has no counterpart in the policy.` };
  }
  return entries;
}

function isAsync(value: Node): boolean {
  const fn = unwrap(value);
  return !isFunction(fn) || fn.async;
}

/** On one line, or on lines of their own as the options were. */
function printEntries(entries: readonly string[], options: Node | null, style: Style): string {
  const text = options ? moduleOf(options).text.slice(options.start, options.end) : '';
  const isLong = entries.some((entry) => entry.includes('\n')) || (text.includes('\n') && entries.length > 1);
  if (!options || !isLong) return `{ ${entries.join(', ')} }`;
  const indent = indentAt(moduleOf(options).text, options.end - 1);
  const line = `${style.lineEnd}${indent}${style.indent}`;
  return `{${entries.map((entry) => `${line}${entry}`).join(',')}${style.trailingCommas === 'none' ? '' : ','}${style.lineEnd}${indent}}`;
}
