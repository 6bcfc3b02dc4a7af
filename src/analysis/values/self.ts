import { calleeOf, memberName, type FunctionNode, type Node } from '../project/ast.js';
import { moduleOf, nodesOf } from '../project/module.js';
import { memo, type Memo } from '../project/memo.js';
import type { Project } from '../project/project.js';
import { filesMentioning } from '../project/tree.js';
import { evaluate } from './evaluate.js';
import type { Value } from './value.js';

/**
 * `this` of a function that a class takes as its method: `this.sendEmail = sendEmail.bind(this)`, in whichever file of the
 * package. Null where no exported function is bound so.
 */
export function boundSelf(project: Project, fn: FunctionNode): Value | null {
  return memo(
    project.derived<FunctionNode, Memo<Value | null>>('bound selves'),
    fn,
    () => find(project, fn),
    () => null,
  );
}

function find(project: Project, fn: FunctionNode): Value | null {
  const name = fn.type === 'ArrowFunctionExpression' ? null : (fn.id?.name ?? null);
  if (name === null || !/^(?:Export|Program)/.test(fn.parent?.type ?? '')) return null;
  const { path } = moduleOf(fn);
  for (const file of filesBinding(project, path, name)) {
    const parsed = project.load(file);
    if ('reason' in parsed) continue;
    for (const call of nodesOf(parsed.module, 'CallExpression')) {
      const callee = calleeOf(call);
      const self = call.arguments[0] as Node | undefined;
      if (callee.type !== 'MemberExpression' || memberName(callee) !== 'bind' || self?.type !== 'ThisExpression')
        continue;
      const bound = evaluate(project, callee.object);
      if (bound.kind === 'function' && bound.node === fn) return evaluate(project, self);
    }
  }
  return null;
}

/** The files of a package in which a function of a name is bound to `this`. */
function filesBinding(project: Project, path: string, name: string): readonly string[] {
  const files = filesMentioning(project, path, '.bind(this)');
  const table = project.onDisk<readonly string[], Map<string, string[]>>('bound names');
  let names = table.get(files);
  if (!names) {
    table.set(files, (names = new Map<string, string[]>()));
    for (const file of files) {
      for (const bound of new Set(Array.from(project.text(file).matchAll(BOUND), (match) => match[1]!))) {
        names.set(bound, [...(names.get(bound) ?? []), file]);
      }
    }
  }
  return names.get(name) ?? [];
}

const BOUND = /([\w$]+)\.bind\(this\)/g;
