import { isBuiltin } from 'node:module';
import type { ImportDeclaration, Node, Statement } from 'oxc-parser';
import type { Edit } from './edit.js';
import { freeName, namesOf } from './names.js';
import { appendItems, type List } from './list.js';
import { requiredModule } from './modules.js';
import { statementInsertion, topOfFile } from './places.js';
import { quote } from './print.js';
import type { Source } from './source.js';
import { styleOf, type Style } from './style.js';
import { skipTrivia } from './trivia.js';

/** One thing to import. */
export interface ImportRequest {
  /** Module specifier, as it shall stand in the file. */
  from: string;
  /** Exported name, `default`, or `*` for the whole module. */
  name: string;
  /** Local name to use if it is free; by default the exported name, or one made from the specifier. */
  as?: string;
  /** An `import type`. Only for files that are TypeScript. */
  typeOnly?: boolean;
}

interface Wanted {
  request: ImportRequest;
  local: string;
}

export interface ImportPlan {
  /** How to refer to each request, in their order: a local name, or `namespace.name`. */
  names: string[];
  edits: Edit[];
}

/**
 * Imports what is asked for: reuses what the file imports already, merges into an existing import of the same module,
 * keeps `import type` apart, writes `require` where the file is CommonJS, and takes another local name where the wanted
 * one is used. All requests for one file go into one call.
 */
export function addImports(
  source: Source,
  requests: readonly ImportRequest[],
  style: Style = styleOf(source),
): ImportPlan {
  const taken = new Set<string>();
  const names: string[] = new Array<string>(requests.length);
  const missing = new Map<string, Wanted[]>();

  requests.forEach((request, index) => {
    const present = existingName(source, request);
    const twin = present ?? findTwin(requests, names, index);
    if (twin) {
      names[index] = twin;
      return;
    }
    const local = freeName(source.program, request.as ?? defaultLocal(request), taken);
    taken.add(local);
    names[index] = local;
    const key = `${request.typeOnly ? 'type' : 'value'} ${request.from}`;
    missing.set(key, [...(missing.get(key) ?? []), { request, local }]);
  });

  const edits: Edit[] = [];
  for (const group of missing.values()) edits.push(...importGroup(source, group, style));
  return { names, edits };
}

function findTwin(requests: readonly ImportRequest[], names: readonly string[], index: number): string | null {
  const { from, name, typeOnly } = requests[index]!;
  const twin = requests.findIndex(
    (other, at) => at < index && other.from === from && other.name === name && !!other.typeOnly === !!typeOnly,
  );
  return twin === -1 ? null : names[twin]!;
}

/** `close-with-grace` -> `closeWithGrace`. */
function defaultLocal({ from, name }: ImportRequest): string {
  if (name !== 'default' && name !== '*') return name;
  const base = from
    .split('/')
    .at(-1)!
    .replace(/\.[a-z]+$/, '');
  return base
    .replace(/[^\w$]+(\w)?/g, (_, letter: string | undefined) => letter?.toUpperCase() ?? '')
    .replace(/^\d/, '_$&');
}

/**
 * What the file calls a requested export already. A name that is declared a second time may be hidden where it's
 * needed.
 */
function existingName(source: Source, { from, name, typeOnly }: ImportRequest): string | null {
  const { declared } = namesOf(source.program);
  const visible = (local: string) => (declared.get(local) === 1 ? local : null);
  for (const statement of source.program.body) {
    if (statement.type === 'ImportDeclaration') {
      if (statement.source.value !== from) continue;
      if (statement.importKind === 'type' && !typeOnly) continue;
      for (const specifier of statement.specifiers) {
        if (specifier.type === 'ImportSpecifier' && specifier.importKind === 'type' && !typeOnly) continue;
        const local = visible(specifier.local.name);
        if (!local) continue;
        if (importedName(specifier) === name) return local;
        if (specifier.type === 'ImportNamespaceSpecifier' && name !== 'default') return `${local}.${name}`;
      }
      continue;
    }
    if (typeOnly || statement.type !== 'VariableDeclaration') continue;
    for (const { id, init } of statement.declarations) {
      if (requiredModule(init) !== from) continue;
      if (id.type === 'Identifier' && visible(id.name)) {
        return name === 'default' || name === '*' ? id.name : `${id.name}.${name}`;
      }
      if (id.type !== 'ObjectPattern') continue;
      for (const property of id.properties) {
        if (property.type !== 'Property' || property.computed || property.key.type !== 'Identifier') continue;
        if (property.key.name === name && property.value.type === 'Identifier' && visible(property.value.name)) {
          return property.value.name;
        }
      }
    }
  }
  return null;
}

function importedName(specifier: ImportDeclaration['specifiers'][number]): string {
  switch (specifier.type) {
    case 'ImportDefaultSpecifier':
      return 'default';
    case 'ImportNamespaceSpecifier':
      return '*';
    case 'ImportSpecifier':
      return specifier.imported.type === 'Identifier' ? specifier.imported.name : specifier.imported.value;
  }
}

