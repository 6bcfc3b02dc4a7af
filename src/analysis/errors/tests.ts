import { unwrap, type IdentifierNode, type Node, type NodeOf } from '../project/ast.js';
import { bindingOf } from '../project/module.js';
import { isInside } from '../project/ast.js';
import { carriedBy, mentions, type ErrorScope } from './carried.js';

/**
 * What a branch says of the error. `expected`: it is a known one (a code, a class, what a predicate accepts); `never`: the
 * branch isn't taken while there is an error; `open`: nothing.
 */
export type Branch = 'expected' | 'never' | 'open';

export interface Branches {
  then: Branch;
  else: Branch;
}

const OPEN: Branches = { then: 'open', else: 'open' };

/** What both branches of a test say of the error. */
export function branchesOf(scope: ErrorScope, test: Node): Branches {
  const node = unwrap(test);
  switch (node.type) {
    case 'Identifier':
      return ofName(scope, node);
    case 'UnaryExpression':
      return node.operator === '!' ? swap(branchesOf(scope, node.argument)) : OPEN;
    case 'LogicalExpression':
      return logical(scope, node);
    case 'BinaryExpression':
      return comparison(scope, node);
    case 'AwaitExpression':
      return branchesOf(scope, node.argument);
    // A predicate that looks at the error: `isRetryable(err)`, `err.message.includes('deadlock')`, `CODES.has(err.code)`.
    case 'CallExpression':
      return mentions(scope, node) && !isGuard(scope, node) ? { then: 'expected', else: 'open' } : OPEN;
    default:
      return OPEN;
  }
}

/** `Boolean(err)`. */
function isGuard(scope: ErrorScope, node: NodeOf<'CallExpression'>): boolean {
  return (
    node.callee.type === 'Identifier' && node.callee.name === 'Boolean' && bindingOf(scope.module, node.callee) === null
  );
}

/** The error itself is there; a variable stands for the test that it was made by. */
function ofName(scope: ErrorScope, node: IdentifierNode): Branches {
  if (carriedBy(scope, node) === 'error') return { then: 'open', else: 'never' };
  const binding = bindingOf(scope.module, node);
  const declarator = binding?.declarations[0]?.parent;
  if (binding?.writes.length !== 0 || declarator?.type !== 'VariableDeclarator' || !declarator.init) return OPEN;
  const { init } = declarator;
  return isInside(init, scope.region) && init.type !== 'Identifier' ? branchesOf(scope, init) : OPEN;
}

function swap({ then, else: other }: Branches): Branches {
  return { then: other, else: then };
}

function logical(scope: ErrorScope, node: NodeOf<'LogicalExpression'>): Branches {
  const left = branchesOf(scope, node.left);
  const right = branchesOf(scope, node.right);
  if (node.operator === '&&') return { then: both(left.then, right.then), else: either(left.else, right.else) };
  if (node.operator === '||') return { then: either(left.then, right.then), else: both(left.else, right.else) };
  return OPEN;
}

/** Both hold: what one of them says. */
function both(a: Branch, b: Branch): Branch {
  return a === 'never' || b === 'never' ? 'never' : a === 'expected' || b === 'expected' ? 'expected' : 'open';
}

/** One of them holds: what is left when the impossible one is taken out, or what both say. */
function either(a: Branch, b: Branch): Branch {
  if (a === 'never') return b;
  return b === 'never' || a === b ? a : 'open';
}

function comparison(scope: ErrorScope, node: NodeOf<'BinaryExpression'>): Branches {
  const left = node.left as Node;
  const { operator, right } = node;
  if (operator === 'instanceof') {
    const isAny = right.type === 'Identifier' && right.name === 'Error';
    return !isAny && mentions(scope, left) ? { then: 'expected', else: 'open' } : OPEN;
  }
  if (!/^[!=]==?$/.test(operator)) return OPEN;
  const said = isNothing(right) || isNothing(left) ? isThere(scope, left, right) : equality(scope, left, right);
  return operator.startsWith('!') ? said : swap(said);
}

/** `err != null`. */
function isThere(scope: ErrorScope, left: Node, right: Node): Branches {
  return carriedBy(scope, left) === 'error' || carriedBy(scope, right) === 'error'
    ? { then: 'open', else: 'never' }
    : OPEN;
}

/** `err.code !== 'P2002'`; `typeof err === 'string'` says nothing. */
function equality(scope: ErrorScope, left: Node, right: Node): Branches {
  const isType = [left, right].some((side) => side.type === 'UnaryExpression' && side.operator === 'typeof');
  const isKnown = !isType && (mentions(scope, left) || mentions(scope, right));
  return isKnown ? { then: 'open', else: 'expected' } : OPEN;
}

function isNothing(node: Node): boolean {
  return (node.type === 'Literal' && node.value === null) || (node.type === 'Identifier' && node.name === 'undefined');
}
