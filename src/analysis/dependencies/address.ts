import { callersOf } from '../effects/callers.js';
import {
  enclosingClass,
  enclosingFunction,
  isFunction,
  keyName,
  memberName,
  plainArguments,
  unwrap,
  type CallNode,
  type ClassNode,
  type FunctionNode,
  type IdentifierNode,
  type MemberNode,
  type Node,
} from '../project/ast.js';
import type { Binding } from '../project/scope.js';
import { memo, type Memo } from '../project/memo.js';
import { bindingOf, moduleOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import { argumentAt, returnedExpressions } from '../values/call.js';
import { className, constructorOf } from '../values/class.js';
import { evaluate } from '../values/evaluate.js';
import { HOLE, textOf } from '../values/text.js';
import { alternatives } from '../values/value.js';
import { isThisMachine, nameOfHost, nameOfKey } from './names.js';

/** What is known of where a URL leads. */
export interface KnownAddress {
  /** Name of the service; null where nothing tells. */
  name: string | null;
  /** Null where it isn't written in the code. */
  host: string | null;
  /** The callers of a function pass the URL. So far all of them pass one of this service. */
  passed?: boolean;
}

/** `varies`: data or callers decide, so that it is several services or may be. */
export type Address = KnownAddress | 'varies';

/** Names of objects that hold what a process is started with. */
const CONFIGURATION = /config|settings|options|opts|env|constants?|environment|secrets|deps/i;

/** Names of functions that give an address: `getPricingUrl`. */
const ADDRESS = /ur[il]|host|endpoint|origin|address|base/i;

/** Members and methods of a URL or text that keep its beginning. */
const KEEPING = new Set(['href', 'toString', 'concat', 'replace', 'replaceAll', 'trim', 'trimEnd']);

/** Where the URL that an expression stands for leads; null where it is relative or says nothing. */
export function addressOf(project: Project, node: Node): Address | null {
  return memo(project.derived<Node, Memo<Address | null>>('addresses'), node, () => compute(project, unwrap(node)), () => null);
}

function compute(project: Project, node: Node): Address | null {
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? addressOfText(node.value) : null;
    case 'TemplateLiteral':
      return ofTemplate(project, node);
    case 'BinaryExpression':
      return node.operator === '+' ? withText(addressOf(project, node.left), addressOfText(textOf(project, node) ?? '')) : null;
    case 'LogicalExpression':
      return preferred(addressOf(project, node.left), addressOf(project, node.right));
    case 'ConditionalExpression':
      return oneOf([addressOf(project, node.consequent), addressOf(project, node.alternate)]);
    case 'AwaitExpression':
      return addressOf(project, node.argument);
    case 'NewExpression':
      return ofConstruction(project, node);
    case 'CallExpression':
      return ofCall(project, node);
    case 'MemberExpression':
      return ofMember(project, node);
    case 'Identifier':
      return ofIdentifier(project, node);
    default:
      return 'varies';
  }
}

