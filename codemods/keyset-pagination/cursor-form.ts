import type { ResolvedCall } from '../../src/analysis/calls.js';
import { keyName, propertyOf, unwrap, type NodeOf } from '../../src/analysis/project/ast.js';
import { moduleOf } from '../../src/analysis/project/module.js';
import type { Project } from '../../src/analysis/project/project.js';
import { factsOf } from '../../src/analysis/queries/clauses.js';
import { columnsOf } from '../../src/analysis/queries/columns.js';
import type { Columns } from '../../src/analysis/queries/tables.js';
import { argumentAt } from '../../src/analysis/values/call.js';
import type { Edit } from '../../src/edit/edit.js';
import type { Form } from './form.js';
import type { KeyColumn } from './key.js';
import type { Declined } from './loop.js';
import { addedOrder, isSelected, propertyHolding, type Property } from './options.js';

/** `findMany({ cursor: { id: lastId }, skip: 1 })`: the library finds the place of a row in whatever order the list has. */
const FORM = /cursor: \{ id: lastId \}, skip: 1/;

/** A read that goes on behind the row that a key names, and that key. Its filter may be anything, and its order any columns. */
export interface CursorForm {
  form: Form;
  key: KeyColumn[];
}

/**
 * How a library's cursor goes on behind a row; the order gets the key as its last column where it doesn't end in a unique one.
 * Null where the library has none.
 */
export function cursorForm(project: Project, call: ResolvedCall, assumed: string): CursorForm | Declined | null {
  if (!FORM.test(call.target.model.cursor ?? '')) return null;
  const { module, node } = call;
  const options = node.type === 'CallExpression' ? argumentAt(node, `Argument[${call.call.options ?? 0}]`) : null;
  const object = options && unwrap(options);
  if (object?.type !== 'ObjectExpression') return { reason: 'Its options are made elsewhere.' };
  const offset = propertyHolding(object, factsOf(project, call).given('offset')[0]);
  if (!offset || offset.computed || object.properties.some(({ type }) => type === 'SpreadElement')) return { reason: 'Its options are made elsewhere.' };
  if (propertyOf(object, 'distinct') ?? propertyOf(object, 'cursor')) return { reason: 'It reads more than rows of one table.' };
  const columns = columnsOf(project, call);
  const own = columns?.get(assumed);
  if (columns && !(own?.unique && own.notNull)) return { reason: `\`${assumed}\` does not name one row of its table: say with --key which column does.` };
  const select = propertyOf(object, 'select');
  if (propertyOf(object, 'omit') || (select && !isSelected(unwrap(select.value), assumed))) return { reason: `Its rows do not have \`${assumed}\`, by which a cursor names them: select it.` };
  const ordered = orderEdits(object, columns, assumed, offset);
  if ('reason' in ordered) return ordered;
  const text = module.text.slice(offset.start, offset.end);
  return {
    key: [{ name: assumed, descending: false, type: own?.type ?? 'string | number' }],
    form: {
      order: [],
      offset: unwrap(offset.value),
      limit: factsOf(project, call).given('limit')[0] ?? null,
      resultKey: null,
      edits: () => [],
      besides: (_, [after]) => [
        { start: offset.start, end: offset.end, text: `...(${after!} === undefined ? { ${text} } : { cursor: { ${assumed}: ${after!} }, skip: 1 })` },
        ...ordered.edits,
      ],
    },
  };
}

/** What makes an order one in which each row has one place; nothing where it is one already. */
function orderEdits(object: NodeOf<'ObjectExpression'>, columns: Columns | null, key: string, offset: Property): { edits: Edit[] } | Declined {
  const property = propertyOf(object, 'orderBy');
  if (!property) return { edits: addedOrder(moduleOf(object), object, { name: key, descending: false }, 'orderBy', offset) };
  const value = unwrap(property.value);
  const parts = value.type === 'ArrayExpression' ? value.elements : [value];
  let last: { descending: boolean } | null = null;
  for (const part of parts) {
    if (part?.type !== 'ObjectExpression') return { reason: 'Its order is made elsewhere: write its columns where it reads.' };
    for (const column of part.properties) {
      const name = column.type === 'Property' ? keyName(column.key, column.computed) : null;
      const direction = column.type === 'Property' ? unwrap(column.value) : null;
      if (name === null) return { reason: 'The columns of its order are chosen while it runs, and some of them may be null.' };
      if (direction?.type !== 'Literal') return { reason: 'Its order is more than columns.' };
      const facts = columns?.get(name);
      if (!facts && name !== key) return { reason: `It is not known whether \`${name}\` may be null.` };
      if (facts?.notNull === false) return { reason: `\`${name}\` may be null, and nothing comes before or after null.` };
      // A list of words may be ordered by their places and compared by their letters.
      if (facts?.type === null) return { reason: `It is not known whether \`${name}\` is compared as it is ordered.` };
      last = { descending: /desc/i.test(String(direction.value)) };
      if (columns?.get(name)?.unique ?? name === key) return { edits: [] };
    }
  }
  if (!last) return { reason: 'Its order is made elsewhere: write its columns where it reads.' };
  return { edits: addedOrder(moduleOf(value), object, { name: key, descending: last.descending }, 'orderBy', offset) };
}
