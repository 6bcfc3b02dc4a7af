import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';

const BYTE_ORDER_MARK = '\uFEFF';

/** Headers by which generators mark what they write. */
const GENERATED_HEADER = new RegExp(
  [
    '@generated\\b',
    '\\b(?:code|auto|automatically)[- ]?generated\\b',
    '\\bfile (?:is|was|has been) generated\\b',
    '\\bdo not (?:edit|modify)(?: this file| manually| directly| by hand|[.!]*\\s*(?:\\*/)?$)',
  ].join('|'),
  'i',
);
const HEAD_LENGTH = 1500;
/** Characters per line above which a file is a bundle. */
const MINIFIED_LINE = 400;

/** Whether a text says that a program wrote it, or is a bundle. */
export function isGenerated(text: string): boolean {
  const comments = text.slice(0, HEAD_LENGTH).match(/^\s*(?:\/\/|\/?\*).*$/gm) ?? [];
  if (comments.some((line) => GENERATED_HEADER.test(line))) return true;
  return text.length > MINIFIED_LINE * 10 && text.length / text.split('\n').length > MINIFIED_LINE;
}

/**
 * The content of a file, byte order mark included.
 * @throws where it can't be read or isn't UTF-8: what can't be written back as it was isn't edited.
 */
export async function readText(path: string): Promise<string> {
  // Nothing else waits for a turn meanwhile, and a handle of the asynchronous kind costs more than parsing a small file.
  const bytes = readFileSync(path);
  if (!isUtf8(bytes)) throw new Error('The file is not UTF-8.');
  return bytes.toString('utf8');
}

export function withoutMark(text: string): string {
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}

/** `text` with the byte order mark that `original` has. */
export function withMarkOf(original: string, text: string): string {
  return original.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK + text : text;
}
