import { readFileSync } from 'node:fs';
import { calleeOf, memberName, type FunctionNode, type Node } from '../project/ast.js';
import { moduleOf, nodesOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import { filesMentioning } from '../project/tree.js';
import { evaluate } from './evaluate.js';
import type { Value } from './value.js';

/**
 * `this` of a function that a class takes as its method: `this.sendEmail = sendEmail.bind(this)`, in whichever file of the
 * package. Null where no exported function is bound so.
 */
export function boundSelf(project: Project, fn: FunctionNode): Value | null {
  const table = project.derived<FunctionNode, Value | null>('bound selves');
  const known = table.get(fn);
  if (known !== undefined) return known;
  table.set(fn, null);
  const value = find(project, fn);
  table.set(fn, value);
  return value;
}

function find(project: Project, fn: FunctionNode): Value | null {
  const name = fn.type === 'ArrowFunctionExpression' ? null : (fn.id?.name ?? null);
  if (name === null || !/^(?:Export|Program)/.test(fn.parent?.type ?? '')) return null;
  const { path } = moduleOf(fn);
  for (const file of filesMentioning(project, path, '.bind(this)')) {
    const parsed = mentions(file, `${name}.bind(this)`) ? project.load(file) : null;
    if (!parsed || 'reason' in parsed) continue;
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

function mentions(file: string, text: string): boolean {
  try {
    return readFileSync(file, 'utf8').includes(text);
  } catch {
    return false;
  }
}
