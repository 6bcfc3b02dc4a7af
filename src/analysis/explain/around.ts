import { iterationOf } from '../control/iteration.js';
import { entryRole } from '../control/entry.js';
import { framesOf, type Frame } from '../control/frames.js';
import { functionName } from '../effects/effects.js';
import { calleeOf, type Node } from '../project/ast.js';
import type { Project } from '../project/project.js';
import { describeTarget } from '../values/call.js';
import { codeOf, placeOf, type Place } from './words.js';

/** One construct round a call. */
export interface Around {
  what: string;
  at: Place | null;
  /** For what may repeat the call: whether the number of its turns grows with the data. Null for everything else. */
  grows: boolean | null;
}

/** The loops, callbacks, handlers and the function round a node, from the inside out. */
export function aroundOf(project: Project, node: Node): Around[] {
  return framesOf(project, node).map((frame) => ({
    what: describeFrame(project, frame),
    at: frame.kind === 'module' ? null : placeOf((frame.kind === 'catch' && frame.node.handler) || frame.node),
    grows: repeats(frame) ? iterationOf(project, frame) !== null : null,
  }));
}

function repeats(frame: Frame): boolean {
  return frame.kind === 'loop' || (frame.kind === 'callback' && frame.role === 'element');
}

function describeFrame(project: Project, frame: Frame): string {
  switch (frame.kind) {
    case 'loop':
      return `${LOOPS[frame.node.type]}${frame.over ? ` over \`${codeOf(frame.over)}\`` : ''}, ${turns(project, frame)}`;
    case 'callback':
      return describeCallback(project, frame);
    case 'try':
      return frame.node.handler ? 'a try with a catch' : 'a try without a catch';
    case 'catch':
      return 'a catch';
    case 'finally':
      return 'a finally';
    case 'function': {
      const role = entryRole(project, frame.node);
      return `the function ${functionName(frame.node)}${role ? `, called by a framework as a ${role}` : ''}`;
    }
    case 'module':
      return "the module's top level";
  }
}

const LOOPS = {
  ForOfStatement: 'for…of',
  ForInStatement: 'for…in',
  ForStatement: 'for',
  WhileStatement: 'while',
  DoWhileStatement: 'do…while',
} as const;

function turns(project: Project, frame: Frame): string {
  const iteration = iterationOf(project, frame);
  if (!iteration) return 'bounded: a short or constant list, chunks, pages, attempts or polling';
  const order = iteration.concurrent ? 'all at the same time' : 'one after the other';
  return iteration.over ? `once per element of a list that grows with the data, ${order}` : 'as often as a number says that is not constant';
}

function describeCallback(project: Project, frame: Extract<Frame, { kind: 'callback' }>): string {
  const name = frame.target ? `${describeTarget(frame.target)} of ${frame.target.model.package}` : codeOf(calleeOf(frame.node));
  switch (frame.role) {
    case 'element':
      return `a callback of ${name}, ${turns(project, frame)}`;
    case 'unknown':
      return `a callback of ${name}, of which it isn't known how it runs`;
    case 'immediate':
      return 'a function that runs where it stands';
    case 'then':
      return `a continuation of ${name}`;
    default:
      return `a callback of ${name} in the role \`${frame.role}\``;
  }
}
