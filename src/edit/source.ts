import type { Comment, Program } from 'oxc-parser';

/** A text with its comments. Offsets are UTF-16 positions in the text, which has no byte order mark. */
export interface SourceText {
  text: string;
  /** All comments in source order. */
  comments: readonly Comment[];
}

/** A parsed file as the edit core needs it: an oxc AST with `astType: 'ts'` and `preserveParens: false`. */
export interface Source extends SourceText {
  path: string;
  program: Program;
}
