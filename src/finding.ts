import type { Edit } from './edit/edit.js';

/** A remedy that a person chooses in the editor. Its edits lie in one file and in one contiguous range. */
export interface Suggestion {
  messageId: string;
  data?: Record<string, string>;
  edits: Edit[];
}

/** One report of a rule with its evidence: what ESLint shows and what a codemod starts from. */
export interface Finding {
  rule: string;
  messageId: string;
  /** Values for the message's `{{placeholders}}`. */
  data: Record<string, string>;
  /** UTF-16 offsets in the file's text (without a byte order mark). */
  start: number;
  end: number;
  /** A fix that changes nothing beyond what the message says. */
  fix?: Edit[];
  suggestions?: Suggestion[];
  /** What the rule knows beyond the message, for its codemod. Its type is the rule's own. */
  evidence?: unknown;
}
