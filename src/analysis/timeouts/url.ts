import type { ResolvedCall } from '../calls.js';
import type { Project } from '../project/project.js';
import { argumentAt } from '../values/call.js';
import { textOf } from '../values/text.js';

/** Whether a call's first argument is a path without a host: only a browser can resolve it. */
export function isRelativeUrl(project: Project, call: ResolvedCall): boolean {
  if (call.node.type !== 'CallExpression') return false;
  const url = argumentAt(call.node, 'Argument[0]');
  if (!url || call.receiver) return false;
  return textOf(project, url)?.startsWith('/') ?? false;
}
