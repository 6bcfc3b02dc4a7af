import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ResolvedCall } from '../calls.js';
import { tableProperty } from '../effects/chain.js';
import { moduleOf } from '../project/module.js';
import type { Project } from '../project/project.js';

/** A field of a table that is another table: its name, and whether it is many rows of it. */
export interface Field {
  table: string;
  isMany: boolean;
}

/** The tables that a project describes in a file of its library, by name, with those of their fields that are tables. */
export type Tables = ReadonlyMap<string, ReadonlyMap<string, Field>>;

/** What a project says of a column of a table. */
export interface Column {
  /** No two rows have the same value. */
  unique: boolean;
  notNull: boolean;
  /** What the program gets is all that the database has: a date may have fewer digits, a float may be rounded. */
  exact: boolean;
  /** The type that the program gets, where it's plain. */
  type: 'number' | 'string' | 'bigint' | 'boolean' | 'Date' | null;
}

/** Columns under the names that the program uses. */
export type Columns = ReadonlyMap<string, Column>;

interface Description {
  tables: Tables;
  columns: ReadonlyMap<string, Columns>;
}

/** The description of the tables that a call's client knows, and the table that is called; null where none is found. */
export function describedTable(project: Project, call: ResolvedCall): { tables: Tables; columns: Columns; name: string } | null {
  const property = tableProperty(call);
  const found = property === null ? null : descriptionOf(project, call);
  const name = found && property !== null ? [...found.tables.keys()].find((table) => table.toLowerCase() === property.toLowerCase()) : undefined;
  return found && name !== undefined ? { tables: found.tables, columns: found.columns.get(name) ?? new Map<string, Column>(), name } : null;
}

function descriptionOf(project: Project, call: ResolvedCall): Description | null {
  const places = call.target.model.tables;
  if (!places) return null;
  // The client may be made in another package of the repository, beside its description.
  const made = call.receiver?.from?.node;
  const starts = [...(made ? [moduleOf(made).path] : []), call.module.path];
  for (const start of starts) {
    for (let owner = project.resolver.packageOf(start); owner; owner = project.resolver.packageOf(dirname(owner.dir))) {
      const found = tablesIn(project, owner.dir, places);
      if (found) return found;
    }
  }
  return null;
}

function tablesIn(project: Project, folder: string, places: readonly string[]): Description | null {
  const known = project.onDisk<string, Description | null>('tables');
  let description = known.get(folder);
  if (description === undefined) {
    const texts = places.map((place) => textAt(project, join(folder, place))).filter((text) => text !== '');
    known.set(folder, (description = texts.length > 0 ? read(texts.join('\n')) : null));
  }
  return description;
}

/** The text of a file, or of all files of a folder; empty where there is none. */
function textAt({ watch }: Project, path: string): string {
  watch.note(path);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return '';
  if (!stats.isDirectory()) return readFileSync(path, 'utf8');
  const files = readdirSync(path).sort().map((name) => join(path, name)).filter((file) => statSync(file).isFile());
  return files.map((file) => (watch.note(file), readFileSync(file, 'utf8'))).join('\n');
}

/** `model User { posts Post[] … }`. */
function read(text: string): Description {
  const bodies = new Map([...text.matchAll(/^\s*model\s+(\w+)\s*\{([^}]*)\}/gm)].map((match) => [match[1]!, match[2]!]));
  const fieldsOf = (body: string) =>
    [...body.matchAll(/^\s*(\w+)\s+(\w+)(\[\])?/gm)].flatMap(([, name, type, list]): [string, Field][] =>
      bodies.has(type!) ? [[name!, { table: type!, isMany: list !== undefined }]] : [],
    );
  const columnsOf = (body: string) =>
    [...body.matchAll(/^\s*(\w+)\s+(\w+)(\[\]|\?)?(.*)$/gm)].flatMap(([, name, type, suffix, rest]): [string, Column][] =>
      bodies.has(type!) || suffix === '[]' ? [] : [[name!, columnOf(type!, suffix === '?', rest!)]],
    );
  return {
    tables: new Map([...bodies].map(([name, body]) => [name, new Map(fieldsOf(body))])),
    columns: new Map([...bodies].map(([name, body]) => [name, new Map(columnsOf(body))])),
  };
}

const TYPES: Record<string, Column['type']> = { Int: 'number', Float: 'number', String: 'string', BigInt: 'bigint', Boolean: 'boolean', DateTime: 'Date' };

/** `id Int @id`, `at DateTime @db.Timestamptz(6)`. Dates have milliseconds unless a type of the database says more. */
function columnOf(type: string, isOptional: boolean, rest: string): Column {
  const plain = TYPES[type] ?? null;
  return {
    unique: /@(?:id|unique)\b/.test(rest),
    notNull: !isOptional,
    exact: plain !== null && type !== 'Float' && (type !== 'DateTime' || !/@db\.(?!\w+\([0-3]\))/.test(rest)),
    type: plain,
  };
}
