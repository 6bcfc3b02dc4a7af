import { memberName, type CallNode, type Node } from '../project/ast.js';
import { moduleOf, nodesOf } from '../project/module.js';
import { memo, type Memo } from '../project/memo.js';
import type { Project } from '../project/project.js';
import { filesMentioning } from '../project/tree.js';
import { argumentAt, targetsOf, type Target } from './call.js';
import { evaluate } from './evaluate.js';
import { union, type Value } from './value.js';

/** A name that more files set is no evidence. */
const MAX_FILES = 20;

/**
 * What some file of the package keeps under a name for the whole application or request, where a call gives what is kept:
 * `c.set('db', db)` in a middleware, `c.get('db')` in a handler. Null where nothing that is known is kept under it.
 */
export function sharedValue(project: Project, node: CallNode, { model, receiver }: Target): Value | null {
  const name = nameAt(node);
  if (name === null || !receiver) return null;
  const { path } = moduleOf(node);
  const root = project.resolver.packageOf(path)?.dir ?? path;
  return memo(
    project.derived<string, Memo<Value | null>>(`shared:${model.package}:${root}`),
    name,
    () => {
      const pattern = new RegExp(`\\(\\s*(['"\`])${name.replace(/[^\w-]/g, '\\$&')}\\1\\s*,`);
      const paths = filesMentioning(project, path, pattern);
      const values = paths.length > MAX_FILES ? [] : paths.flatMap((file) => keptIn(project, file, name, model.package));
      const known = values.filter(({ kind }) => kind !== 'unknown');
      return known.length > 0 ? union(known) : null;
    },
    () => null,
  );
}

/** What the calls of a file keep under a name. */
function keptIn(project: Project, path: string, name: string, library: string): Value[] {
  const parsed = project.load(path);
  if ('reason' in parsed) return [];
  return nodesOf(parsed.module, 'CallExpression').flatMap((call) => {
    if (nameAt(call) !== name || call.callee.type !== 'MemberExpression' || memberName(call.callee) === null) return [];
    const isKeeping = targetsOf(project, call).some((target) => target.call.shares === 'set' && target.model.package === library);
    const value: Node | null = isKeeping ? argumentAt(call, 'Argument[1]') : null;
    return value ? [evaluate(project, value)] : [];
  });
}

function nameAt(node: CallNode): string | null {
  const name = argumentAt(node, 'Argument[0]');
  return name?.type === 'Literal' && typeof name.value === 'string' ? name.value : null;
}
