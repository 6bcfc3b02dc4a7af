import { keyName, memberName, unwrap, type Node, type NodeOf } from '../../src/analysis/project/ast.js';
import { freeName } from '../../src/edit/names.js';
import { camelCase, plural, type Batch } from './names.js';
import { dependsOnLoop, isKeyOf, isNarrowed, keysOf, moved, type Site } from './site.js';

/** The library's batch form for one unique key, as its model has it: `findMany({ where: { id: { in: ids } } })`. */
const FORM = /^(\w+)\(\{ (\w+): \{ id: \{ (\w+): ids \} \} \}\)$/;

/** A read by a unique key becomes one of many keys; its rows are put into a map by that key. */
export function batchByKey(site: Site, taken: Set<string>): Batch | { reason: string } {
  const { module, node, call, element, declarator } = site;
  const form = FORM.exec(call.call.batch ?? '');
  const callee = node.callee;
  if (!form || !call.call.clauses?.unique || callee.type !== 'MemberExpression') return { reason: `\`${call.label}\` is no read by a unique key with a form for many.` };
  const [, method, where, operator] = form;
  // The form that throws does so for one element, after the ones before it are done.
  if (/throw/i.test(memberName(callee) ?? '')) return { reason: 'It throws for an element that has no row.' };
  const options = node.arguments[0] && unwrap(node.arguments[0]);
  if (options?.type !== 'ObjectExpression') return { reason: 'Its options are made elsewhere.' };
  const filter = propertyOf(options, where!)?.value as Node | undefined;
  const [condition, ...others] = filter?.type === 'ObjectExpression' ? filter.properties : [];
  const column = condition?.type === 'Property' ? keyName(condition.key, condition.computed) : null;
  if (!filter || condition?.type !== 'Property' || column === null || others.length > 0) return { reason: 'It has other conditions besides its key.' };
  const key = condition.value as Node;
  if (!isKeyOf(key, element)) return { reason: 'Its key is no member of the element.' };
  if (dependsOnLoop(site, key)) return { reason: 'It depends on more of the loop than its key.' };
  if (isNarrowed(site, key)) return { reason: 'A condition in the loop narrows its key, which the list has with its wider type.' };
  if (!gives(options, column)) return { reason: `It does not select \`${column}\`, by which its rows are told apart.` };
  if (declarator.id.type !== 'Identifier') return { reason: 'Its result is taken apart, which a missing row would not survive later either.' };

  const name = (wanted: string) => {
    const free = freeName(module.program, wanted, taken);
    taken.add(free);
    return free;
  };
  const text = (start: number, end: number) => module.text.slice(start, end);
  const one = declarator.id.name;
  const many = name(plural(one));
  const byKey = name(`${many}By${camelCase(column, true)}`);
  const item = `found${camelCase(one, true)}`;
  const keyText = text(key.start, key.end);
  const list = `{ ${operator!}: ${keysOf(site, keyText)} }`;
  const property = `${text(condition.key.start, condition.key.end)}: ${list}`;
  const batched = text(node.start, callee.property.start) + method! + text(callee.property.end, condition.start) + property + text(condition.end, node.end);
  const isTyped = /\.[cm]?tsx?$/.test(module.path);
  return {
    lines: [
      `const ${many} = await ${moved(site, batched)};`,
      `const ${byKey} = new Map(${many}.map((${item}) => [${item}.${column}, ${item}]${isTyped ? ' as const' : ''}));`,
    ],
    inLoop: `${byKey}.get(${keyText}) ?? null`,
  };
}

function propertyOf(object: NodeOf<'ObjectExpression'>, name: string) {
  const property = object.properties.find((candidate) => candidate.type === 'Property' && keyName(candidate.key, candidate.computed) === name);
  return property?.type === 'Property' ? property : null;
}

/** Whether the rows have a column: nothing is selected, or the column is, and nothing is spread or left out. */
function gives(options: NodeOf<'ObjectExpression'>, column: string): boolean {
  if (options.properties.some((property) => property.type === 'SpreadElement') || propertyOf(options, 'omit')) return false;
  const select = propertyOf(options, 'select')?.value as Node | undefined;
  if (!select) return true;
  if (select.type !== 'ObjectExpression') return false;
  const own = propertyOf(select, column)?.value as Node | undefined;
  return own?.type === 'Literal' && own.value === true;
}
