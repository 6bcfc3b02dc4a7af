import type { Comment, Program } from 'oxc-parser';

/**
 * A parsed file as the edit core needs it: an oxc AST (`astType: 'ts'`, `preserveParens: false`) whose offsets are UTF-16
 * positions in `text`, which has no byte order mark.
 */
export interface Source {
  path: string;
  text: string;
  program: Program;
  /** All comments in source order. */
  comments: readonly Comment[];
}
