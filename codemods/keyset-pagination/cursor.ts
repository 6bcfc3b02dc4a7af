/** The text of the module that reads and writes cursors: TypeScript, in the style that `restyle` takes. */
export function printCursors(): string {
  return `import type { ServerResponse } from 'node:http';

/** A request names a place in a list that this service has not given out. */
export class CursorError extends Error {
  /** For error handlers that answer with an error's own status. */
  status = 400;
  statusCode = 400;

  constructor() {
    super('The cursor is none of this list.');
    this.name = 'CursorError';
  }
}

interface Kinds {
  number: number;
  string: string;
  date: Date;
  any: string | number;
}

/** The key behind which a page begins, one value for each column; undefined where the request names none. */
export function readCursor<Given extends (keyof Kinds)[]>(cursor: unknown, kinds: [...Given]): { [Index in keyof Given]: Kinds[Given[Index]] | undefined } {
  const isGiven = cursor !== undefined && cursor !== null && cursor !== '';
  const values = isGiven ? parse(cursor) : [];
  if (isGiven && values.length !== kinds.length) throw new CursorError();
  return kinds.map((kind, index) => (isGiven ? valueOf(values[index], kind) : undefined)) as never;
}

/** The cursor behind the last of some rows; null where they are the last page. */
export function nextCursor(rows: readonly object[], columns: string[], limit?: unknown): string | null {
  const last = rows.at(-1) as Record<string, unknown> | undefined;
  if (!last || (limit !== undefined && rows.length < Number(limit))) return null;
  return Buffer.from(JSON.stringify(columns.map((column) => last[column]))).toString('base64url');
}

/** Tells the next cursor beside an answer that has no room for it. */
export function tellNext(response: ServerResponse, cursor: string | null): void {
  if (cursor !== null) response.setHeader('X-Next-Cursor', cursor);
}

/** The same, as the headers of an answer that is made at once. */
export function cursorHeaders(cursor: string | null): Record<string, string> {
  return cursor === null ? {} : { 'X-Next-Cursor': cursor };
}

function parse(cursor: unknown): unknown[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(String(cursor), 'base64url').toString());
    if (Array.isArray(values)) return values;
  } catch {
    // It is none.
  }
  throw new CursorError();
}

function valueOf(value: unknown, kind: keyof Kinds): unknown {
  const date = kind === 'date' && typeof value === 'string' ? new Date(value) : null;
  if (date && !Number.isNaN(date.getTime())) return date;
  const isOfKind = kind === 'any' ? typeof value === 'string' || typeof value === 'number' : typeof value === kind;
  if (!isOfKind) throw new CursorError();
  return value;
}
`;
}
