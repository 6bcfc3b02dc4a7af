import { basename } from 'node:path';
import type { PropertyDefinition } from 'oxc-parser';
import { isClass, isFunction, memberName, parentOf, unwrap, type ClassNode, type Node, type NodeOf } from '../analysis/project/ast.js';
import { moduleOf, type Module } from '../analysis/project/module.js';
import type { Edit } from '../edit/edit.js';
import { freeName } from '../edit/names.js';
import { indentText } from '../edit/print.js';
import { insertBefore, statementInsertion } from '../edit/places.js';
import type { Style } from '../edit/style.js';
import { indentAt } from '../edit/trivia.js';

/** How code refers to a value, and where lines about it can be written. */
export interface Place {
  /** Code that is the value: `pool`, `this.pool`. */
  reference: string;
  /** It may be missing, as far as its type tells. */
  isOptional: boolean;
  /** The edits that write lines where the value is there. */
  write(lines: string, style: Style): Edit[];
}

/**
 * The place of what an expression makes, given a name where it has none and can get one. Null where lines can't be
 * written: inside an expression. `wanted` is the name to give.
 */
export function placeOfValue(node: Node, wanted: string): Place | null {
  const module = moduleOf(node);
  const parent = parentOf(node);
  switch (parent?.type) {
    case 'AwaitExpression':
    case 'LogicalExpression':
    case 'ConditionalExpression':
      return placeOfValue(parent, wanted);
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? declared(module, parent) : null;
    case 'AssignmentExpression':
      return assigned(module, parent, wanted);
    case 'PropertyDefinition':
      return field(module, parent);
    case 'ExpressionStatement':
      return named(module, parent, node, '', wanted, null);
    case 'ReturnStatement':
      return named(module, parent, node, 'return ', wanted, (name) => `return ${name}`);
    case 'ExportDefaultDeclaration':
      return named(module, parent, node, 'export default ', nameOfFile(module), (name) => `export default ${name}`);
    default:
      return null;
  }
}

/** Writes lines before the statement round a node; null where that would be another function's. */
export function placeBefore(node: Node, reference: string): Place | null {
  const module = moduleOf(node);
  const statement = statementRound(node);
  return statement && { reference, isOptional: false, write: (lines, style) => [insertBefore(module, statement, lines, style)] };
}

/** The statement round a node that stands in a list of statements; null where a function comes first. */
function statementRound(node: Node): Node | null {
  for (let current: Node | null | undefined = node; current && !isFunction(current); current = current.parent) {
    if (isListed(current)) return current;
  }
  return null;
}

function isListed({ parent }: Node): boolean {
  return parent?.type === 'Program' || parent?.type === 'BlockStatement' || parent?.type === 'StaticBlock';
}

function behind(module: Module, statement: Node, reference: string, isOptional: boolean): Place | null {
  if (!isListed(statement)) return null;
  return { reference, isOptional, write: (lines, style) => [statementInsertion(module, statement, lines, style)] };
}

function declared(module: Module, declarator: NodeOf<'VariableDeclarator'>): Place | null {
  const declaration = declarator.parent as NodeOf<'VariableDeclaration'>;
  const outer = declaration.parent as Node;
  const statement = outer.type === 'ExportNamedDeclaration' ? outer : declaration;
  const { name } = declarator.id as NodeOf<'Identifier'>;
  return behind(module, statement, name, isTyped(module) && declaration.kind !== 'const');
}

