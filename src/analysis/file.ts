import type { Concept } from '../models/model.js';
import type { ResilienceSettings } from '../settings.js';
import { callAt, callsOf, type ResolvedCall } from './calls.js';
import { framesOf, type Frame } from './control/frames.js';
import { reach, type Effect } from './effects/effects.js';
import type { CallNode, Node } from './project/ast.js';
import type { Module } from './project/module.js';
import { projectFor, type Project } from './project/project.js';
import { evaluate } from './values/evaluate.js';
import type { Value } from './values/value.js';

/** Everything a rule can ask about one file. Questions about other files go through the same project. */
export interface FileAnalysis {
  path: string;
  module: Module;
  project: Project;
  settings: ResilienceSettings;
  /** The library calls of the file, of one of the concepts when any are given. */
  calls(...concepts: Concept[]): readonly ResolvedCall[];
  callAt(node: Node): ResolvedCall | null;
  /** What an expression is. */
  valueOf(node: Node): Value;
  framesOf(node: Node): Frame[];
  /** The nearest matching library call behind a call of the project's own functions. */
  reach(node: CallNode, key: string, matches: (call: ResolvedCall) => boolean): Effect | null;
}

/**
 * The analysis of a text at a path. The text stands for the file: an editor's unsaved buffer wins over the disk. Null
 * when it can't be parsed: the linter reports that itself.
 */
export function analyseFile(path: string, text: string, settings: ResilienceSettings): FileAnalysis | null {
  const project = projectFor(settings.models);
  const parsed = project.put(path, text);
  if ('reason' in parsed) return null;
  const { module } = parsed;
  return {
    path,
    module,
    project,
    settings,
    calls(...concepts) {
      const calls = callsOf(project, module);
      if (concepts.length === 0) return calls;
      return calls.filter((call) => call.call.concept !== undefined && concepts.includes(call.call.concept));
    },
    callAt: (node) => callAt(project, node),
    valueOf: (node) => evaluate(project, node),
    framesOf: (node) => framesOf(project, node),
    reach: (node, key, matches) => reach(project, node, key, matches),
  };
}
