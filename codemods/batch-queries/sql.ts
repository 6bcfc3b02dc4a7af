import type { Project } from '../../src/analysis/project/project.js';
import { memberName, parentOf, type Node } from '../../src/analysis/project/ast.js';
import { bindingOf, referencesOf } from '../../src/analysis/project/module.js';
import { factsOf } from '../../src/analysis/queries/clauses.js';
import { statementNode } from '../../src/analysis/values/text.js';
import { freeName } from '../../src/edit/names.js';
import type { Style } from '../../src/edit/style.js';
import { camelCase, type Batch } from './names.js';
import { dependsOnLoop, isKeyOf, isNarrowed, keysOf, moved, type Site } from './site.js';

/** `WHERE id = $1` becomes `WHERE id = ANY($1)`; its rows are put into a map by that column. */
export function batchSql(project: Project, site: Site, style: Style, taken: Set<string>): Batch | { reason: string } {
  const { module, node, call, element } = site;
  if (!/ANY\(\$1\)/.test(call.call.batch ?? '')) return { reason: `It is not known how ${call.library} passes a list to a statement.` };
  const statement = statementNode(call);
  const values = node.arguments[1] as Node | undefined;
  const facts = factsOf(project, call).sql;
  if (!statement || !facts || facts.open || !isPlainText(statement)) return { reason: 'Its statement is put together from parts.' };
  if (values?.type !== 'ArrayExpression' || values.elements.length !== 1 || !values.elements[0]) return { reason: 'It takes more than the key, or its values are not written there.' };
  const key = values.elements[0] as Node;
  if (!isKeyOf(key, element)) return { reason: 'Its key is no member of the element.' };
  if (dependsOnLoop(site, key)) return { reason: 'It depends on more of the loop than its key.' };
  if (isNarrowed(site, key)) return { reason: 'A condition in the loop narrows its key, which the list has with its wider type.' };
  if (facts.limit || facts.group || facts.aggregate || facts.offset !== 'none') return { reason: 'Its statement counts, groups or limits the rows of one element.' };
  const text = module.text.slice(statement.start, statement.end);
  const column = keyColumn(text);
  if (column === null) return { reason: 'Its statement has no plain `column = $1`, or does not give that column.' };
  if (!isRowsOnly(site)) return { reason: 'More than the rows of its result is used.' };

  const isTyped = /\.[cm]?tsx?$/.test(module.path);
  const table = camelCase(facts.tables[0] ?? 'row');
  const name = (wanted: string) => {
    const free = freeName(module.program, wanted, taken);
    taken.add(free);
    return free;
  };
  const result = name(`${table}Result`);
  const byKey = name(`${table}By${camelCase(column, true)}`);
  // Of their block alone.
  const row = freeName(module.program, 'row');
  const group = freeName(module.program, 'group');
  const keyText = module.text.slice(key.start, key.end);
  const list = keysOf(site, keyText);
  const batched = module.text.slice(node.start, statement.start) + text.replace(/=\s*\$1(?!\d)/, '= ANY($1)') + module.text.slice(statement.end, key.start) + list + module.text.slice(key.end, node.end);
  const param = style.quotes === 'double' ? '"rows"' : "'rows'";
  return {
    lines: [
      `const ${result} = await ${moved(site, batched)};`,
      `const ${byKey} = new Map${isTyped ? `<string, (typeof ${result})[${param}]>` : ''}();`,
      `for (const ${row} of ${result}.rows) {`,
      `${style.indent}const ${group} = ${byKey}.get(String(${row}.${column}));`,
      `${style.indent}if (${group}) ${group}.push(${row});`,
      `${style.indent}else ${byKey}.set(String(${row}.${column}), [${row}]);`,
      '}',
    ],
    inLoop: `{ rows: ${byKey}.get(String(${keyText})) ?? [] }`,
  };
}

function isPlainText(node: Node): boolean {
  return node.type === 'Literal' || (node.type === 'TemplateLiteral' && node.expressions.length === 0);
}

/** The column that a statement compares with its only parameter, where each row has it under its own name. */
function keyColumn(text: string): string | null {
  const sql = text.replace(/\s+/g, ' ');
  const [, select] = /^.\s*select (?!distinct)(.*?) from /i.exec(sql) ?? [];
  const [, column] = /\bwhere\b.*?\b(?:[a-z_]\w*\.)?([a-z_]\w*) ?= ?\$1(?!\d)/i.exec(sql) ?? [];
  if (!select || !column || /\$[2-9]|\bor\b|\bunion\b/i.test(sql) || (sql.match(/\$1/g)?.length ?? 0) !== 1) return null;
  if (select.includes('(')) return null;
  const names = select.split(',').map((item) => item.trim().replace(/^[a-z_]\w*\./i, ''));
  return names.includes('*') || names.includes(column) ? column : null;
}

/** Whether of the result only \`rows\` is used. */
function isRowsOnly({ declarator, module }: Site): boolean {
  const { id } = declarator;
  if (id.type === 'ObjectPattern') {
    const [property, ...others] = id.properties;
    return others.length === 0 && property?.type === 'Property' && property.key.type === 'Identifier' && property.key.name === 'rows';
  }
  if (id.type !== 'Identifier') return false;
  const binding = bindingOf(module, id);
  return (
    binding !== null &&
    referencesOf(module, binding).every((reference) => {
      const member = parentOf(reference);
      return member?.type === 'MemberExpression' && member.object.start === reference.start && memberName(member) === 'rows';
    })
  );
}
