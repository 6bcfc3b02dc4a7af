import { forEachChild, memberName, unwrap, type Node } from '../project/ast.js';
import { bindingOf, moduleOf, type Module } from '../project/module.js';

/**
 * Whether what stands at an offset never runs in production: in a branch for `NODE_ENV === 'development'`, or behind
 * `if (process.env.NODE_ENV === 'production') return;`.
 */
export function isLeftOutInProduction(module: Module, offset: number): boolean {
  if (!module.text.includes('NODE_ENV')) return false;
  const nodes = nodesAt(module.program, offset);
  return nodes.some((node, index) => {
    const parent = nodes[index - 1];
    return parent !== undefined && isExcludedBy(parent, node);
  });
}

/** The nodes round an offset, the outermost first. */
function nodesAt(root: Node, offset: number): Node[] {
  const found: Node[] = [];
  for (let current: Node | null = root; current; ) {
    found.push(current);
    let inner: Node | null = null;
    forEachChild(current, (child) => {
      if (child.start <= offset && offset < child.end) inner = child;
    });
    current = inner;
  }
  return found;
}

function isExcludedBy(parent: Node, child: Node): boolean {
  switch (parent.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      if ((parent.consequent as Node) === child) return meansNoProduction(parent.test, true);
      return (parent.alternate as Node | null) === child && meansNoProduction(parent.test, false);
    case 'LogicalExpression':
      return (parent.right as Node) === child && parent.operator !== '??' && meansNoProduction(parent.left, parent.operator === '&&');
    case 'Program':
    case 'BlockStatement':
      return (parent.body as Node[]).some((statement) => {
        const isBefore = statement.type === 'IfStatement' && statement.end <= child.start;
        return isBefore && leaves(statement.consequent) && meansNoProduction(statement.test, false);
      });
    default:
      return false;
  }
}

function leaves(statement: Node): boolean {
  const last = statement.type === 'BlockStatement' ? (statement.body[statement.body.length - 1] as Node | undefined) : statement;
  return last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement';
}

/** Whether a test that comes out as `outcome` says that this is no production. */
function meansNoProduction(test: Node, outcome: boolean, depth = 0): boolean {
  const node = unwrap(test);
  switch (node.type) {
    case 'BinaryExpression': {
      const [left, right] = [unwrap(node.left), unwrap(node.right)];
      const value = isEnvironment(left) ? textOf(right) : isEnvironment(right) ? textOf(left) : null;
      if (value === null || !/^[!=]==?$/.test(node.operator)) return false;
      const isSame = (node.operator[0] === '=') === outcome;
      return /^prod/i.test(value) ? !isSame : isSame;
    }
    case 'UnaryExpression':
      return node.operator === '!' && meansNoProduction(node.argument, !outcome, depth);
    case 'LogicalExpression': {
      const sides = [node.left, node.right].map((side) => meansNoProduction(side, outcome, depth));
      return node.operator !== '??' && ((node.operator === '&&') === outcome ? sides.some(Boolean) : sides.every(Boolean));
    }
    case 'Identifier': {
      const declarator = bindingOf(moduleOf(node), node)?.declarations[0]?.parent;
      return depth < 3 && declarator?.type === 'VariableDeclarator' && declarator.init !== null && meansNoProduction(declarator.init, outcome, depth + 1);
    }
    default:
      return false;
  }
}

function isEnvironment(node: Node): boolean {
  return node.type === 'MemberExpression' && memberName(node) === 'NODE_ENV';
}

function textOf(node: Node): string | null {
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : null;
}
