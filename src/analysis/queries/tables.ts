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

/** The description of the tables that a call's client knows, and the table that is called; null where none is found. */
export function describedTable(project: Project, call: ResolvedCall): { tables: Tables; name: string } | null {
  const property = tableProperty(call);
  const tables = property === null ? null : tablesOf(project, call);
  const name = tables && property !== null ? [...tables.keys()].find((table) => table.toLowerCase() === property.toLowerCase()) : undefined;
  return tables && name !== undefined ? { tables, name } : null;
}

function tablesOf(project: Project, call: ResolvedCall): Tables | null {
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

function tablesIn(project: Project, folder: string, places: readonly string[]): Tables | null {
  const known = project.derived<string, Tables | null>('tables');
  let tables = known.get(folder);
  if (tables === undefined) {
    const texts = places.map((place) => textAt(join(folder, place))).filter((text) => text !== '');
    known.set(folder, (tables = texts.length > 0 ? read(texts.join('\n')) : null));
  }
  return tables;
}

/** The text of a file, or of all files of a folder; empty where there is none. */
function textAt(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return '';
  if (!stats.isDirectory()) return readFileSync(path, 'utf8');
  return readdirSync(path).sort().map((name) => join(path, name)).filter((file) => statSync(file).isFile()).map((file) => readFileSync(file, 'utf8')).join('\n');
}

/** `model User { posts Post[] … }`. */
function read(text: string): Tables {
  const bodies = new Map([...text.matchAll(/^\s*model\s+(\w+)\s*\{([^}]*)\}/gm)].map((match) => [match[1]!, match[2]!]));
  const fieldsOf = (body: string) =>
    [...body.matchAll(/^\s*(\w+)\s+(\w+)(\[\])?/gm)].flatMap(([, name, type, list]): [string, Field][] =>
      bodies.has(type!) ? [[name!, { table: type!, isMany: list !== undefined }]] : [],
    );
  return new Map([...bodies].map(([name, body]) => [name, new Map(fieldsOf(body))]));
}
