import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chainOf, type ResolvedCall } from '../calls.js';
import { keyName, memberName, unwrap, type ClassNode, type Node, type NodeOf } from '../project/ast.js';
import { bindingOf, moduleOf, type Module } from '../project/module.js';
import { lookUp, type Binding } from '../project/scope.js';
import type { Project } from '../project/project.js';
import { argumentAt } from '../values/call.js';
import { evaluate } from '../values/evaluate.js';
import { alternatives } from '../values/value.js';
import { factsOf } from './clauses.js';
import { describedTable, type Column, type Columns } from './tables.js';

const require = createRequire(import.meta.url);

/** The columns of the table that a query reads, under the names that the program uses; null where no description is found. */
export function columnsOf(project: Project, call: ResolvedCall): Columns | null {
  const described = describedTable(project, call);
  if (described) return described.columns;
  for (const value of call.receiver?.rows ? alternatives(call.receiver.rows) : []) {
    if (value.kind === 'instance') return columnsOfClass(value.node);
  }
  return columnsOfObject(project, call) ?? columnsOfSql(project, call);
}

/** `@PrimaryGeneratedColumn() id: number`, `@Column({ unique: true })`. */
function columnsOfClass(node: ClassNode): Columns | null {
  const columns = new Map<string, Column>();
  for (const member of node.body.body) {
    if (member.type !== 'PropertyDefinition') continue;
    const name = keyName(member.key, member.computed);
    const { text } = moduleOf(member);
    const decorators = member.decorators.map(({ start, end }) => text.slice(start, end));
    const column = decorators.find((decorator) => /^@(?:\w+\.)?(?:Primary|Create|Update)?\w*(?:Column|Property|Key)\b/.test(decorator));
    if (name === null || !column) continue;
    const isKey = /^@(?:\w+\.)?Primary/.test(column);
    const annotation = member.typeAnnotation?.typeAnnotation;
    const written = annotation ? text.slice(annotation.start, annotation.end) : '';
    const type = /^(?:number|string|bigint|boolean|Date)$/.test(written) ? (written as Column['type']) : null;
    columns.set(name, {
      unique: isKey || /\bunique:\s*true/.test(column),
      notNull: isKey || (!/\bnullable:\s*true/.test(column) && !/\bnull\b/.test(written)),
      exact: type !== null && type !== 'Date' && !/float|double|real/.test(column),
      type,
    });
  }
  return columns.size > 0 ? columns : null;
}

/** `const orders = table('orders', { id: serial('id').primaryKey(), total: integer().notNull() })`, passed to a link of the query. */
function columnsOfObject(project: Project, call: ResolvedCall): Columns | null {
  for (const { node } of chainOf(call)) {
    const passed = argumentAt(node, 'Argument[0]');
    const columns = passed?.type === 'Identifier' ? tableAt(project, passed) : null;
    if (columns) return columns;
  }
  return null;
}

