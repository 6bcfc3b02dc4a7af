import type { ResolvedCall } from '../../src/analysis/calls.js';
import { functionName } from '../../src/analysis/effects/effects.js';
import { enclosingFunction, isInside, memberName, parentOf, unwrap, type FunctionNode, type Node, type NodeOf } from '../../src/analysis/project/ast.js';
import { moduleOf, nodesOf } from '../../src/analysis/project/module.js';
import type { Project } from '../../src/analysis/project/project.js';
import { responseOf } from '../../src/analysis/signals/missed.js';
import type { Edit } from '../../src/edit/edit.js';
import { appendItems } from '../../src/edit/list.js';
import { freeName } from '../../src/edit/names.js';
import { insertBefore } from '../../src/edit/places.js';
import { quote } from '../../src/edit/print.js';
import type { Style } from '../../src/edit/style.js';
import type { Form, PageForm } from './form.js';
import type { KeyColumn } from './key.js';
import type { Declined } from './loop.js';

/** A read of one page in a request's handler, and the answer that it ends in. */
export interface HandlerPage {
  /** The statement that reads. */
  reading: Node;
  /** The page's rows, as source text. */
  rows: string;
  /** What the request has for a parameter, as source text. */
  parameter: string;
  /** What it answers with. */
  body: Node;
  /** The statement that answers. */
  answering: Node;
  /** How an answer without room for a cursor tells it: by the response, as source text, or by what the call that makes it is given. */
  tells: string | NodeOf<'CallExpression'>;
}

/** What to skip is a parameter of a function that answers no request itself, or comes from something that is no query. */
export function notHere(fn: FunctionNode | null): Declined {
  const name = fn ? functionName(fn) : '';
  const isNamed = /^[\w$]+$/.test(name);
  return { reason: `What to skip comes from outside: ${isNamed ? `give \`${name}\` the key of the last row` : 'send the key of the last row'} in its place, from where the request is read.` };
}

/** The handler that a call reads a page for, by a number that its request holds. */
export function handlerPage(project: Project, call: ResolvedCall, form: PageForm, parameter: string): HandlerPage | Declined {
  const fn = enclosingFunction(call.node);
  const response = fn && responseOf(project, fn);
  if (!fn || !response || !/^\w+$/.test(response.code)) return notHere(fn);
  const request = requestOf(fn, response.code);
  if (request === null) return notHere(fn);
  if (!response.isAnswered && !isCaught(call.node, fn)) return { reason: 'Nothing catches its rejection: a request with a wrong cursor would end the process.' };
  const module = moduleOf(fn);
  const text = module.text.slice(fn.start, fn.end);
  const asks = new RegExp(`\\b${request}\\.query\\b`);
  if (!asks.test(text)) return { reason: 'What to skip is not read from the query of the request here.' };
  if (new RegExp(`\\bquery\\.${parameter}\\b|\\b${parameter}\\b[^;]*=\\s*${request}\\.query\\b`).test(text)) return { reason: `\`${parameter}\` is a parameter of the request already: choose another one with --parameter.` };
  const page = pageOf(call.node, form.resultKey);
  if (!page) return { reason: 'Its rows are not kept in a variable of their own.' };
  const name = page.rows.replace(/\..*$/, '');
  const answers = nodesOf(module, 'CallExpression').filter(
    (node): node is NodeOf<'CallExpression'> => node.type === 'CallExpression' && isInside(node, fn) && node.start > page.reading.end && enclosingFunction(node) === fn && isAnswer(node, response.code),
  );
  const [answer, ...others] = answers.filter((node) => new RegExp(`\\b${name}\\b`).test(module.text.slice(node.arguments[0]!.start, node.arguments[0]!.end)));
  const answering = answer && statementOf(answer);
  if (!answer || !answering || others.length > 0) return { reason: 'It is not one answer that holds its rows as they are.' };
  if (isReordered(module.text.slice(page.reading.end, answer.start), page.rows)) return REORDERED;
  return { reading: page.reading, rows: page.rows, parameter: `${request}.query.${parameter}`, body: unwrap(answer.arguments[0] as Node), answering, tells: response.code };
}

export const REORDERED: Declined = { reason: 'Its rows are put into another order before they are sent.' };

/** Whether code changes the order of some rows, or what their variable holds. */
export function isReordered(text: string, rows: string): boolean {
  return new RegExp(`\\b${rows.replace('.', '\\.')}\\s*(?:\\.\\s*(?:reverse|sort|splice|shift|pop|push|unshift)\\(|=[^=>])`).test(text);
}

function isCaught(node: Node, fn: FunctionNode): boolean {
  for (let parent = parentOf(node); parent && parent !== fn; parent = parentOf(parent)) {
    if (parent.type === 'TryStatement' && parent.handler && isInside(node, parent.block)) return true;
  }
  return false;
}

