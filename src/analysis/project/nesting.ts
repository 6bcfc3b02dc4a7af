/**
 * Deepest nesting that is parsed. No person writes as much, and the native parser, which can't be stopped, ends the whole
 * process at about four times as much in a worker thread.
 */
const MAX_DEPTH = 500;

const OPENS = 1;
const CLOSES = 2;
const MAY_BE_ELSE = 3;
const L = 'l'.charCodeAt(0);

/** What a character may do, by its code: every character of every file is looked up here, so that there is one for each. */
const ROLES = new Uint8Array(0x10000);
for (const character of '([{') ROLES[character.charCodeAt(0)] = OPENS;
for (const character of ')]}') ROLES[character.charCodeAt(0)] = CLOSES;
ROLES['e'.charCodeAt(0)] = MAY_BE_ELSE;

/** How many `else` branches were met at each depth. */
const BRANCHES = new Uint32Array(MAX_DEPTH);

/**
 * Whether a text nests brackets, or chains `else` branches, too deeply to be parsed. Brackets in strings and comments
 * count as well: it is a guard, not a parser.
 */
export function nestsTooDeep(text: string): boolean {
  BRANCHES[0] = 0;
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const role = ROLES[text.charCodeAt(index)]!;
    if (role === 0) continue;
    if (role === OPENS) {
      if (++depth >= MAX_DEPTH) return true;
      BRANCHES[depth] = 0;
    } else if (role === CLOSES) {
      if (depth > 0) depth--;
    } else if (text.charCodeAt(index + 1) === L && text.startsWith('else', index) && ++BRANCHES[depth]! > MAX_DEPTH) {
      return true;
    }
  }
  return false;
}
