import type { Program } from 'oxc-parser';
import { forEachChild, isFunction, memberName, unwrap, type IdentifierNode, type MemberNode, type Node } from './ast.js';
import { collectExport, exportedName, forEachTarget, type Exports } from './exports.js';
import { lookUp, setScope, thisOwner, type Binding, type BindingKind, type ModuleScope, type Scope } from './scope.js';

/** `root.a.b = value`: the assigned member of a name, `this` or `module.exports`. */
export interface MemberWrite {
  path: string[];
  value: Node;
  node: MemberNode;
}

/** Node types that are listed per module, so that nobody walks a tree twice: at most 31, see `nodesOf`. */
export const LISTED: readonly Node['type'][] = [
  'CallExpression',
  'NewExpression',
  'TaggedTemplateExpression',
  'AwaitExpression',
  'ReturnStatement',
  'ThrowStatement',
  'TryStatement',
  'CatchClause',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ClassDeclaration',
  'ClassExpression',
  'ObjectExpression',
  'TemplateLiteral',
  'AssignmentExpression',
  'VariableDeclarator',
];

export interface Bound {
  root: ModuleScope;
  /** Nodes by type, in source order of their start. */
  nodes: Map<Node['type'], Node[]>;
  /** Every identifier that is used as an expression. */
  identifiers: IdentifierNode[];
  exports: Exports;
  /** Writes to members, by the root: a binding, a class node (for `this`), or `exports`. */
  memberWrites: Map<Binding | Node | 'exports', MemberWrite[]>;
  hasModuleSyntax: boolean;
}

/** What most scopes declare, blocks above all: a table of their own would be a tenth of what a module takes in memory. */
const NO_BINDINGS: ReadonlyMap<string, Binding> = new Map();

/** Most names have an empty list of decorators each: a fifth of what they take in memory. */
const NO_DECORATORS: [] = [];

/** Whatever follows a tree of this depth by recursion has room on the stack, in a worker thread too. */
const MAX_DEPTH = 500;

/**
 * Sets every node's `parent` and scope, and collects scopes, exports and assignments in one walk.
 *
 * @throws {RangeError} where the tree is deeper than code that a person wrote.
 */
export function bind(program: Program): Bound {
  const root = { node: program, parent: null, values: NO_BINDINGS, types: NO_BINDINGS, module: null } as Partial<ModuleScope> as ModuleScope;
  root.root = root;
  const bound: Bound = {
    root,
    nodes: new Map(LISTED.map((type) => [type, []])),
    identifiers: [],
    exports: { named: new Map(), stars: [], whole: [] },
    memberWrites: new Map(),
    hasModuleSyntax: false,
  };
  const assigned: { target: Node; scope: Scope; value: Node }[] = [];

  function declare(scope: Scope, name: string, kind: BindingKind, node: Node, imported?: Binding['import']): void {
    const table = tableOf(scope, kind === 'type' ? 'types' : 'values');
    const known = table.get(name);
    if (known) known.declarations.push(node);
    else table.set(name, { name, kind, declarations: [node], writes: [], scope, ...(imported && { import: imported }) });
  }

  function tableOf(scope: Scope, name: 'values' | 'types'): Map<string, Binding> {
    if (scope[name] === NO_BINDINGS) scope[name] = new Map<string, Binding>();
    return scope[name] as Map<string, Binding>;
  }

  function declarePattern(pattern: Node, scope: Scope, kind: BindingKind): void {
    switch (pattern.type) {
      case 'Identifier':
        declare(scope, pattern.name, kind, pattern);
        break;
      case 'ObjectPattern':
        for (const property of pattern.properties) {
          declarePattern((property.type === 'RestElement' ? property.argument : property.value), scope, kind);
        }
        break;
      case 'ArrayPattern':
        for (const element of pattern.elements) if (element) declarePattern(element, scope, kind);
        break;
      case 'AssignmentPattern':
        declarePattern(pattern.left, scope, kind);
        break;
      case 'RestElement':
        declarePattern(pattern.argument, scope, kind);
        break;
      case 'TSParameterProperty':
        declarePattern(pattern.parameter, scope, kind);
        break;
    }
  }

  function open(node: Node, parent: Scope): Scope {
    return { node, parent, root, values: NO_BINDINGS, types: NO_BINDINGS };
  }

  function functionScope(scope: Scope): Scope {
    let current = scope;
    while (current.parent && !isFunction(current.node) && current.node.type !== 'TSModuleDeclaration') current = current.parent;
    return current;
  }

  let depth = 0;

  function visit(node: Node, parent: Node | null, outer: Scope): void {
    if (depth > MAX_DEPTH) throw new RangeError(`its syntax tree is more than ${MAX_DEPTH} levels deep`);
    node.parent = parent;
    if (node.type === 'Identifier') {
      if (parent && isReference(node, parent)) bound.identifiers.push(node);
      if (node.decorators?.length === 0) node.decorators = NO_DECORATORS;
      setScope(node, outer);
      forEachChild(node, visit, outer);
      return;
    }
    let scope = outer;
    bound.nodes.get(node.type)?.push(node);
    switch (node.type) {
      case 'FunctionDeclaration':
      case 'TSDeclareFunction':
        if (node.id) declare(outer, node.id.name, 'function', node);
        scope = open(node, outer);
        break;
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        scope = open(node, outer);
        if (node.type === 'FunctionExpression' && node.id) declare(scope, node.id.name, 'function', node);
        break;
      case 'ClassDeclaration':
        if (node.id) declare(outer, node.id.name, 'class', node);
        scope = open(node, outer);
        break;
      case 'ClassExpression':
        scope = open(node, outer);
        if (node.id) declare(scope, node.id.name, 'class', node);
        break;
      case 'BlockStatement':
        if (!parent || !isFunction(parent)) scope = open(node, outer);
        break;
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'SwitchStatement':
      case 'StaticBlock':
        scope = open(node, outer);
        break;
      case 'CatchClause':
        scope = open(node, outer);
        if (node.param) declarePattern(node.param, scope, 'catch');
        break;
      case 'VariableDeclaration': {
        const home = node.kind === 'var' ? functionScope(outer) : outer;
        for (const declarator of node.declarations) declarePattern(declarator.id, home, 'variable');
        break;
      }
      case 'ImportDeclaration':
        bound.hasModuleSyntax = true;
        for (const specifier of node.specifiers) {
          const name =
            specifier.type === 'ImportDefaultSpecifier'
              ? 'default'
              : specifier.type === 'ImportNamespaceSpecifier'
                ? '*'
                : (exportedName(specifier.imported) ?? 'default');
          declare(root, specifier.local.name, 'import', specifier, { source: node.source.value, name });
        }
        break;
      case 'TSImportEqualsDeclaration':
        if (node.moduleReference.type === 'TSExternalModuleReference') {
          const source = node.moduleReference.expression.value;
          declare(outer, node.id.name, 'import', node, { source, name: '=' });
        }
        break;
      case 'TSEnumDeclaration':
        declare(outer, node.id.name, 'enum', node);
        break;
      case 'TSModuleDeclaration':
        if (node.id.type === 'Identifier') declare(outer, node.id.name, 'namespace', node);
        scope = open(node, outer);
        break;
      case 'TSTypeAliasDeclaration':
      case 'TSInterfaceDeclaration':
        declare(outer, node.id.name, 'type', node);
        scope = open(node, outer);
        break;
      case 'TSTypeParameter':
        declare(outer, node.name.name, 'type', node);
        break;
      case 'ExportNamedDeclaration':
      case 'ExportDefaultDeclaration':
      case 'ExportAllDeclaration':
      case 'TSExportAssignment':
        bound.hasModuleSyntax = true;
        collectExport(node, bound.exports);
        break;
      case 'AssignmentExpression':
        assigned.push({ target: node.left, scope: outer, value: node.right });
        break;
      case 'UpdateExpression':
        assigned.push({ target: node.argument, scope: outer, value: node });
        break;
    }
    setScope(node, scope);
    if (isFunction(node)) for (const parameter of node.params) declarePattern(parameter, scope, 'parameter');
    depth++;
    forEachChild(node, visit, scope);
    depth--;
  }

  visit(program, null, root);
  for (const { target, scope, value } of assigned) recordAssignment(bound, target, scope, value);
  return bound;
}

