import { callAt, type ResolvedCall } from '../../src/analysis/calls.js';
import { enclosingFunction, isInside, memberName, parentOf, unwrap, type FunctionNode, type Node, type NodeOf } from '../../src/analysis/project/ast.js';
import { bindingOf, identifiersIn, moduleOf, nodesOf, type Module } from '../../src/analysis/project/module.js';
import type { Project } from '../../src/analysis/project/project.js';
import { evaluate } from '../../src/analysis/values/evaluate.js';
import { alternatives } from '../../src/analysis/values/value.js';
import type { PageForm } from './form.js';
import { isReordered, pageOf, REORDERED, type HandlerPage } from './handler.js';
import type { Declined } from './loop.js';

/**
 * The handler that reads a page by the parameters of a URL and gives an answer back: `GET(request)` with
 * `new URL(request.url).searchParams`, or a function that is handed `searchParams`. Null where a function is no such handler.
 */
export function webPage(project: Project, call: ResolvedCall, form: PageForm, parameter: string): HandlerPage | Declined | null {
  const fn = enclosingFunction(call.node);
  const module = fn && moduleOf(fn);
  const given = fn?.async ? parametersOf(fn) : null;
  if (!fn || !module || !given) return null;
  if (/\bconst\s+runtime\s*=\s*['"`](?:experimental-)?edge\b/.test(module.text)) return { reason: 'It runs where there is no `Buffer`, by which cursors are written.' };
  if (!isFrom(module, fn, form.offset, given.name)) return { reason: 'What to skip is not read from the query of the request here.' };
  const text = module.text.slice(fn.start, fn.end);
  if (new RegExp(`\\b${given.name}\\.${parameter}\\b|get\\(\\s*['"\`]${parameter}['"\`]\\s*\\)`).test(text)) return { reason: `\`${parameter}\` is a parameter of the request already: choose another one with --parameter.` };
  if (isStrict(project, module, fn, given.name)) return { reason: `The schema of the query takes no other parameters: add \`${parameter}\` to it as an optional one.` };
  const page = pageOf(call.node, form.resultKey);
  if (!page) return { reason: 'Its rows are not kept in a variable of their own.' };
  const answers = nodesOf(module, 'CallExpression').filter(
    (node): node is NodeOf<'CallExpression'> => node.type === 'CallExpression' && isInside(node, fn) && node.start > page.reading.end && enclosingFunction(node) === fn && callAt(project, node)?.call.concept === 'respond',
  );
  const [answer, ...others] = answers;
  const answering = answer && parentOf(answer);
  if (answer && (others.length > 0 || answering?.type !== 'ReturnStatement' || answering.parent !== page.reading.parent)) return { reason: 'It answers in more than one way behind its read.' };
  const options = answer?.arguments[1];
  const isTold = !options || (options.type === 'ObjectExpression' && options.properties.every((property) => property.type === 'Property' && property.key.type === 'Identifier' && property.key.name !== 'headers'));
  if (!answer?.arguments[0] || !answering || !isTold || answer.arguments.length > 2) return { reason: 'It is not one answer that holds its rows as they are.' };
  if (isReordered(module.text.slice(page.reading.end, answer.start), page.rows)) return REORDERED;
  const read = /\bget\($/.test(given.read) ? `${given.read}'${parameter}')` : `${given.read}.${parameter}`;
  return { reading: page.reading, rows: page.rows, parameter: read, body: unwrap(answer.arguments[0]), answering, tells: answer };
}

interface Given {
  /** What holds the parameters. */
  name: string;
  /** How one of them is read, up to its name. */
  read: string;
}

/** What a handler has of the parameters of its URL. */
function parametersOf(fn: FunctionNode): Given | null {
  const { text } = moduleOf(fn);
  const source = text.slice(fn.start, fn.end);
  const isMap = /\bsearchParams\s*\??\.\s*(?:get|getAll|has|entries)\(|fromEntries\(\s*searchParams\b/.test(source);
  const [first] = fn.params as Node[];
  const taken = first?.type === 'ObjectPattern' && first.properties.some((property) => property.type === 'Property' && property.value.type === 'Identifier' && property.value.name === 'searchParams');
  const declared = /\bconst\s+\{\s*searchParams\s*\}\s*=\s*(?:new URL\(\s*\w+\.url\s*\)|\w+\.nextUrl)|\bconst\s+searchParams\s*=\s*(?:new URL\(\s*\w+\.url\s*\)|\w+\.nextUrl)\.searchParams/.test(source);
  if (!taken && !declared) return null;
  return { name: 'searchParams', read: declared || isMap ? 'searchParams.get(' : 'searchParams' };
}

/** Whether an offset is made of what the parameters say: directly, or of constants that were read from them. */
function isFrom(module: Module, fn: FunctionNode, node: Node, name: string, depth = 0): boolean {
  return identifiersIn(node).some((identifier) => {
    if (identifier.name === name) return true;
    const binding = bindingOf(module, identifier);
    let declarator: Node | null = binding?.declarations[0] ?? null;
    while (declarator && declarator.type !== 'VariableDeclarator' && isInside(declarator, fn)) declarator = declarator.parent ?? null;
    return depth < 4 && declarator?.type === 'VariableDeclarator' && declarator.init !== null && isInside(declarator, fn) && isFrom(module, fn, declarator.init, name, depth + 1);
  });
}

/** Whether the parameters go through a schema that refuses those that it doesn't know. */
function isStrict(project: Project, module: Module, fn: FunctionNode, name: string): boolean {
  return nodesOf(module, 'CallExpression').some((node) => {
    if (node.type !== 'CallExpression' || !isInside(node, fn) || node.callee.type !== 'MemberExpression' || !/parse/i.test(memberName(node.callee) ?? '')) return false;
    if (!node.arguments.some((argument) => identifiersIn(argument).some((identifier) => identifier.name === name))) return false;
    const isWritten = ({ start, end }: Node, { text }: Module) => /strict/i.test(text.slice(start, end));
    const made = alternatives(evaluate(project, node.callee.object)).flatMap((value) => (value.kind === 'receiver' && value.from ? [value.from.node] : []));
    return isWritten(node.callee, module) || made.some((schema) => isWritten(schema, moduleOf(schema)));
  });
}
