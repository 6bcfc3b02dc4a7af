/**
 * Deepest nesting that is parsed. No person writes as much, and the native parser, which can't be stopped, ends the whole
 * process at about four times as much in a worker thread.
 */
const MAX_DEPTH = 500;

const OPENS = 1;
const CLOSES = 2;
const MAY_BE_ELSE = 3;
const L = 'l'.charCodeAt(0);

/** What a character may do, by its code: every character of every file is looked up here. */
const ROLES = new Uint8Array(128);
for (const character of '([{') ROLES[character.charCodeAt(0)] = OPENS;
for (const character of ')]}') ROLES[character.charCodeAt(0)] = CLOSES;
ROLES['e'.charCodeAt(0)] = MAY_BE_ELSE;

/**
 * Whether a text nests brackets, or chains `else` branches, too deeply to be parsed. Brackets in strings and comments
 * count as well: it is a guard, not a parser.
 */
export function nestsTooDeep(text: string): boolean {
  const branches = [0];
  for (let index = 0; index < text.length; index++) {
    const role = ROLES[text.charCodeAt(index)];
    if (!role) continue;
    if (role === OPENS) {
      if (branches.push(0) > MAX_DEPTH) return true;
    } else if (role === CLOSES) {
      if (branches.length > 1) branches.pop();
    } else if (text.charCodeAt(index + 1) === L && text.startsWith('else', index) && ++branches[branches.length - 1]! > MAX_DEPTH) {
      return true;
    }
  }
  return false;
}