function recordAssignment(bound: Bound, target: Node, scope: Scope, value: Node): void {
  const left = unwrap(target);
  if (left.type === 'Identifier') {
    lookUp(scope, left.name)?.writes.push(left);
    return;
  }
  if (left.type === 'ObjectPattern' || left.type === 'ArrayPattern') {
    forEachTarget(left, (identifier) => lookUp(scope, identifier.name)?.writes.push(identifier));
    return;
  }
  if (left.type !== 'MemberExpression') return;
  const path: string[] = [];
  let current: Node = left;
  while (current.type === 'MemberExpression') {
    const name = memberName(current);
    if (name === null) return;
    path.unshift(name);
    current = unwrap(current.object);
  }
  let rootKey: Binding | Node | 'exports' | null = null;
  if (current.type === 'Identifier') {
    const binding = lookUp(scope, current.name);
    if (binding) rootKey = binding;
    else if (current.name === 'exports') rootKey = 'exports';
    else if (current.name === 'module' && path[0] === 'exports') {
      path.shift();
      rootKey = 'exports';
    }
  } else if (current.type === 'ThisExpression') {
    rootKey = thisOwner(current);
  }
  if (rootKey === null) return;
  if (path.length === 0) {
    bound.exports.whole.push(value);
    return;
  }
  const writes = bound.memberWrites.get(rootKey);
  const write: MemberWrite = { path, value, node: left };
  if (writes) writes.push(write);
  else bound.memberWrites.set(rootKey, [write]);
}

/** Whether an identifier stands for a value, not for a key, a label or a declared name. */
function isReference(node: IdentifierNode, parent: Node): boolean {
  switch (parent.type) {
    case 'MemberExpression':
      return parent.object === (node as Node) || parent.computed;
    case 'Property':
      return parent.value === (node as Node) || parent.computed;
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return parent.computed || (parent.value as Node | null) === node;
    case 'VariableDeclarator':
      return parent.init === (node as Node);
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ClassDeclaration':
    case 'ClassExpression':
      return (parent as { superClass?: Node | null }).superClass === node;
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'TSTypeReference':
    case 'TSQualifiedName':
    case 'TSEnumMember':
    case 'TSTypeParameter':
    case 'MetaProperty':
      return false;
    default:
      return true;
  }
}
