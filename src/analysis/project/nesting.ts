/**
 * Deepest nesting that is parsed. No person writes as much, and the native parser, which can't be stopped, ends the whole
 * process at about four times as much in a worker thread.
 */
const MAX_DEPTH = 500;

/**
 * Whether a text nests brackets, or chains `else` branches, too deeply to be parsed. Brackets in strings and comments
 * count as well: it is a guard, not a parser.
 */
export function nestsTooDeep(text: string): boolean {
  const branches = [0];
  for (let index = 0; index < text.length; index++) {
    const character = text[index]!;
    if (character === '(' || character === '[' || character === '{') {
      if (branches.push(0) > MAX_DEPTH) return true;
    } else if (character === ')' || character === ']' || character === '}') {
      if (branches.length > 1) branches.pop();
    } else if (character === 'e' && text.startsWith('else', index)) {
      if (++branches[branches.length - 1]! > MAX_DEPTH) return true;
    }
  }
  return false;
}
