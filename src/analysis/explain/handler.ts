import { describeEffect } from '../effects/chain.js';
import type { Handler } from '../control/handlers.js';
import { guardedEffect } from '../errors/guarded.js';
import { treatmentOf, type Path } from '../errors/treatment.js';
import type { Verdict } from '../errors/verdict.js';
import type { Project } from '../project/project.js';
import { codeOf, placeOf, type Place } from './words.js';

/** What an error handler does with its error. */
export interface HandlerExplanation {
  kind: Handler['kind'];
  at: Place;
  /** The outside work whose failure it handles, with the chain to it; null where none is known. */
  handles: string | null;
  logs: { code: string; at: Place; keeps: string }[];
  /** What becomes of the error, one sentence for each way through; null where there are too many. */
  ways: string[] | null;
}

export function explainHandler(project: Project, handler: Handler): HandlerExplanation {
  const { paths } = treatmentOf(project, handler);
  const lines = new Map((paths ?? []).flatMap((path) => path.lines.map((line) => [line.node, line])));
  const effect = guardedEffect(project, handler);
  return {
    kind: handler.kind,
    at: placeOf(handler.at),
    handles: effect && describeEffect(effect),
    logs: [...lines.values()].map(({ node, log, verdict }) => ({
      code: log?.callee ?? codeOf(node),
      at: placeOf(node),
      keeps: log && !log.shape && verdict.kind === 'unknown' ? 'unknown: no model says how this logger treats errors' : KEEPS[verdict.kind],
    })),
    ways: paths && [...new Set(paths.map(describePath))],
  };
}

const KEEPS: Record<Verdict['kind'], string> = {
  kept: 'the stack',
  unknown: 'unknown: the error is in something that is not followed',
  text: 'the message alone',
  property: 'a code or a name alone',
  nothing: 'nothing of the error',
  dropped: 'nothing: the logger drops this argument',
  wrongKey: "nothing but `{}`: the key is not the logger's own",
  empty: 'nothing but `{}`: the logger serialises it',
};

function describePath(path: Path): string {
  const done = [
    path.lines.length > 0 && 'logged',
    path.tracked && 'given to an error tracker',
    path.passedOn && (path.end === 'throw' ? 'thrown on' : 'passed to the caller'),
    path.handedOn && 'handed to other code',
    !path.handedOn && !path.passedOn && path.partly && 'handed on in part',
    path.acted === 'unknown' && 'followed by calls that may do anything',
  ].filter((item) => typeof item === 'string');
  const what = done.length > 0 ? done.join(', ') : 'dropped';
  return path.expected ? `${what} (an expected kind of error)` : what;
}
