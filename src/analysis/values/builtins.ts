import { calleeOf, memberName, plainArguments, unwrap, type CallNode, type Node } from '../project/ast.js';
import type { Project } from '../project/project.js';
import { awaitedValue, returnValue } from './call.js';
import { evaluate } from './evaluate.js';
import { elementOf } from './member.js';
import { mergedValue } from './merged.js';
import { union, unknown, type Value } from './value.js';

/** Methods of arrays and sets that keep the elements. */
const KEEPING = new Set(['filter', 'slice', 'sort', 'toSorted', 'reverse', 'toReversed', 'concat', 'values', 'flat']);
const TAKING = new Set(['find', 'findLast', 'at', 'pop', 'shift']);

/** What a call of the language's own library gives, as far as identity goes; null for every other call. */
export function valueOfBuiltinCall(project: Project, node: CallNode): Value | null {
  const callee = unwrap(calleeOf(node));
  if (callee.type === 'Identifier' && node.type === 'NewExpression') return constructed(project, callee.name, node);
  if (callee.type !== 'MemberExpression') return null;
  const name = memberName(callee);
  if (name === null) return null;
  const object = evaluate(project, callee.object);
  const [first] = plainArguments(node);
  if (object.kind === 'library' && object.package === 'global' && !object.model) {
    const path = `${object.path.join('.')}.${name}`;
    return path === 'Object.assign' ? mergedValue(project, node, 'last') : staticCall(project, path, first);
  }
  if (object.kind === 'array' || object.kind === 'list') {
    if (KEEPING.has(name)) return object;
    if (TAKING.has(name)) return elementOf(project, object);
    if ((name === 'map' || name === 'flatMap') && first) {
      const fn = evaluate(project, first);
      return { kind: 'list', element: fn.kind === 'function' ? returnValue(project, fn) : unknown('a mapped element') };
    }
    return null;
  }
  if (name === 'then' && first) {
    const fn = evaluate(project, first);
    return fn.kind === 'function' ? returnValue(project, fn) : null;
  }
  // `.catch` and `.finally` keep what a promise resolves to; `.then` gives what its callback returns.
  if (name === 'finally' && object.kind !== 'unknown') return object;
  if (name === 'catch' && (object.kind === 'receiver' || object.kind === 'instance')) return object;
  return null;
}

function constructed(project: Project, name: string, node: CallNode): Value | null {
  const [first] = plainArguments(node);
  if (name === 'Proxy' && first) return evaluate(project, first);
  if (name !== 'Set' || node.type !== 'NewExpression') return null;
  return { kind: 'list', element: first ? elementOf(project, evaluate(project, first)) : unknown('an empty set') };
}

function staticCall(project: Project, name: string, first: Node | undefined): Value | null {
  if (!first) return null;
  switch (name) {
    case 'Object.freeze':
    case 'Object.seal':
    case 'Promise.resolve':
    case 'Promise.allSettled':
      return evaluate(project, first);
    case 'Promise.all': {
      const list = evaluate(project, first);
      if (list.kind === 'array') return { ...list, awaited: true };
      return list.kind === 'list' ? { ...list, element: awaitedValue(project, list.element) } : list;
    }
    case 'Promise.race':
    case 'Promise.any':
      return elementOf(project, evaluate(project, first));
    case 'Array.from': {
      const list = evaluate(project, first);
      return list.kind === 'array' || list.kind === 'list' ? list : null;
    }
    case 'Object.values': {
      const object = evaluate(project, first);
      if (object.kind !== 'object') return null;
      const values = object.node.properties.map((property) =>
        property.type === 'Property' ? evaluate(project, property.value as Node) : unknown('a spread'),
      );
      return { kind: 'list', element: union(values) };
    }
    default:
      return null;
  }
}
