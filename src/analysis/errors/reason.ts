import type { Handler } from '../control/handlers.js';
import { isFunction, isLoop, type Node } from '../project/ast.js';
import { moduleOf } from '../project/module.js';

/** Words that say that an error is ignored and not why. */
const EMPTY_WORDS = new Set(
  'a all and any are be by catch caught continue do does error errors err exception exceptions fail fails failed failure failures for handle handled ignore ignored ignores ignoring in is it just noop nop nothing op no of on or pass quiet quietly silence silent silently skip skipped skipping suppress suppressed swallow swallowed swallowing the them these this to todo fixme we well deliberately intentionally'.split(
    ' ',
  ),
);

/** Comments for tools. */
const DIRECTIVE = /^\s*(?:eslint|oxlint|biome|ts-|@ts-|prettier|istanbul|c8|v8|tslint|jshint|noinspection|#)/;

/** What a comment above the code speaks of when it is about the failure. */
const ABOUT_FAILURE =
  /\b(?:ignor|swallow|best.?effort|optional|non.?(?:fatal|critical|blocking)|fallback|fails?\b|failure|error|doesn't matter|don't care|safe to)/i;

/** What a small function's own comment says when its failure may be dropped. That it may fail is no reason. */
const ABOUT_DROPPING =
  /\b(?:ignor|swallow|best.?effort|non.?(?:fatal|critical|blocking)|doesn't matter|don't care|safe to|(?:must|may|should|can|does|do|will)(?:not|n't| not| never) (?:be |take )?(?:fail|break|stop|block|abort|crash|throw|down|prevent))/i;

/**
 * Whether a comment says why an error may be dropped: in the handler, behind it on its last line, or above a statement
 * round it. "ignore errors" is no reason.
 */
export function hasReason(handler: Handler): boolean {
  const module = moduleOf(handler.at);
  const { start, end } = handler.at;
  const { statements, small } = startsRound(handler.at);
  const lastLine = module.lineOf(end);
  const isAbove = (comment: { end: number }, starts: readonly number[]) =>
    starts.some((at) => comment.end <= at && module.text.slice(comment.end, at).trim() === '');
  return module.comments.some((comment) => {
    if (!saysWhy(comment.value)) return false;
    if (comment.start >= start && comment.end <= end) return true;
    if (comment.start >= end) return module.lineOf(comment.start) === lastLine;
    if (isAbove(comment, statements)) return ABOUT_FAILURE.test(comment.value);
    return isAbove(comment, small) && ABOUT_DROPPING.test(comment.value.replace(/\s*\n[\s*]*/g, ' '));
  });
}

/** Where the statements begin that a node belongs to, up to the function or loop, and a small function round them. */
function startsRound(node: Node): { statements: number[]; small: number[] } {
  const statements: number[] = [];
  for (let current: Node | null | undefined = node; current && !isLoop(current); current = current.parent) {
    if (isFunction(current) && current !== node) {
      // What its own comment says holds for the one thing that it does.
      const isSmall = current.body?.type === 'BlockStatement' && current.body.body.length <= 2;
      return { statements, small: isSmall ? declarationStarts(current) : [] };
    }
    if (/Statement$|Declaration$/.test(current.type) && current.type !== 'BlockStatement') statements.push(current.start);
  }
  return { statements, small: [] };
}

/** Where a function's declaration, member or export begins. */
function declarationStarts(fn: Node): number[] {
  const { parent } = fn;
  const isPart = parent && /^(?:MethodDefinition|Property|PropertyDefinition|Export\w*Declaration)$/.test(parent.type);
  return isPart ? [fn.start, parent.start] : [fn.start];
}

function saysWhy(text: string): boolean {
  if (DIRECTIVE.test(text)) return false;
  const words = text.match(/[\p{L}\d']+/gu) ?? [];
  // A name in the code is no reason either.
  const telling = words.filter((word) => !EMPTY_WORDS.has(word.toLowerCase()) && !/\p{Ll}\p{Lu}/u.test(word));
  return telling.length >= 2 || /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Hangul}]{2}/u.test(text);
}
