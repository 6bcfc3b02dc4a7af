// The same by jscodeshift.
import { readFileSync } from 'node:fs';
import jscodeshift from 'jscodeshift';

const j = jscodeshift.withParser('ts');
let changed = 0;
for (const path of process.argv.slice(2)) {
  const text = readFileSync(path, 'utf8');
  const root = j(text);
  const sites = root
    .find(j.CatchClause)
    .find(j.CallExpression, { callee: { object: { name: 'logger' }, property: { name: 'error' } } })
    .filter(({ node }) => node.arguments.length === 1)
    .forEach(({ node }) => node.arguments.unshift(j.objectExpression([j.property('init', j.identifier('err'), j.identifier('error'))])));
  if (sites.length > 0 && root.toSource() !== text) changed++;
}
console.log(changed);
