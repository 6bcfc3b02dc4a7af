import { moduleOf } from '../analysis/project/module.js';
import { isFunction, parentOf, type Node } from '../analysis/project/ast.js';
import type { Edit } from '../edit/edit.js';
import { freeName, namesOf } from '../edit/names.js';
import type { Style } from '../edit/style.js';
import { indentAt } from '../edit/trivia.js';
import { narrowings, type Narrowing } from './narrowed.js';

interface Constant {
  name: string;
  /** What it holds, as text. */
  text: string;
  /** Where it is declared. */
  block: Node;
  at: number;
}

/** The constants that the sites of one file have got. */
export class Hoisted {
  readonly #made: Constant[] = [];
  readonly #names = new Set<string>();

  get count(): number {
    return this.#made.length;
  }

  /** Forgets what was added behind a number of them. */
  cut(count: number): void {
    this.#made.length = count;
  }

  /** One that holds the same where an expression is, and by the same conditions. */
  find({ node, text, conditions }: Narrowing): string | null {
    const isThere = ({ block, at, ...made }: Constant) =>
      made.text === text && block.start <= node.start && node.end <= block.end && at <= node.start && conditions.every((condition) => condition.start < at || condition.start > node.end);
    return this.#made.find(isThere)?.name ?? null;
  }

  add({ node, text }: Narrowing, statement: Node): string {
    const { program } = moduleOf(node);
    const wanted = nameFor(node);
    const short = wanted.replace(/^.*\./, '');
    const isFree = !namesOf(program).used.has(short) && !this.#names.has(short);
    const name = isFree ? short : freeName(program, camel(wanted), this.#names);
    this.#names.add(name);
    this.#made.push({ name, text, block: parentOf(statement)!, at: statement.start });
    return name;
  }
}

/**
 * The edits that put what a condition narrows into constants before the statement of an expression that is to run in a callback, where
 * TypeScript forgets the narrowing. Empty where nothing is narrowed; the text of what can't be put there otherwise.
 */
export function hoistNarrowed(expression: Node, hoisted: Hoisted, style: Style): Edit[] | { narrowed: string } {
  const found = narrowings(expression);
  if (found.length === 0) return [];
  const statement = statementOf(expression);
  const refused = found.find((each) => statement === null || !isHoistable(each, expression));
  if (refused || statement === null) return { narrowed: (refused ?? found[0]!).text };
  const { text } = moduleOf(expression);
  const indent = indentAt(text, statement.start);
  let declared = '';
  const edits = found.map((each): Edit => {
    let name = hoisted.find(each);
    if (name === null) {
      name = hoisted.add(each, statement);
      declared += `const ${name} = ${each.text}${style.semicolons ? ';' : ''}${style.lineEnd}${indent}`;
    }
    const { node } = each;
    const property = node.parent?.type === 'Property' ? node.parent : null;
    const isSameKey = property !== null && !property.computed && property.key.type === 'Identifier' && property.key.name === name;
    if (isSameKey) return { start: property.start, end: property.end, text: name };
    return { start: node.start, end: node.end, text: property?.shorthand ? `${each.text}: ${name}` : name };
  });
  return declared === '' ? edits : [{ start: statement.start, end: statement.start, text: declared }, ...edits];
}

/** The statement that evaluates an expression in any case, where others can stand before it. */
function statementOf(expression: Node): Node | null {
  let node = expression;
  for (let parent = parentOf(node); parent && !isFunction(parent); node = parent, parent = parentOf(node)) {
    const isConditional = (parent.type === 'ConditionalExpression' && parent.test !== node) || (parent.type === 'LogicalExpression' && parent.right === node);
    if (isConditional) return null;
    if (parent.type !== 'BlockStatement' && parent.type !== 'Program') continue;
    const isPlain = node.type === 'ExpressionStatement' || node.type === 'ReturnStatement' || (node.type === 'VariableDeclaration' && node.declarations.length === 1);
    return isPlain ? node : null;
  }
  return null;
}

/** Whether a constant before the statement has the value and the type that the expression would read. */
function isHoistable({ node }: Narrowing, expression: Node): boolean {
  for (let inner = node, parent = parentOf(inner); inner !== expression && parent; inner = parent, parent = parentOf(inner)) {
    const isConditional = (parent.type === 'ConditionalExpression' && parent.test !== inner) || (parent.type === 'LogicalExpression' && parent.right === inner);
    if (isConditional || isFunction(parent)) return false;
    // What is behind an optional link of the same chain is not read where the link has nothing.
    const goesOn = inner === node && ((parent.type === 'MemberExpression' && parent.object === inner) || (parent.type === 'CallExpression' && parent.callee === inner));
    if (goesOn && moduleOf(node).text.slice(node.start, node.end).includes('?.')) return false;
  }
  return isPath(node);
}

/** Members of a name, by names and literals: to read it twice gives the same. */
function isPath(node: Node): boolean {
  if (node.type === 'Identifier' || node.type === 'ThisExpression') return true;
  if (node.type === 'ChainExpression' || node.type === 'TSNonNullExpression') return isPath(node.expression);
  return node.type === 'MemberExpression' && (!node.computed || node.property.type === 'Literal') && isPath(node.object);
}

/** `team.subscriptionId` for `team.subscriptionId`, `data.id` for `sub.data[0]?.id`, `current.sub` for a variable. */
function nameFor(node: Node): string {
  if (node.type !== 'MemberExpression') return `current.${moduleOf(node).text.slice(node.start, node.end)}`;
  const names = moduleOf(node).text.slice(node.start, node.end).replace(/^this\./, '').match(/[A-Za-z_$][\w$]*/g) ?? ['value'];
  return names.slice(-2).join('.');
}

function camel(path: string): string {
  return path.replace(/[._](\w)/g, (_, letter: string) => letter.toUpperCase());
}
