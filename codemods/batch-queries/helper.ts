import type { PerElementCall } from '../../src/analysis/queries/per-element.js';
import { forEachChild, isFunction, isInside, keyName, parentOf, unwrap, type FunctionNode, type Node, type NodeOf } from '../../src/analysis/project/ast.js';
import { bindingOf, moduleOf, referencesOf, type Module } from '../../src/analysis/project/module.js';
import type { Project } from '../../src/analysis/project/project.js';
import { functionName, summaryOf } from '../../src/analysis/effects/effects.js';
import type { List } from '../../src/edit/list.js';
import { keyedRead, type KeyedRead } from './keyed.js';
import { hasTemplateLines, type Declined } from './loop.js';
import { isRowsOnly } from './sql.js';

/** A function of the project that is a read by one of its parameters, of which there can be one for many keys. */
export interface Helper {
  module: Module;
  name: string;
  /** The statement that declares it: `export async function …`, `const … = async () => …`. */
  statement: Node;
  fn: FunctionNode;
  /** Its parameter for the key, and where that is. */
  key: NodeOf<'Identifier'>;
  position: number;
  read: KeyedRead;
  /** `const row = await …`; null where the result is returned as it comes. */
  reading: NodeOf<'VariableDeclaration'> | null;
  /** What it gives, as written: `User | null`; null where it isn't written. */
  gives: string | null;
  /** How others get it. */
  exported: 'declaration' | List | null;
}

/** The function behind a call in a loop, where it is a plain read by one of its parameters. */
export function helperOf(project: Project, { read }: PerElementCall, assumed: string): Helper | Declined {
  const [step, ...deeper] = read!.steps;
  const name = step!.name;
  const no = (why: string): Declined => ({ reason: `The query is in \`${name}\`, which ${why}: give it a form for many keys.` });
  if (deeper.length > 0) return no(`reads by way of \`${deeper[0]!.name}\``);
  const { fn, module } = step!;
  if (module.program.body.some((statement) => statement.type === 'ExpressionStatement' && statement.directive === 'use server')) return no('is open to clients, as another one beside it would be');
  const declared = declaredAt(fn);
  if (!declared) return no(fn.parent?.type === 'MethodDefinition' ? 'is a method' : 'is no function of its own');
  if (!fn.async && fn.type !== 'ArrowFunctionExpression') return no('hands on a promise');
  const body = fn.body;
  if (body?.type !== 'BlockStatement') return no('is a single expression');
  if ((fn as { typeParameters?: Node | null }).typeParameters) return no('has type parameters');
  const others = summaryOf(project, fn).calls.filter(({ call, node }) => (call.concept === 'query' || call.concept === 'external-call') && !isInside(node, read!.call.node));
  if (others.length > 0) return no('does more than one read');
  const reading = body.body.find((statement) => isInside(read!.call.node, statement));
  const kept = reading && keptBy(reading, read!.call.node);
  if (!reading || !kept) return no('reads under a condition');
  if (body.body.indexOf(reading) > 0 && !body.body.slice(0, body.body.indexOf(reading)).every(isConstant)) return no('does something before it reads');

  const parameters = fn.params as Node[];
  const isParameter = (node: Node) => {
    const expression = unwrap(node);
    const binding = expression.type === 'Identifier' ? bindingOf(module, expression) : null;
    return binding !== null && parameters.includes(binding.declarations[0]!) && /^(?:id|key|slug|code|uuid|_id)$|(?:Id|Key|Slug|Code|Uuid|ID)$/.test(binding.name);
  };
  const found = keyedRead(project, read!.call, isParameter, assumed);
  if ('reason' in found) return found;
  const pattern = kept === 'returned' ? null : (kept.declarations[0]?.id ?? null);
  if (found.resultKey === undefined ? pattern !== null && pattern.type !== 'Identifier' : !isRowsOnly(pattern)) return no('uses more than the rows of its result');
  const key = unwrap(found.key) as NodeOf<'Identifier'>;
  const position = parameters.findIndex((parameter) => parameter.type === 'Identifier' && parameter.name === key.name);
  const parameter = parameters[position];
  const binding = bindingOf(module, key);
  if (parameter?.type !== 'Identifier' || parameter.optional || !binding || binding.writes.length > 0) return no('may be called without its key');
  // Its key may be asked for again behind the read, but not before it or in it.
  if (referencesOf(module, binding).some((use) => use !== parameter && use.start >= body.start && use.start < reading.end && !isInside(use, found.key))) return no('uses its key for more than its read');
  const rest = body.body.slice(body.body.indexOf(reading) + 1);
  if (rest.some(doesMore)) return no('waits, throws or changes something behind its read');
  if (hasTemplateLines(body)) return no('has a text of several lines');
  const gives = givenType(fn, module);
  if (/\.[cm]?tsx?$/.test(module.path) && gives === null && !/\bnull\b/.test(module.text.slice(reading.start, body.end)) && kept !== 'returned') return no('does not say what it gives');
  return { module, name, statement: declared.statement, fn, key: parameter, position, read: found, reading: kept === 'returned' ? null : kept, gives, exported: declared.exported };
}

