import MagicString from 'magic-string';
import type { Edit } from './edit.js';

/** Two edits that can't both be made, or one outside the text. `edits` names them. */
export class EditConflictError extends Error {
  readonly edits: readonly Edit[];

  constructor(message: string, edits: readonly Edit[]) {
    super(message);
    this.name = 'EditConflictError';
    this.edits = edits;
  }
}

/**
 * Applies edits to a text; bytes outside them stay as they are. Insertions at one offset keep the order given and stand
 * before a replacement that starts there. The same replacement given twice counts once.
 * Throws an {@link EditConflictError} that names both edits where two overlap.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const insertions = edits.filter((edit) => edit.start === edit.end && edit.text !== '');
  const replacements = edits
    .filter((edit) => edit.start !== edit.end)
    .sort((a, b) => a.start - b.start || a.end - b.end);
  const result = new MagicString(text);

  let previous: Edit | undefined;
  for (const edit of replacements) {
    checkRange(text, edit);
    if (previous && sameEdit(previous, edit)) continue;
    if (previous && edit.start < previous.end) throw overlap(previous, edit);
    result.update(edit.start, edit.end, edit.text);
    previous = edit;
  }
  for (const edit of insertions) {
    checkRange(text, edit);
    const inside = replacements.find((other) => other.start < edit.start && edit.start < other.end);
    if (inside) throw overlap(inside, edit);
    result.appendLeft(edit.start, edit.text);
  }
  return result.toString();
}

/** Whether two edits can't both be made: they overlap and are not the same. */
export function conflict(a: Edit, b: Edit): boolean {
  if (sameEdit(a, b)) return false;
  return a.start < b.end && b.start < a.end;
}

function checkRange(text: string, edit: Edit): void {
  const { start, end } = edit;
  if (!(start >= 0 && start <= end && end <= text.length)) {
    throw new EditConflictError(`The edit ${describe(edit)} lies outside the text of ${text.length} characters.`, [
      edit,
    ]);
  }
}

function overlap(first: Edit, second: Edit): EditConflictError {
  return new EditConflictError(`The edits ${describe(first)} and ${describe(second)} overlap.`, [first, second]);
}

function sameEdit(a: Edit, b: Edit): boolean {
  return a.start === b.start && a.end === b.end && a.text === b.text;
}

function describe({ start, end, text }: Edit): string {
  const shown = text.length > 40 ? `${text.slice(0, 37)}...` : text;
  return `${start}-${end} ${JSON.stringify(shown)}`;
}
