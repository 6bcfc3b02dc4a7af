import type { Node } from '../../src/analysis/project/ast.js';
import type { Edit } from '../../src/edit/edit.js';
import type { ImportRequest } from '../../src/edit/imports.js';
import type { KeyColumn, Ordered } from './key.js';

/** What a page is of, whatever the words of its library. */
export interface PageForm {
  /** What it skips. */
  offset: Node;
  /** How many rows it takes; null where that isn't an expression of the code. */
  limit: Node | null;
  /** Where the result keeps the rows: `rows`; null where it is the rows. */
  resultKey: string | null;
}

/** A read of a page in the words of its library. */
export interface Form extends PageForm {
  order: Ordered[];
  /** Types of the keys in TypeScript, where the library's types say more than a description of the table. */
  typeOf?(column: KeyColumn): string;
  /** What has to be imported for the rewritten read. */
  imports?(key: readonly KeyColumn[]): ImportRequest[];
  /** The read behind a key where there is one, beside the number of rows to skip where there is none. */
  besides(key: readonly KeyColumn[], names: readonly string[], imported: readonly string[]): Edit[];
  /** The read behind a key: `names` are the variables that hold its columns, undefined before the first page. */
  edits(key: readonly KeyColumn[], names: readonly string[], imported: readonly string[]): Edit[];
}

/** `(page - 1) * size`, or nothing where there is a key. */
export function unlessKey(name: string, offset: string): string {
  return `${name} === undefined ? ${offset} : 0`;
}