function assigned(module: Module, assignment: NodeOf<'AssignmentExpression'>, wanted: string): Place | null {
  const outer = parentOf(assignment);
  // `const db = (global.db ??= knex())`, `const db = (module.exports = knex())`
  if (outer?.type !== 'ExpressionStatement') return assignment.operator === '=' || outer?.type === 'VariableDeclarator' ? placeOfValue(assignment, wanted) : null;
  const target = unwrap(assignment.left);
  if (target.type === 'Identifier') return behind(module, outer, target.name, isTyped(module));
  if (target.type !== 'MemberExpression' || target.computed) return null;
  const text = module.text.slice(target.start, target.end);
  const isExport = /^(?:module\.)?exports\b/.test(text);
  if (!isExport) return /^(?:this|[\w$]+)(?:\.#?[\w$]+)+$/.test(text) ? behind(module, outer, text, mayBeMissing(module, target)) : null;
  const name = /^(?:module\.)?exports$/.test(text) ? nameOfFile(module) : (memberName(target) ?? wanted);
  const whole = module.text.slice(assignment.start, assignment.right.start);
  return named(module, outer, assignment.right, whole, name, (given) => `${text} = ${given}`);
}

/** Gives a name to the value of a statement that has none: what stood before it goes behind the new lines. */
function named(module: Module, statement: Node, value: Node, before: string, wanted: string, after: ((name: string) => string) | null): Place | null {
  if (!isListed(statement) || module.text.slice(statement.start, value.start) !== before) return null;
  const name = freeName(module.program, wanted);
  return {
    reference: name,
    isOptional: false,
    write(lines, style) {
      const gap = parentOf(statement)?.type === 'Program' ? '\n\n' : '\n';
      const rest = after ? `${gap}${after(name)}${style.semicolons ? ';' : ''}` : '';
      return [
        { start: statement.start, end: value.start, text: `const ${name} = ` },
        statementInsertion(module, statement, `${lines}${rest}`, style),
      ];
    },
  };
}

/** A field: the lines go into the constructor, which is written where there is none and nothing is inherited. */
function field(module: Module, property: PropertyDefinition): Place | null {
  const owner = property.parent?.parent;
  if (!isClass(owner) || property.static || property.computed || (property.key.type !== 'Identifier' && property.key.type !== 'PrivateIdentifier')) return null;
  const name = property.key.type === 'PrivateIdentifier' ? `#${property.key.name}` : property.key.name;
  const reference = `this.${name}`;
  const body = constructorBody(owner);
  if (!body && owner.superClass) return null;
  return {
    reference,
    isOptional: false,
    write(lines, style) {
      const last = body?.body.at(-1);
      if (last) return [statementInsertion(module, last, lines, style)];
      const indent = indentAt(module.text, property.start);
      const inner = indentText(`{\n${style.indent}${lines.replaceAll('\n', `\n${style.indent}`)}\n}`, indent, style);
      if (body) return [{ start: body.start, end: body.end, text: inner }];
      return [{ start: property.end, end: property.end, text: `${style.lineEnd}${style.lineEnd}${indent}constructor() ${inner}` }];
    },
  };
}

function constructorBody(owner: ClassNode): NodeOf<'BlockStatement'> | null {
  for (const member of owner.body.body) {
    if (member.type === 'MethodDefinition' && member.kind === 'constructor') return (member.value.body) ?? null;
  }
  return null;
}

/** Whether the type of a field says that it may be missing, or isn't in view. */
function mayBeMissing(module: Module, target: NodeOf<'MemberExpression'>): boolean {
  if (!isTyped(module)) return false;
  let owner: Node | null | undefined = target;
  while (owner && !isClass(owner)) owner = owner.parent;
  const name = memberName(target);
  const property = isClass(owner) && target.object.type === 'ThisExpression' ? owner.body.body.find((member) => member.type === 'PropertyDefinition' && member.key.type === 'Identifier' && member.key.name === name) : undefined;
  if (property?.type !== 'PropertyDefinition') return true;
  const annotation = property.typeAnnotation;
  return property.optional === true || (annotation != null && /\b(?:undefined|null)\b/.test(module.text.slice(annotation.start, annotation.end)));
}

function isTyped({ path }: Module): boolean {
  return /\.[cm]?tsx?$/.test(path);
}

/** `data-source.ts` -> `dataSource`; an index is called after its folder. */
function nameOfFile({ path }: Module): string {
  const parts = path.split(/[\\/]/);
  const file = basename(path).replace(/\..*$/, '');
  const text = file === 'index' ? (parts.at(-2) ?? file) : file;
  const name = text.replace(/[^\w$]+(\w)?/g, (_, letter: string | undefined) => letter?.toUpperCase() ?? '');
  return /^[A-Za-z_$]/.test(name) ? name : 'resource';
}
