import type { ResolvedCall } from '../calls.js';
import { keyName, type Node } from '../project/ast.js';
import type { Project } from '../project/project.js';
import { argumentAt } from './call.js';
import { evaluate } from './evaluate.js';
import { lookUpOption } from './options.js';
import type { Link, Value } from './value.js';

/** What stands for an expression inside a template whose value isn't known. */
export const HOLE = '\u0000';

/**
 * The text of the statement that a call runs, with `HOLE` for each part that isn't known; null where none of it is.
 * Looks at tagged templates, literals, constants (also imported ones) and concatenations.
 */
export function statementOf(project: Project, call: ResolvedCall): string | null {
  const own = textOfLink(project, { node: call.node as Link['node'], call: call.call });
  if (own !== null) return own;
  for (let link = call.receiver?.from ?? null; link; link = link.receiver?.from ?? null) {
    const text = textOfLink(project, link);
    if (text !== null) return text;
  }
  return null;
}

/** The expression in a call that is its statement's text, a variable's name included; null where it isn't in the call. */
export function statementNode({ node, call: { text }, target }: ResolvedCall): Node | null {
  if (node.type === 'TaggedTemplateExpression') return node.quasi;
  // A builder that runs when it is awaited has the text in the call that made it.
  const index = text ?? target.call.text;
  if (index === undefined || (node.type !== 'CallExpression' && node.type !== 'NewExpression')) return null;
  return argumentAt(node, `Argument[${index}]`);
}

function textOfLink(project: Project, link: Pick<Link, 'node' | 'call'>): string | null {
  const { node, call } = link;
  if (node.type === 'TaggedTemplateExpression') return textOf(project, node.quasi);
  if (call?.text === undefined || (node.type !== 'CallExpression' && node.type !== 'NewExpression')) return null;
  const argument = argumentAt(node, `Argument[${call.text}]`);
  if (!argument) return null;
  const text = textOf(project, argument);
  if (text !== null || !call.textKey) return text;
  const found = lookUpOption(project, argument, [call.textKey]);
  return found.state === 'present' ? textOf(project, found.node) : null;
}

/** The text of an expression, with `HOLE` for what isn't known; null where nothing is. */
export function textOf(project: Project, node: Node): string | null {
  if (node.type === 'TemplateLiteral') {
    return node.quasis
      .map((quasi, index) => {
        const expression = node.expressions[index];
        return (quasi.value.cooked ?? quasi.value.raw) + (expression ? (textOf(project, expression) ?? HOLE) : '');
      })
      .join('');
  }
  if (node.type === 'TaggedTemplateExpression') return textOf(project, node.quasi);
  if (node.type === 'BinaryExpression' && node.operator === '+') {
    const left = textOf(project, node.left);
    const right = textOf(project, node.right);
    return left === null && right === null ? null : (left ?? HOLE) + (right ?? HOLE);
  }
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : keyName(node, true);
  return textOfValue(project, evaluate(project, node));
}

function textOfValue(project: Project, value: Value): string | null {
  if (value.kind === 'literal' && value.value !== null && value.value !== undefined) return String(value.value);
  return value.kind === 'template' ? textOf(project, value.node) : null;
}