/** `https://api.stripe.com/v1`: null for what isn't absolute. A hole in the host leaves the rest of it. */
function addressOfText(text: string): Address | null {
  const authority = /^[a-z][a-z\d+.-]*:\/\/(?:[^/?#@]*@)?([^/?#]+)/i.exec(text)?.[1];
  if (authority === undefined) return null;
  const host = authority.replace(/:(?:\d*|\0)$/, '');
  // `https://api.example.com${path}`: what follows a whole name is its path or port.
  const whole = /^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?=\0$)/i.exec(authority)?.[0];
  if (whole !== undefined) return { name: nameOfHost(whole), host: whole };
  if (!host.includes(HOLE)) return { name: nameOfHost(host), host };
  const rest = host.split('.').filter((label) => !label.includes(HOLE));
  return rest.length > 1 ? { name: nameOfHost(rest.join('.')), host: null } : null;
}

function ofTemplate(project: Project, node: Extract<Node, { type: 'TemplateLiteral' }>): Address | null {
  const own = addressOfText(textOf(project, node) ?? '');
  const start = node.quasis[0]!.value.raw;
  const [first] = node.expressions;
  const leading = first && /^(?:[a-z]+:\/\/)?$/i.test(start) ? addressOf(project, first) : null;
  return withText(leading, own);
}

/** What leads a text is called by its own name; where it varies, the text may still say enough. */
function withText(leading: Address | null, text: Address | null): Address | null {
  return leading === 'varies' ? (text ?? leading) : preferred(leading, text);
}

/** `new URL(path, base)`, `new Request(url)`. */
function ofConstruction(project: Project, node: Extract<Node, { type: 'NewExpression' }>): Address | null {
  const [first, base] = plainArguments(node);
  if (node.callee.type !== 'Identifier' || !/^(?:URL|Request)$/.test(node.callee.name)) return 'varies';
  const own = first ? addressOf(project, first) : null;
  return own ?? (base ? addressOf(project, base) : null);
}

function ofCall(project: Project, node: Extract<Node, { type: 'CallExpression' }>): Address | null {
  const callee = unwrap(node.callee);
  const name = callee.type === 'MemberExpression' ? memberName(callee) : callee.type === 'Identifier' ? callee.name : null;
  if (callee.type === 'MemberExpression' && KEEPING.has(name ?? '')) return addressOf(project, callee.object);
  const functions = alternatives(evaluate(project, callee)).filter((value) => value.kind === 'function');
  const returned = functions.flatMap((fn) => returnedExpressions(fn.node));
  if (returned.length > 0) return oneOf(returned.map((expression) => addressOf(project, withArguments(expression, functions[0]!.node, node))));
  if (callee.type === 'MemberExpression' && !isConfiguration(callee.object)) return 'varies';
  // `config.get('PRICING_URL')`: the key says it.
  const [key] = plainArguments(node);
  const text = key?.type === 'Literal' && typeof key.value === 'string' ? key.value : '';
  const named = nameOfKey(text || (name ?? ''));
  const isConfigured = callee.type === 'MemberExpression' || CONFIGURATION.test(name ?? '');
  const isKey = text === '' ? ADDRESS.test(name ?? '') : /^[\w.:-]+$/.test(text) && (isConfigured || ADDRESS.test(text));
  return isKey && named !== null ? { name: named, host: null } : 'varies';
}

/** What a function returns, or where it only passes on a parameter, what its caller gave. */
function withArguments(expression: Node, fn: FunctionNode, call: CallNode): Node {
  const leading = leadingExpression(expression);
  const index = fn.params.findIndex((parameter) => parameter.type === 'Identifier' && leading.type === 'Identifier' && parameter.name === leading.name);
  return (index === -1 ? null : argumentAt(call, `Argument[${index}]`)) ?? expression;
}

function leadingExpression(node: Node): Node {
  const expression = unwrap(node);
  if (expression.type === 'BinaryExpression') return leadingExpression(expression.left);
  const first = expression.type === 'TemplateLiteral' && expression.quasis[0]!.value.raw === '' ? expression.expressions[0] : undefined;
  return first ? leadingExpression(first) : expression;
}

function ofMember(project: Project, node: MemberNode): Address | null {
  const name = memberName(node);
  if (name === null) return 'varies';
  if (KEEPING.has(name)) return addressOf(project, node.object);
  const object = unwrap(node.object);
  if (object.type === 'ThisExpression') return ofField(project, node, name);
  if (!isConfiguration(object)) return 'varies';
  const owner = object.type === 'MemberExpression' ? memberName(object) : object.type === 'Identifier' ? object.name : null;
  return { name: nameOfKey(name) ?? nameOfKey(owner === 'env' ? '' : (owner ?? '')) ?? nameOfValue(project, node), host: hostOfValue(project, node) };
}

/** Whether an object is the same for the whole process: it is imported, of the module's top level, or called configuration. */
function isConfiguration(object: Node): boolean {
  const expression = unwrap(object);
  if (expression.type === 'MemberExpression') {
    return CONFIGURATION.test(memberName(expression) ?? '') || isConfiguration(expression.object);
  }
  if (expression.type === 'CallExpression') return isConfiguration(expression.callee);
  if (expression.type !== 'Identifier') return false;
  const binding = bindingOf(moduleOf(expression), expression);
  if (binding === null || binding.kind === 'import' || isTopLevel(binding)) return true;
  return CONFIGURATION.test(expression.name) && !isData(binding);
}

/**
 * Whether a name for configuration stands for what one call is given: `options` of a plain function, or
 * `const config = Settings.parse(notification.data)`.
 */
function isData(binding: Binding): boolean {
  const holder = placeOf(binding.declarations[0]!)?.holder;
  if (holder && isFunction(holder)) return /^(?:opts|options)$/i.test(binding.name) && !isConstructor(holder);
  const init = holder?.init && unwrap(holder.init);
  const call = init?.type === 'AwaitExpression' ? unwrap(init.argument) : init;
  return call?.type === 'CallExpression' && call.arguments.some((argument) => !isSettled(argument));
}

/** What is the same for every call: a text, configuration, or what is made of them. */
function isSettled(node: Node): boolean {
  const expression = unwrap(node);
  if (expression.type === 'CallExpression' && !expression.arguments.every((argument) => isSettled(argument as Node))) return false;
  return expression.type === 'Literal' || isConfiguration(expression);
}

function isConstructor(fn: FunctionNode): boolean {
  return fn.parent?.type === 'MethodDefinition' && fn.parent.kind === 'constructor';
}

function isTopLevel(binding: Binding): boolean {
  return binding.scope.parent === null && binding.kind === 'variable';
}

/** `this.baseUrl`: by what the class puts there, or by the class. A field that others fill may be data. */
function ofField(project: Project, node: MemberNode, name: string): Address | null {
  const owner = enclosingClass(node);
  if (!owner) return 'varies';
  const values = (moduleOf(owner).memberWrites.get(owner) ?? []).filter(({ path }) => path.length === 1 && path[0] === name).map(({ value }) => value);
  for (const member of owner.body.body) {
    if (member.type === 'PropertyDefinition' && member.value && keyName(member.key, member.computed) === name) values.push(member.value);
  }
  const found = values.length > 0 ? oneOf(values.map((value) => addressOf(project, value))) : null;
  if (found && found !== 'varies' && (found.name ?? found.host) !== null) return found;
  if (values.length === 0 && !isConstructorProperty(owner, name)) return 'varies';
  const named = nameOfKey(name) ?? nameOfKey(className(owner));
  return named === null ? 'varies' : { name: named, host: null };
}

/** `constructor(private readonly baseUrl: string)`. */
function isConstructorProperty(owner: ClassNode, name: string): boolean {
  return (constructorOf(owner)?.params ?? []).some((parameter) => {
    const inner = parameter.type === 'TSParameterProperty' ? parameterName(parameter.parameter) : null;
    return inner?.type === 'Identifier' && inner.name === name;
  });
}

function ofIdentifier(project: Project, node: IdentifierNode): Address | null {
  const module = moduleOf(node);
  const binding = bindingOf(module, node);
  if (!binding) return 'varies';
  if (binding.import) {
    const isWritten = evaluate(project, node).kind === 'literal';
    const named = [nameOfKey(node.name), nameOfValue(project, node)];
    return { name: (isWritten ? named.reverse() : named).find((name) => name !== null) ?? null, host: hostOfValue(project, node) };
  }
  if (binding.kind !== 'variable' && binding.kind !== 'parameter') return 'varies';
  const declaration = binding.declarations[0]!;
  const place = placeOf(declaration);
  if (!place) return 'varies';
  if (isFunction(place.holder)) return ofParameter(project, place.holder, declaration);
  const { init } = place.holder;
  if (!init) return binding.writes.length > 0 ? ofWrites(project, binding) : 'varies';
  if (declaration !== (place.holder.id as Node)) {
    return isConfiguration(init) ? { name: nameOfKey(place.key ?? node.name), host: hostOfValue(project, node) } : 'varies';
  }
  const written = ofWrites(project, binding);
  const own = written ? oneOf([addressOf(project, init), written]) : addressOf(project, init);
  const named = nameOfKey(node.name);
  if (isTopLevel(binding) && (own === null || own === 'varies')) return { name: named, host: null };
  return own === null || own === 'varies' ? own : { ...own, name: own.name ?? named };
}

/** What is assigned to a variable later. `url += path` keeps its beginning. */
function ofWrites(project: Project, { writes }: Binding): Address | null {
  const found = writes.map((write) => {
    const parent = write.parent as Node | null | undefined;
    if (parent?.type !== 'AssignmentExpression') return 'varies';
    return parent.operator === '+=' ? null : addressOf(project, parent.right);
  });
  return found.length > 0 ? oneOf(found) : null;
}

/** A parameter leads where all of its callers lead. */
function ofParameter(project: Project, fn: FunctionNode, declaration: Node): Address | null {
  const index = fn.params.findIndex((parameter) => parameterName(parameter) === declaration);
  const callers = index === -1 ? [] : callersOf(project, fn);
  if (callers.length === 0 || callers.some(({ position }) => position !== null)) return 'varies';
  const found = oneOf(
    callers.map(({ call }) => {
      const given = argumentAt(call, `Argument[${index}]`) ?? defaultOf(fn.params[index] as Node);
      return given ? addressOf(project, given) : 'varies';
    }),
  );
  return found === null || found === 'varies' ? found : { ...found, passed: true };
}

function parameterName(parameter: Node): Node {
  return parameter.type === 'AssignmentPattern' ? (parameter.left) : parameter;
}

function defaultOf(parameter: Node): Node | null {
  return parameter.type === 'AssignmentPattern' ? parameter.right : null;
}

/** The declaration or function that a name's pattern belongs to, and the key that it is destructured from. */
function placeOf(declaration: Node): { holder: Extract<Node, { type: 'VariableDeclarator' }> | FunctionNode; key: string | null } | null {
  let key: string | null = null;
  let current: Node | null | undefined = declaration;
  for (; current; current = current.parent) {
    if (current.type === 'VariableDeclarator' || isFunction(current)) return { holder: current, key };
    if (current.type === 'Property') key ??= keyName(current.key, current.computed);
  }
  return null;
}

/** What the known text of an expression is called after: of a constant, or of the default of an environment variable. */
function nameOfValue(project: Project, node: Node): string | null {
  const host = hostOfValue(project, node);
  return host === null ? null : nameOfHost(host);
}

function hostOfValue(project: Project, node: Node): string | null {
  for (const value of alternatives(evaluate(project, node))) {
    const text = value.kind === 'literal' ? String(value.value) : value.kind === 'template' ? (textOf(project, value.node) ?? '') : '';
    const found = addressOfText(text);
    if (found && found !== 'varies' && found.host !== null && !isThisMachine(found.host)) return found.host;
  }
  return null;
}

/** `a ?? b`: what the first is called, where it is called anything. */
function preferred(first: Address | null, second: Address | null): Address | null {
  if (first === null || second === null) return first ?? second;
  if (first === 'varies') return first;
  if (second === 'varies') return first.name === null ? second : first;
  return { ...first, name: first.name ?? second.name, host: first.host ?? second.host };
}

/** The one address that several expressions lead to. */
function oneOf(found: readonly (Address | null)[]): Address | null {
  let one: KnownAddress | null = null;
  for (const address of found) {
    if (address === 'varies') return 'varies';
    if (address === null) continue;
    if (one && (one.name ?? one.host) !== (address.name ?? address.host)) return 'varies';
    one = address;
  }
  return one;
}

/** The name of the class or file that a call stands in, where it is that of a client: `PricingClient`, `clients/pricing.ts`. */
export function nameOfPlace(node: Node): string | null {
  const owner = enclosingClass(node);
  if (owner?.id && /(?:Client|Api|API|Gateway|Adapter|Service|Provider)$/.test(owner.id.name)) return nameOfKey(owner.id.name);
  const [file, folder = ''] = moduleOf(node).path.split(/[\\/]/).reverse();
  const base = file!.replace(/\.[cm]?[jt]sx?$/, '');
  const isClient = /(?:client|api|gateway|adapter|service|provider)$/i.test(base) || /^(?:clients|gateways|adapters|providers|apis)$/i.test(folder);
  return isClient && enclosingFunction(node) ? nameOfKey(base) : null;
}
