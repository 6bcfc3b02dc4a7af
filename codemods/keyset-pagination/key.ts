import type { ResolvedCall } from '../../src/analysis/calls.js';
import type { Project } from '../../src/analysis/project/project.js';
import { columnsOf } from '../../src/analysis/queries/columns.js';
import type { Column } from '../../src/analysis/queries/tables.js';
import type { Declined } from './loop.js';

/** A column that a list is ordered by, under the name that its rows have it. */
export interface Ordered {
  name: string;
  descending: boolean;
}

export interface KeyColumn extends Ordered {
  /** Type of its value in TypeScript. */
  type: string;
}

/** What is assumed of a column whose table isn't described: the user names the one that is unique. */
const KEY: Column = { unique: true, notNull: true, exact: true, type: null };

/**
 * The key by which each row has one place: the order's columns, of which the last is unique. Columns that may be null or
 * that the program gets rounded can't be compared with.
 */
export function keyOf(project: Project, call: ResolvedCall, order: readonly Ordered[], assumed: string): KeyColumn[] | Declined {
  const [first] = order;
  if (!first) return { reason: 'It has no order: the database may give the same row on two pages.' };
  const columns = columnsOf(project, call);
  const find = ({ name }: Ordered) => columns?.get(name) ?? (columns || name !== assumed ? null : KEY);
  const end = order.findIndex((column) => find(column)?.unique);
  const known = columns ? 'which is not unique' : `whose table isn't described, and which isn't \`${assumed}\` (--key)`;
  if (end === -1) return { reason: `Its order ends in \`${order.at(-1)!.name}\`, ${known}: rows with the same value have no order.` };
  // Behind a unique column nothing decides any more.
  const key = order.slice(0, end + 1);
  if (key.length > 2) return { reason: 'Its order has more than two columns.' };
  if (key.some(({ descending }) => descending !== first.descending)) return { reason: 'Its order goes up in one column and down in the other.' };
  for (const column of key) {
    const facts = find(column);
    if (!facts) return { reason: `It is not known whether \`${column.name}\` may be null.` };
    if (!facts.notNull) return { reason: `\`${column.name}\` may be null, and nothing comes before or after null.` };
    if (!facts.exact) return { reason: `The program has \`${column.name}\` with fewer digits than the database: rows would be missed.` };
  }
  return key.map((column) => ({ ...column, type: find(column)?.type ?? 'string | number' }));
}
