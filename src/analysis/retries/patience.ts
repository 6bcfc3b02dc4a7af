import { isHot } from '../control/hot.js';
import { functionName } from '../effects/effects.js';
import { startsWithProcess } from '../lifecycle/startup.js';
import { enclosingFunction, isFunction, type Node } from '../project/ast.js';
import { moduleOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import type { Retry } from './retries.js';
import { some } from './walk.js';

/** Names of functions that run before there is anything to serve, or ask whether there is. */
const OPENS = /^(?:init|initiali[sz]e|connect|boot|bootstrap|setup|onModuleInit|onApplicationBootstrap)(?![a-z])|^wait(?:For|Until)|^(?:check|ensure)\w*(?:Status|Connect|Ready|Alive|Health)/;

/**
 * Whether a retry waits until a process can begin: nobody waits for its answer, and giving up early only means that the
 * process is started again.
 */
export function waitsToStart(project: Project, { node }: Retry): boolean {
  const fn = enclosingFunction(node);
  if (fn && OPENS.test(functionName(fn))) return true;
  return startsWithProcess(project, node) && !isHot(project, node);
}

/** Text of errors by which work says that what it asks for isn't there yet. */
const NOT_YET = /\bnot (?:yet|ready|available|finished|complete)|\bstill\b|\bpending\b|in progress|processing/i;

/** Whether what is tried fails on purpose until something has come about: a 4xx may well be its way to say `not yet`. */
export function waitsForState({ work }: Retry): boolean {
  return work.some((region) =>
    some(isFunction(region) ? (region.body as Node) : region, (node) => node.type === 'ThrowStatement' && NOT_YET.test(moduleOf(node).text.slice(node.start, node.end))),
  );
}