/** The parameter before the response. */
function requestOf(fn: FunctionNode, response: string): string | null {
  const names = (fn.params as Node[]).map((parameter) => (parameter.type === 'Identifier' ? parameter.name : null));
  return names[names.indexOf(response) - 1] ?? null;
}

/** `const rows = await …`, `const { rows } = await …`, `const [rows, total] = await Promise.all([…, …])`. */
export function pageOf(node: Node, key: string | null): { reading: Node; rows: string } | null {
  const list = parentOf(node);
  const index = list?.type === 'ArrayExpression' ? list.elements.indexOf(node as never) : -1;
  const all = index === -1 ? null : parentOf(list!);
  const awaited = parentOf(all ?? node);
  const declarator = awaited?.type === 'AwaitExpression' ? parentOf(awaited) : null;
  const declaration = declarator && parentOf(declarator);
  if (declarator?.type !== 'VariableDeclarator' || declaration?.type !== 'VariableDeclaration' || declaration.declarations.length > 1) return null;
  const target = index === -1 ? declarator.id : declarator.id.type === 'ArrayPattern' ? declarator.id.elements[index] : null;
  if (target?.type === 'Identifier') return { reading: declaration, rows: key === null ? target.name : `${target.name}.${key}` };
  const [property] = target?.type === 'ObjectPattern' ? target.properties : [];
  if (key === null || property?.type !== 'Property' || property.key.type !== 'Identifier' || property.key.name !== key || property.value.type !== 'Identifier') return null;
  return { reading: declaration, rows: property.value.name };
}

/** `res.json(…)`, `res.status(200).json(…)`. */
function isAnswer({ callee, arguments: given }: NodeOf<'CallExpression'>, response: string): boolean {
  if (callee.type !== 'MemberExpression' || !/^(?:json|send)$/.test(memberName(callee) ?? '') || given.length !== 1) return false;
  const object = unwrap(callee.object);
  if (object.type === 'Identifier') return object.name === response;
  const status = object.type === 'CallExpression' && object.callee.type === 'MemberExpression' && memberName(object.callee) === 'status' ? object : null;
  const owner = status?.callee.type === 'MemberExpression' ? unwrap(status.callee.object) : null;
  return owner?.type === 'Identifier' && owner.name === response;
}

function statementOf(node: Node): Node | null {
  const parent = parentOf(node);
  return parent?.type === 'ExpressionStatement' || parent?.type === 'ReturnStatement' ? parent : null;
}

/** Names of the helpers in a file. */
export interface Helpers {
  readCursor: string;
  nextCursor: string;
  tellNext: string;
  cursorHeaders: string;
}

/** The helpers that an answer needs: a list has no room for a cursor, so that a header tells it. */
export function helpersFor({ body, tells }: HandlerPage): (keyof Helpers)[] {
  const telling = typeof tells === 'string' ? 'tellNext' : 'cursorHeaders';
  return ['readCursor', 'nextCursor', ...(body.type === 'ObjectExpression' ? [] : [telling as keyof Helpers])];
}

/** The edits that let a handler take a cursor, beside the number that it takes, and give the next one. */
export function handlerEdits(page: HandlerPage, form: Form, key: readonly KeyColumn[], imported: readonly string[], helpers: Helpers, taken: Set<string>, style: Style): Edit[] {
  const module = moduleOf(page.reading);
  const end = style.semicolons ? ';' : '';
  const names = key.map(({ name }) => {
    const free = freeName(module.program, `after${name.charAt(0).toUpperCase()}${name.slice(1)}`, taken);
    taken.add(free);
    return free;
  });
  const kinds = key.map(({ type }) => quote(type === 'string | number' ? 'any' : type.toLowerCase(), style)).join(', ');
  const read = `const [${names.join(', ')}] = ${helpers.readCursor}(${page.parameter}, [${kinds}])${end}`;
  const columns = `[${key.map(({ name }) => quote(name, style)).join(', ')}]`;
  const limit = form.limit ? `, ${module.text.slice(form.limit.start, form.limit.end)}` : '';
  const next = `${helpers.nextCursor}(${page.rows}, ${columns}${limit})`;
  const edits = [insertBefore(module, page.reading, read, style), ...form.besides(key, names, imported)];
  const { body, tells } = page;
  if (body.type === 'ObjectExpression') return [...edits, ...appendItems(module, { open: body.start, close: body.end - 1, items: body.properties }, [`nextCursor: ${next}`])];
  if (typeof tells === 'string') return [...edits, insertBefore(module, page.answering, `${helpers.tellNext}(${tells}, ${next})${end}`, style)];
  const headers = `headers: ${helpers.cursorHeaders}(${next})`;
  const options = tells.arguments[1];
  if (options?.type === 'ObjectExpression') return [...edits, ...appendItems(module, { open: options.start, close: options.end - 1, items: options.properties }, [headers])];
  return [...edits, ...appendItems(module, { open: module.text.indexOf('(', tells.callee.end), close: tells.end - 1, items: tells.arguments }, [`{ ${headers} }`])];
}