function tableAt(project: Project, name: NodeOf<'Identifier'>): Columns | null {
  const module = moduleOf(name);
  const binding = bindingOf(module, name);
  const declarator = binding && declarationOf(project, module, binding)?.parent;
  const made = declarator?.type === 'VariableDeclarator' && declarator.init ? unwrap(declarator.init) : null;
  if (made?.type !== 'CallExpression') return null;
  const object = made.arguments.map((argument) => unwrap(argument)).find((argument) => argument.type === 'ObjectExpression');
  if (object?.type !== 'ObjectExpression' || object.properties.length === 0) return null;
  const columns = new Map<string, Column>();
  for (const property of object.properties) {
    if (property.type !== 'Property') continue;
    const key = keyName(property.key, property.computed);
    const links = linksOf(property.value);
    if (key === null || links.length === 0) return null;
    const { text } = moduleOf(property);
    const type = plainType(links[0]!, /mode:\s*['"](\w+)['"]/.exec(text.slice(property.start, property.end))?.[1]);
    const isKey = links.includes('primaryKey');
    columns.set(key, { unique: isKey || links.includes('unique'), notNull: isKey || links.includes('notNull'), ...type });
  }
  return columns;
}

/** Where a name is declared, in this file or in the one that it comes from. */
function declarationOf(project: Project, module: Module, binding: Binding): Node | null {
  return binding.import ? exportedAt(project, module, binding.import) : (binding.declarations[0] ?? null);
}

function exportedAt(project: Project, module: Module, { source, name }: { source: string; name: string }, depth = 0): Node | null {
  const found = project.resolver.resolve(module.path, source);
  const parsed = found.kind === 'file' && depth < 5 ? project.load(found.path) : null;
  if (!parsed || 'reason' in parsed) return null;
  const { exports, root } = parsed.module;
  const exported = exports.named.get(name);
  if (!exported) return exports.stars.map((star) => exportedAt(project, parsed.module, { source: star, name }, depth + 1)).find((node) => node !== null) ?? null;
  if ('node' in exported) return null;
  if ('source' in exported) return exportedAt(project, parsed.module, exported, depth + 1);
  const local = lookUp(root, exported.local);
  return local && declarationOf(project, parsed.module, local);
}

/** `serial('id').primaryKey()` -> `serial`, `primaryKey`. */
function linksOf(node: Node): string[] {
  const call = unwrap(node);
  if (call.type !== 'CallExpression') return [];
  if (call.callee.type === 'Identifier') return [call.callee.name];
  if (call.callee.type !== 'MemberExpression') return [];
  const name = memberName(call.callee);
  return name === null ? [] : [...linksOf(call.callee.object), name];
}

/** `CREATE TABLE` in the SQL files of the package: its schema or its migrations. */
function columnsOfSql(project: Project, call: ResolvedCall): Columns | null {
  const owner = project.resolver.packageOf(call.module.path);
  const [table] = factsOf(project, call).sql?.tables ?? namesPassed(project, call);
  return (owner && table !== undefined && sqlTables(project, owner.dir).get(table.toLowerCase())) || null;
}

function namesPassed(project: Project, call: ResolvedCall): string[] {
  return chainOf(call).flatMap(({ node }) => {
    const passed = argumentAt(node, 'Argument[0]');
    const value = passed && evaluate(project, passed);
    return value?.kind === 'literal' && typeof value.value === 'string' ? [value.value] : [];
  });
}

function sqlTables(project: Project, dir: string): ReadonlyMap<string, Columns> {
  const known = project.onDisk<string, Map<string, Columns>>('sql-tables');
  let tables = known.get(dir);
  if (!tables) {
    const { globSync } = require('tinyglobby') as typeof import('tinyglobby');
    const files = globSync('**/*.sql', { cwd: dir, ignore: ['**/node_modules/**', '**/dist/**'], deep: 5 }).sort();
    const text = files.slice(0, 200).map((file) => readFileSync(join(dir, file), 'utf8')).join('\n');
    known.set(dir, (tables = tablesIn(text)));
  }
  return tables;
}

/** The tables that SQL text creates, without the changes that later statements make. */
export function tablesIn(text: string): Map<string, Columns> {
  const plain = text.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, '');
  const tables = new Map<string, Columns>();
  for (const match of plain.matchAll(/\bcreate\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?(?:"?\w+"?\.)?"?(\w+)"?\s*\(/gi)) {
    const parts = partsOf(plain, match.index + match[0].length);
    const columns = new Map<string, Column>();
    const keys = new Set<string>();
    const primary = new Set<string>();
    for (const part of parts) {
      const constraint = /^(?:constraint\s+\S+\s+)?(?:primary\s+key|unique)\s*\(\s*"?(\w+)"?\s*\)/i.exec(part);
      const name = constraint?.[1]?.toLowerCase();
      if (name !== undefined) (/primary/i.test(part) ? primary : keys).add(name);
      const column = /^"?(\w+)"?\s+([a-z]\w*)/i.exec(part);
      if (!column || constraint || /^(?:constraint|primary|unique|foreign|check|exclude|like|key|index)$/i.test(column[1]!)) continue;
      const isKey = /\bprimary\s+key\b/i.test(part);
      columns.set(column[1]!, { unique: isKey || /\bunique\b/i.test(part), notNull: isKey || /\bnot\s+null\b|serial/i.test(part), ...plainType(column[2]!) });
    }
    for (const [name, column] of columns) {
      const isPrimary = primary.has(name.toLowerCase());
      if (isPrimary || keys.has(name.toLowerCase())) columns.set(name, { ...column, unique: true, notNull: isPrimary || column.notNull });
    }
    tables.set(match[1]!.toLowerCase(), columns);
  }
  return tables;
}

/** What stands between commas up to the closing parenthesis. */
function partsOf(text: string, start: number): string[] {
  const parts: string[] = [];
  let from = start;
  for (let at = start, depth = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === '(') depth++;
    if (letter === ')' && depth-- === 0) return [...parts, text.slice(from, at).trim()];
    if (letter !== ',' || depth > 0) continue;
    parts.push(text.slice(from, at).trim());
    from = at + 1;
  }
  return parts;
}

/** What a program gets for a database's type. Large whole numbers come as texts where the driver says nothing else. */
export function plainType(type: string, mode?: string): Pick<Column, 'exact' | 'type'> {
  const name = type.toLowerCase();
  if (mode === 'string' || mode === 'number' || mode === 'bigint') return { exact: mode !== 'number', type: mode };
  if (/^(?:big(?:int|serial)|int8|serial8)/.test(name)) return { exact: true, type: null };
  if (/^(?:small|medium|tiny)?(?:int|serial)/.test(name)) return { exact: true, type: 'number' };
  if (/^(?:text|varchar|char|citext|uuid|string|numeric|decimal)/.test(name)) return { exact: true, type: 'string' };
  if (/^bool/.test(name)) return { exact: true, type: 'boolean' };
  return { exact: false, type: /^(?:timestamp|date)/.test(name) ? 'Date' : null };
}
