import { parseSync } from 'oxc-parser';
import { languageOf } from '../analysis/project/module.js';

/**
 * Every syntax error of a text with its line: `Line 3: Unexpected token`. What the grammar says of names and jumps is among them: a
 * `continue` outside of a loop, a name that is declared twice.
 */
export function syntaxErrors(path: string, text: string): string[] {
  const { errors } = parseSync(path, text, { astType: 'ts', preserveParens: false, showSemanticErrors: true, ...languageOf(path) });
  return errors.map(({ labels, message }) => {
    const line = text.slice(0, labels[0]?.start ?? 0).split('\n').length;
    return `Line ${line}: ${message}`;
  });
}
