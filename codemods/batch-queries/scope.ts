import { forEachChild, type Node } from '../../src/analysis/project/ast.js';
import type { Module } from '../../src/analysis/project/module.js';

const namesOfStatement = new WeakMap<Node, Set<string>>();

/**
 * A name that nothing in sight of a place has: neither the module as a whole nor the statement of its top level, or the member of its
 * class, that the place is in. What another function of the file calls its own is no matter.
 */
export function freeNear({ program }: Module, place: Node, wanted: string, taken: ReadonlySet<string>): string {
  const names = namesIn(outermost(place));
  const isUsed = (name: string) => names.has(name) || taken.has(name) || program.body.some((statement) => declares(statement, name));
  let name = wanted;
  for (let count = 2; isUsed(name); count++) name = `${wanted}${count}`;
  return name;
}

/** The statement of the module, or the member of its class, that a node is in. */
export function outermost(node: Node): Node {
  let current = node;
  while (current.parent && current.parent.type !== 'Program' && current.parent.type !== 'ClassBody') current = current.parent;
  return current;
}

function namesIn(node: Node): Set<string> {
  let names = namesOfStatement.get(node);
  if (names) return names;
  const found = new Set<string>();
  const visit = (child: Node) => {
    if (child.type === 'Identifier' || child.type === 'JSXIdentifier') found.add(child.name);
    forEachChild(child, visit);
  };
  visit(node);
  namesOfStatement.set(node, (names = found));
  return names;
}

/** Whether a statement of the module declares a name for all of it. */
function declares(statement: Node, name: string): boolean {
  const declared = statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration' ? statement.declaration : statement;
  switch (declared?.type) {
    case 'ImportDeclaration':
      return declared.specifiers.some(({ local }) => local.name === name);
    case 'VariableDeclaration':
      return declared.declarations.some(({ id }) => namesIn(id).has(name));
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
      return declared.id?.name === name;
    default:
      return false;
  }
}