function importGroup(source: Source, group: readonly Wanted[], style: Style): Edit[] {
  const { from, typeOnly = false } = group[0]!.request;
  const defaults = group.filter(({ request }) => request.name === 'default');
  const wholes = group.filter(({ request }) => request.name === '*');
  const named = group.filter(({ request }) => request.name !== 'default' && request.name !== '*');
  const end = ` from ${quote(from, style)}${style.semicolons ? ';' : ''}`;
  if (style.modules === 'cjs' && !typeOnly) {
    const requireEnd = ` = require(${quote(from, style)})${style.semicolons ? ';' : ''}`;
    const merged = named.length > 0 ? mergeIntoRequire(source, from, named) : [];
    const statements = [...defaults, ...wholes].map(({ local }) => `const ${local}${requireEnd}`);
    if (!merged) statements.push(`const { ${named.map(requireItem).join(', ')} }${requireEnd}`);
    return [...(merged ?? []), ...newImports(source, from, statements, style)];
  }
  const keyword = typeOnly ? 'import type' : 'import';
  const merged = defaults.length + named.length > 0 ? mergeIntoImport(source, from, typeOnly, defaults, named) : [];
  const statements = wholes.map(({ local }) => `${keyword} * as ${local}${end}`);
  if (!merged) {
    statements.push(...defaults.map(({ local }) => `${keyword} ${local}${end}`));
    if (named.length > 0) statements.push(`${keyword} { ${named.map(importItem).join(', ')} }${end}`);
  }
  return [...(merged ?? []), ...newImports(source, from, statements, style)];
}

/** Adds names to an import declaration of the same module and kind; null where there is none that can take them. */
function mergeIntoImport(
  source: Source,
  from: string,
  typeOnly: boolean,
  defaults: readonly Wanted[],
  named: readonly Wanted[],
): Edit[] | null {
  const declaration = source.program.body.find(
    (statement): statement is ImportDeclaration =>
      statement.type === 'ImportDeclaration' &&
      statement.source.value === from &&
      (statement.importKind === 'type') === typeOnly &&
      statement.attributes.length === 0 &&
      statement.phase === null &&
      statement.specifiers.length > 0 &&
      statement.specifiers.every((specifier) => specifier.type !== 'ImportNamespaceSpecifier'),
  );
  if (!declaration) return null;
  const items = [...defaults.map(({ local }) => `default as ${local}`), ...named.map(importItem)];
  const braces = declaration.specifiers.filter((specifier) => specifier.type === 'ImportSpecifier');
  const last = declaration.specifiers.at(-1)!;
  if (braces.length > 0) return appendItems(source, bracesRound(source, braces), items);
  return typeOnly ? null : [{ start: last.end, end: last.end, text: `, { ${items.join(', ')} }` }];
}

function mergeIntoRequire(source: Source, from: string, named: readonly Wanted[]): Edit[] | null {
  for (const statement of source.program.body) {
    if (statement.type !== 'VariableDeclaration') continue;
    for (const { id, init } of statement.declarations) {
      if (requiredModule(init) !== from || id.type !== 'ObjectPattern' || id.properties.length === 0) continue;
      if (id.properties.some((property) => property.type === 'RestElement')) continue;
      return appendItems(source, bracesRound(source, id.properties), named.map(requireItem));
    }
  }
  return null;
}

function bracesRound(source: Source, items: readonly Node[]): List {
  const at = skipTrivia(source, items.at(-1)!.end);
  const close = source.text[at] === ',' ? skipTrivia(source, at + 1) : at;
  return { open: source.text.lastIndexOf('{', items[0]!.start), close, items };
}

const importItem = ({ request, local }: Wanted) => (request.name === local ? local : `${request.name} as ${local}`);
const requireItem = ({ request, local }: Wanted) => (request.name === local ? local : `${request.name}: ${local}`);

/**
 * Writes new import statements behind the last import of their group (Node's, packages', own), or at the top of the
 * file.
 */
function newImports(source: Source, from: string, statements: readonly string[], style: Style): Edit[] {
  if (statements.length === 0) return [];
  const imports = leadingImports(source.program.body);
  const anchor = imports.findLast(({ from: other }) => groupOf(other) === groupOf(from)) ?? imports.at(-1);
  if (anchor) return [statementInsertion(source, anchor.statement, statements.join(style.lineEnd), style)];
  return [topOfFile(source, statements.join(style.lineEnd), style)];
}

interface LeadingImport {
  statement: Statement;
  from: string;
}

/** The imports before the first statement that is none, so that nothing runs between them. */
function leadingImports(body: readonly Statement[]): LeadingImport[] {
  const found: LeadingImport[] = [];
  for (const statement of body) {
    const from = importedModule(statement);
    if (from !== null) found.push({ statement, from });
    else if (!isDirective(statement)) break;
  }
  if (found.length > 0) return found;
  const late = body.findLast((statement) => statement.type === 'ImportDeclaration');
  return late ? [{ statement: late, from: late.source.value }] : [];
}

function importedModule(statement: Statement): string | null {
  switch (statement.type) {
    case 'ImportDeclaration':
      return statement.source.value;
    case 'TSImportEqualsDeclaration':
      return statement.moduleReference.type === 'TSExternalModuleReference'
        ? statement.moduleReference.expression.value
        : null;
    case 'ExpressionStatement':
      return requiredModule(requireIn(statement.expression));
    case 'VariableDeclaration': {
      const modules = statement.declarations.map(({ init }) => requiredModule(requireIn(init)));
      return modules.every((module) => module !== null) ? modules.at(-1)! : null;
    }
    default:
      return null;
  }
}

/** The call of `require` that an expression starts with: `require('a').b`, `require('a')(c)`. */
function requireIn(node: Node | null): Node | null {
  if (node?.type === 'MemberExpression') return requireIn(node.object);
  if (node?.type === 'CallExpression' && requiredModule(node) === null) return requireIn(node.callee);
  return node;
}

function isDirective(statement: Statement): boolean {
  return statement.type === 'ExpressionStatement' && typeof statement.directive === 'string';
}

function groupOf(specifier: string): 'node' | 'own' | 'package' {
  if (isBuiltin(specifier)) return 'node';
  return /^[./#~]|^@\//.test(specifier) ? 'own' : 'package';
}
