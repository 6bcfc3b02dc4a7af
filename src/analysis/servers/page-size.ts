import { callsOf } from '../calls.js';
import { isBrowserFile } from '../control/browser.js';
import { isCall, isClass, keyName, memberName, parentOf, unwrap, type Node } from '../project/ast.js';
import { importersOf } from '../project/importers.js';
import { bindingOf, nodesOf, referencesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { evaluate } from '../values/evaluate.js';
import { decoratorsOf } from '../values/inject.js';
import { lookUpInCall } from '../values/options.js';
import { alternatives } from '../values/value.js';

/** How many rows a client may ask for, as nothing bounds it. */
export interface UnboundedPage {
  /** The property. */
  node: Node;
  name: string;
  /** The property beside it that says that this is about pages. */
  beside: string;
  /** How its schema is written: a chain of calls, or decorators. */
  form: 'chain' | 'decorators';
}

/** Names by which clients say how many rows they want. */
const SIZE = /^(?:limit|take|page_?size|per_?page|max_?results|(?:items|rows)_?per_?page)$/i;
/** Names that stand beside them where somebody asks for a page. */
const PAGING = /^(?:page|page_?(?:number|index|no|token)|offset|skip|cursor|after|before|start(?:ing)?_?after|next_?token|last_?id)$/i;
/** Names of what answers, and of what says how much is left, have. */
const ANSWER = /^(?:total\w*|has_?(?:more|next|prev)\w*|items|data|results|rows|records|docs|pages|page_?count|next_?(?:page|cursor)|prev\w*)$/i;

/** The sizes of pages in a module's schemas of requests that have no upper bound, in source order. */
export function unboundedPages(project: Project, module: Module): UnboundedPage[] {
  if (!/limit|take|page|result/i.test(module.text)) return [];
  const found = [...inSchemas(project, module), ...inClasses(project, module)];
  return found.some(({ name }) => isClampedBy(project, module, name)) ? [] : found.sort((a, b) => a.node.start - b.node.start);
}

interface Member {
  name: string;
  node: Node;
  isUnbounded: () => boolean;
}

function among(members: readonly Member[], form: UnboundedPage['form']): UnboundedPage[] {
  const beside = members.find(({ name }) => PAGING.test(name));
  if (!beside || members.some(({ name }) => ANSWER.test(name))) return [];
  return members.flatMap(({ name, node, isUnbounded }) => (SIZE.test(name) && isUnbounded() ? [{ node, name, beside: beside.name, form }] : []));
}

/** `z.object({ page: z.number(), limit: z.number() })`. */
function inSchemas(project: Project, module: Module): UnboundedPage[] {
  return callsOf(project, module).flatMap(({ node, call }) => {
    if (call.describes === undefined || !isCall(node)) return [];
    const shape = lookUpInCall(project, node, call.options, call.describes);
    const object = shape.state === 'present' && shape.value.kind === 'object' ? shape.value.node : null;
    if (!object || object.start < node.start || object.end > node.end) return [];
    const members = object.properties.flatMap((property): Member[] => {
      const name = property.type === 'Property' ? keyName(property.key, property.computed) : null;
      if (property.type !== 'Property' || name === null) return [];
      return [{ name, node: property, isUnbounded: () => isUnboundedSchema(project, property.value) }];
    });
    const found = among(members, 'chain');
    return found.length > 0 && describesRequests(project, module, node) ? found : [];
  });
}

function isUnboundedSchema(project: Project, schema: Node): boolean {
  const values = alternatives(evaluate(project, schema));
  return values.every((value) => value.kind === 'receiver' && project.models.type(value.model, value.type)?.type.unbounded === true);
}

/** Calls and properties that take the schema of what a client sends. */
const TAKES = /^(?:input|query|querystring|search_?params|body|(?:z|s|v|t)?validator|validate\w*|parse\w*(?:Query|Params|Body|Request))$/i;
/** What a client sent, by the names that it has in code. */
const SENT = /\b(?:req|request|query|search_?params|params|body|input|event|ctx|context|args|url)\b/i;

/** Whether a schema is held against what clients send, where it is written or by the name that it is given, in any file that imports it. */
function describesRequests(project: Project, module: Module, schema: Node): boolean {
  if (takesRequests(module, schema)) return true;
  let expression = schema;
  for (let parent = parentOf(expression); parent && parent.type !== 'VariableDeclarator'; parent = parentOf(expression)) {
    if (parent.type !== 'MemberExpression' && parent.type !== 'CallExpression') return false;
    expression = parent;
  }
  const holder = parentOf(expression);
  const binding = holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier' ? bindingOf(module, holder.id) : null;
  if (!binding) return false;
  if (referencesOf(module, binding).some((use) => takesRequests(module, use))) return true;
  return importersOf(project, module.path).some((path) => {
    const parsed = project.load(path);
    if ('reason' in parsed || isBrowserFile(project, parsed.module)) return false;
    return parsed.module.identifiers.some((use) => use.name === binding.name && takesRequests(parsed.module, use));
  });
}

function takesRequests(module: Module, use: Node): boolean {
  const parent = parentOf(use);
  if (parent?.type === 'Property') return TAKES.test(keyName(parent.key, parent.computed) ?? '');
  if (parent?.type === 'MemberExpression' && unwrap(parent.object) === use) {
    const call = parentOf(parent);
    const isParsing = /^(?:safe)?parse(?:Async)?$|^validate(?:Async|Sync)?$/i.test(memberName(parent) ?? '');
    if (call?.type !== 'CallExpression' || !isParsing) return false;
    return call.arguments.some(({ start, end }) => SENT.test(module.text.slice(start, end)));
  }
  if (parent?.type !== 'CallExpression' || unwrap(parent.callee) === use) return false;
  const callee = unwrap(parent.callee);
  return TAKES.test((callee.type === 'MemberExpression' ? memberName(callee) : callee.type === 'Identifier' ? callee.name : null) ?? '');
}

/** Decorators of other packages that only describe a property. */
const DESCRIBES = /^@?(?:Api|Field|Prop|Doc)/;

/** `class Query { @IsInt() page: number; @IsInt() limit: number }`. */
function inClasses(project: Project, module: Module): UnboundedPage[] {
  return nodesOf(module, 'ClassDeclaration', 'ClassExpression').flatMap((owner) => {
    // A command is what the code itself hands on, once what was sent is checked.
    if (!isClass(owner) || /Command$/.test(owner.id?.name ?? '')) return [];
    const members = owner.body.body.flatMap((member): Member[] => {
      const name = member.type === 'PropertyDefinition' ? keyName(member.key, member.computed) : null;
      return member.type === 'PropertyDefinition' && name !== null ? [{ name, node: member, isUnbounded: () => isUncheckedNumber(project, module, member) }] : [];
    });
    return among(members, 'decorators');
  });
}

function isUncheckedNumber(project: Project, module: Module, property: Node): boolean {
  const known = decoratorsOf(project, property);
  const written = (property as { decorators?: { expression: Node }[] }).decorators ?? [];
  const foreign = written.filter(({ expression }) => !known.some((decorator) => decorator.expression === expression));
  if (foreign.some(({ expression }) => !DESCRIBES.test(module.text.slice(expression.start, expression.end)))) return false;
  const checks = known.map(({ library }) => library.entry?.decorator?.checks);
  return checks.includes('number') && !checks.includes('bound');
}

/** Whether the module, or one that imports it, cuts a size to its measure: `Math.min(query.limit, 100)`, `if (limit > MAX)`. */
function isClampedBy(project: Project, module: Module, name: string): boolean {
  const pattern = new RegExp(String.raw`(?:Math\.min|clamp)\([^;]*\b${name}\b|\b${name}\b\s*(?:\?\?\s*\w+\s*\)\s*)?>=?\s*\w*(?:MAX|max|\d)`);
  const users = importersOf(project, module.path).flatMap((path) => {
    const parsed = project.load(path);
    // What a page in the browser asks for is no bound on what others ask for.
    return 'module' in parsed && !isBrowserFile(project, parsed.module) ? [parsed.module] : [];
  });
  return [module, ...users].some(({ text }) => pattern.test(text));
}
