/** Replaces the text between two UTF-16 offsets of a file. `start === end` inserts. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}
