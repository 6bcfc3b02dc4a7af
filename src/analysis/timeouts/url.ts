import type { ResolvedCall } from '../calls.js';
import type { Node } from '../project/ast.js';
import type { Project } from '../project/project.js';
import { argumentAt } from '../values/call.js';
import { textOf } from '../values/text.js';

/** Whether a call leaves no host: to a path that only a browser can resolve, or to a file beside the module. */
export function isLocal(project: Project, call: ResolvedCall): boolean {
  if (call.node.type !== 'CallExpression') return false;
  const url = argumentAt(call.node, 'Argument[0]');
  if (!url || call.receiver) return false;
  if (url.type === 'NewExpression' && url.arguments[1] && isImportMeta(url.arguments[1])) return true;
  return textOf(project, url)?.startsWith('/') ?? false;
}

/** `new URL('./font.ttf', import.meta.url)`. */
function isImportMeta(node: Node): boolean {
  return node.type === 'MemberExpression' && node.object.type === 'MetaProperty';
}