/** `function load() {}`, `const load = async () => {}`, each also with `export`, at the top of a file. */
function declaredAt(fn: FunctionNode): { statement: Node; exported: Helper['exported'] } | null {
  const declaration = fn.type === 'FunctionDeclaration' ? fn : fn.parent?.type === 'VariableDeclarator' && fn.parent.id.type === 'Identifier' ? fn.parent.parent : null;
  if (!declaration || (declaration.type === 'VariableDeclaration' && declaration.declarations.length > 1)) return null;
  if (fn.type === 'FunctionDeclaration' && !fn.id) return null;
  const holder = declaration.parent;
  if (holder?.type === 'ExportNamedDeclaration' && holder.parent?.type === 'Program') return { statement: holder, exported: 'declaration' };
  if (holder?.type !== 'Program') return null;
  return { statement: declaration, exported: exportList(moduleOf(fn), functionName(fn)) };
}

/** `module.exports = { load }`, `export { load }`, where they have the function. */
function exportList({ program, text }: Module, name: string): List | null {
  for (const statement of program.body) {
    const assignment = statement.type === 'ExpressionStatement' && statement.expression.type === 'AssignmentExpression' ? statement.expression : null;
    const { left, right } = assignment ?? {};
    const isModule = left?.type === 'MemberExpression' && left.object.type === 'Identifier' && left.object.name === 'module';
    if (isModule && right?.type === 'ObjectExpression' && right.properties.some((property) => property.type === 'Property' && keyName(property.key, property.computed) === name)) {
      return { open: right.start, close: right.end - 1, items: right.properties };
    }
    if (statement.type === 'ExportNamedDeclaration' && !statement.source && statement.specifiers.some(({ local }) => local.type === 'Identifier' && local.name === name)) {
      return { open: text.indexOf('{', statement.start), close: text.lastIndexOf('}', statement.end), items: statement.specifiers };
    }
  }
  return null;
}

/** The declaration that keeps what a read gives, or that it is returned at once. */
function keptBy(statement: Node, node: Node): NodeOf<'VariableDeclaration'> | 'returned' | null {
  const parent = parentOf(node);
  const value = parent?.type === 'AwaitExpression' ? parent : node;
  const holder = parentOf(value);
  if (holder?.type === 'ReturnStatement' && holder === statement) return 'returned';
  const isKept = value !== node && holder?.type === 'VariableDeclarator' && statement.type === 'VariableDeclaration' && statement.kind === 'const' && statement.declarations.length === 1;
  return isKept ? statement : null;
}

function isConstant(statement: Node): boolean {
  return statement.type === 'VariableDeclaration' && statement.kind === 'const' && !doesMore(statement);
}

/** Whether a statement waits, throws or assigns to something that isn't its own. */
function doesMore(node: Node): boolean {
  if (/^(?:AwaitExpression|ThrowStatement|AssignmentExpression|UpdateExpression|YieldExpression|TryStatement|ThisExpression)$/.test(node.type)) return true;
  let more = false;
  forEachChild(node, (child) => (more ||= !isFunction(child) && doesMore(child)));
  return more;
}

function givenType(fn: FunctionNode, module: Module): string | null {
  const type = fn.returnType?.typeAnnotation;
  const written = type ? module.text.slice(type.start, type.end) : '';
  return /^Promise<([\s\S]*)>$/.exec(written)?.[1]?.trim() ?? null;
}

