// As little as a codemod can do: a parser, a walk to the log lines of `catch` clauses, an edit that keeps the rest.
import { readFileSync } from 'node:fs';
import MagicString from 'magic-string';
import { parseSync, Visitor } from 'oxc-parser';

let changed = 0;
for (const path of process.argv.slice(2)) {
  const text = readFileSync(path, 'utf8');
  const { program } = parseSync(path, text);
  const edited = new MagicString(text);
  let inside = 0;
  new Visitor({
    CatchClause: () => void inside++,
    'CatchClause:exit': () => void inside--,
    CallExpression({ callee, arguments: args }) {
      if (inside === 0 || args.length !== 1 || text.slice(callee.start, callee.end) !== 'logger.error') return;
      edited.appendLeft(args[0].start, '{ err: error }, ');
    },
  }).visit(program);
  if (edited.hasChanged() && edited.toString() !== text) changed++;
}
console.log(changed);
