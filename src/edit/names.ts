import type { Node, Program } from 'oxc-parser';
import { visit } from './visit.js';

/** The names in a file. */
export interface Names {
  /** Every name that is declared or referred to anywhere in the file. */
  used: ReadonlySet<string>;
  /** How many declarations each name has, in any scope, imports included. */
  declared: ReadonlyMap<string, number>;
}

const namesOfProgram = new WeakMap<Program, Names>();

export function namesOf(program: Program): Names {
  let names = namesOfProgram.get(program);
  if (!names) {
    names = collectNames(program);
    namesOfProgram.set(program, names);
  }
  return names;
}

/** `wanted`, or `wanted2`, `wanted3`, ... where the file or `taken` has it already. */
export function freeName(program: Program, wanted: string, taken: ReadonlySet<string> = new Set()): string {
  const { used } = namesOf(program);
  let name = wanted;
  for (let count = 2; used.has(name) || taken.has(name); count++) name = `${wanted}${count}`;
  return name;
}

function collectNames(program: Program): Names {
  const used = new Set<string>();
  const declared = new Map<string, number>();
  /** Identifiers that name a member, a key or a label: no variable. */
  const labels = new Set<Node>();
  const label = (node: Node | null) => void (node && labels.add(node));
  const member = (node: { key: Node; computed: boolean }) => void (node.computed || label(node.key));
  function declare(pattern: Node | null): void {
    for (const name of boundNames(pattern)) declared.set(name, (declared.get(name) ?? 0) + 1);
  }
  function declareFunction(node: { id: Node | null; params: readonly Node[] }): void {
    declare(node.id);
    node.params.forEach(declare);
  }

  visit(program, {
    Identifier: (node) => void (labels.has(node) || used.add(node.name)),
    JSXIdentifier: (node) => void used.add(node.name),
    MemberExpression: (node) => void (node.computed || label(node.property)),
    Property: (node) => void (node.computed || node.shorthand || label(node.key)),
    MethodDefinition: member,
    PropertyDefinition: member,
    AccessorProperty: member,
    TSAbstractMethodDefinition: member,
    TSAbstractPropertyDefinition: member,
    TSPropertySignature: member,
    TSMethodSignature: member,
    TSEnumMember: (node) => label(node.id),
    TSQualifiedName: (node) => label(node.right),
    ImportSpecifier(node) {
      declare(node.local);
      if (node.imported.start !== node.local.start) label(node.imported);
    },
    ImportDefaultSpecifier: (node) => declare(node.local),
    ImportNamespaceSpecifier: (node) => declare(node.local),
    ExportSpecifier(node) {
      if (node.exported.start !== node.local.start) label(node.exported);
    },
    LabeledStatement: (node) => label(node.label),
    BreakStatement: (node) => label(node.label),
    ContinueStatement: (node) => label(node.label),
    VariableDeclarator: (node) => declare(node.id),
    FunctionDeclaration: declareFunction,
    FunctionExpression: declareFunction,
    ArrowFunctionExpression: declareFunction,
    ClassDeclaration: (node) => declare(node.id),
    ClassExpression: (node) => declare(node.id),
    CatchClause: (node) => declare(node.param),
    TSEnumDeclaration: (node) => declare(node.id),
    TSModuleDeclaration: (node) => declare(node.id),
    TSImportEqualsDeclaration: (node) => declare(node.id),
    TSTypeAliasDeclaration: (node) => declare(node.id),
    TSInterfaceDeclaration: (node) => declare(node.id),
  });
  return { used, declared };
}

/** The names that a binding pattern or parameter declares. */
function boundNames(pattern: Node | null): string[] {
  switch (pattern?.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        boundNames(property.type === 'RestElement' ? property.argument : property.value),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap(boundNames);
    case 'AssignmentPattern':
      return boundNames(pattern.left);
    case 'RestElement':
      return boundNames(pattern.argument);
    case 'TSParameterProperty':
      return boundNames(pattern.parameter);
    default:
      return [];
  }
}
