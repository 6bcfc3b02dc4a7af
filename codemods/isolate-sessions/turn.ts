import type { FragileWorker } from '../../src/analysis/jobs/isolation.js';
import { enclosingFunction, forEachChild, isFunction, type Node } from '../../src/analysis/project/ast.js';
import { moduleOf } from '../../src/analysis/project/module.js';
import { logError, type LoggerImport } from '../../src/codemod/logger.js';
import type { Edit } from '../../src/edit/edit.js';
import type { Style } from '../../src/edit/style.js';
import { indentAt } from '../../src/edit/trivia.js';
import { deeper, hasLongText, type Declined } from './loop.js';

/** What a handler of a turn is made of. */
export interface TurnNames {
  error: string;
  sleep: string;
  logger: LoggerImport | null;
  pauseMs: number;
}

/** Puts a handler round a turn of a loop that never ends, which logs the failure and pauses: at once again, it would fail as fast as it can. */
export function survivingTurn({ loop, body }: FragileWorker, { error, sleep, logger, pauseMs }: TurnNames, style: Style): Edit[] | Declined {
  const { text } = moduleOf(loop);
  const fn = enclosingFunction(loop);
  if (fn && !fn.async) return { reason: 'It does not run in an async function, which could sleep behind a failure.' };
  if (body.type !== 'BlockStatement' || body.body.length === 0) return { reason: 'Its loop has no block.' };
  if (hasLongText(body)) return { reason: 'A text of several lines in its loop would be indented, too.' };
  if (ends(body)) return { reason: 'It may be told to end by an error: catch in each turn what is none of these, and sleep behind it.' };
  const inside = text.slice(body.start + 1, body.end - 1);
  const first = /^[ \t]*(?:\/\/[^\n]*|\/\*[^\n]*\*\/[ \t]*)?(?=\r?\n)/.exec(inside)?.[0];
  if (first === undefined) return { reason: 'Its loop is not written on lines of its own.' };
  const indent = indentAt(text, loop.start);
  const inner = indent + style.indent;
  const end = style.semicolons ? ';' : '';
  const logged = logError(logger, style.quotes === 'single' ? "'A turn of the loop failed'" : '"A turn of the loop failed"', error).replace(/;$/, '');
  const lines = [
    `${inner}try {${deeper(inside.slice(first.trimEnd().length).trimEnd(), style)}`,
    `${inner}} catch (${error}) {`,
    `${inner}${style.indent}${logged}${end}`,
    `${inner}${style.indent}// At once again, it would fail as fast as it can.`,
    `${inner}${style.indent}await ${sleep}(${number(pauseMs)})${end}`,
    `${inner}}`,
  ];
  return [{ start: body.start + 1, end: body.end - 1, text: `${first.trimEnd()}${style.lineEnd}${lines.join(style.lineEnd)}${style.lineEnd}${indent}` }];
}

/** Whether an error of the loop's own, or an abort, may be meant to end it. */
function ends(node: Node): boolean {
  if (isFunction(node)) return false;
  if (node.type === 'ThrowStatement' || (node.type === 'Identifier' && /^(?:throwIfAborted|\w*[sS]ignal|aborted)$/.test(node.name))) return true;
  let found = false;
  forEachChild(node, (child) => (found ||= ends(child)));
  return found;
}

/** `10_000`: digits in groups of three. */
function number(value: number): string {
  return value >= 10_000 ? String(value).replace(/\B(?=(\d{3})+(?!\d))/g, '_') : String(value);
}
