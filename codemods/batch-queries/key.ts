import { forEachChild, isFunction, isInside, isLoop, keyName, memberName, unwrap, type Node } from '../../src/analysis/project/ast.js';
import { bindingOf, moduleOf } from '../../src/analysis/project/module.js';
import { namesOf, patternFor, type Declined, type ListName, type Loop } from './loop.js';

/** The key of a read, as it stands in the loop and as it is made of an element before it. */
export interface Key {
  node: Node;
  /** In the loop: `order.userId`, or a constant that holds it. */
  text: string;
  /** The same of an element: `order.userId`. */
  ofElement: string;
  /** How the element is named there: `order`, `{ userId }`. */
  pattern: string;
  /** Where its type is narrowed, or it is only asked for where it is there. */
  onlyIf: 'truthy' | 'given' | null;
  /** Whether something else than the key decides, for each element, whether it is read at all. */
  isChosen: boolean;
}

/** Whether an expression is the element of a loop or a member of it. */
export function isOfElement(loop: Loop, node: Node): boolean {
  return sourceOf(loop, unwrap(node)) !== null;
}

/** The key of a read where it is an element or a member of it, whatever the conditions on the way to the read. */
export function keyIn(loop: Loop, key: Node, read: Node): Key | Declined {
  const source = sourceOf(loop, unwrap(key));
  if (!source) return { reason: 'Its key is no member of the element.' };
  const pattern = 'type' in loop.element ? patternFor(loop.element, source.root) : loop.element.name;
  if (pattern === null) return { reason: 'Its key is no member of the element.' };
  const text = loop.module.text.slice(key.start, key.end);
  if (isAssigned(loop, [unwrapped(loop, key), source.text, source.root])) return { reason: 'The loop changes its key.' };
  const conditions = conditionsOf(loop, read);
  if ('reason' in conditions) return conditions;
  const onlyIf = narrowed(loop, conditions.tests, [unwrapped(loop, key), source.text, source.root], source);
  if (onlyIf && typeof onlyIf === 'object') return onlyIf;
  const own = [unwrapped(loop, key), source.text].map((each) => new RegExp(`(?<![\\w.$])${escaped(each)}(?![\\w$])`));
  const isChosen = conditions.tests.some(({ start, end }) => !own.some((each) => each.test(loop.module.text.slice(start, end))));
  return { node: key, text, ofElement: source.text, pattern, onlyIf, isChosen };
}

function unwrapped({ module }: Loop, key: Node): string {
  const { start, end } = unwrap(key);
  return module.text.slice(start, end);
}

interface KeySource {
  /** `order.userId`, with the name of the loop's variable. */
  text: string;
  /** That name. */
  root: string;
}

/** `order.userId`, or a constant of the loop's body that holds it or was taken from the element. */
function sourceOf(loop: Loop, key: Node): KeySource | null {
  const { element } = loop;
  if (!('type' in element) && isElementAt(loop, key, element.counter)) return { root: element.name, text: element.name };
  if (key.type === 'MemberExpression') {
    if (key.computed || key.optional) return null;
    const object = sourceOf(loop, unwrap(key.object));
    return object && { root: object.root, text: `${object.text}.${memberName(key)!}` };
  }
  if (key.type !== 'Identifier') return null;
  const binding = bindingOf(loop.module, key);
  const [declared] = binding?.declarations ?? [];
  if (!binding || !declared || moduleOf(declared) !== loop.module) return null;
  if ('type' in element && isInside(declared, element)) return namesOf(element).includes(key.name) ? { root: key.name, text: key.name } : null;
  if (binding.writes.length > 0 || !isInside(declared, loop.body)) return null;
  let declarator: Node | null = declared;
  while (declarator && declarator.type !== 'VariableDeclarator' && isInside(declarator, loop.body)) declarator = declarator.parent ?? null;
  if (declarator?.type !== 'VariableDeclarator' || !declarator.init) return null;
  const from = sourceOf(loop, unwrap(declarator.init));
  if (!from || declarator.id.type === 'Identifier') return from;
  const property = declarator.id.type === 'ObjectPattern' ? declarator.id.properties.find((each) => each.type === 'Property' && each.value.type === 'Identifier' && each.value.name === key.name) : undefined;
  const name = property?.type === 'Property' ? keyName(property.key, property.computed) : null;
  return name !== null && /^[a-z_$][\w$]*$/i.test(name) ? { root: from.root, text: `${from.text}.${name}` } : null;
}

/** `orders[i]` in a loop that counts `i` through `orders`. */
function isElementAt({ list, module }: Loop, node: Node, counter: string): boolean {
  if (node.type !== 'MemberExpression' || !node.computed || node.optional || node.property.type !== 'Identifier' || node.property.name !== counter) return false;
  return module.text.slice(node.object.start, node.object.end) === module.text.slice(list.start, list.end);
}

/** Whether the loop assigns to one of some expressions. */
function isAssigned({ body, module }: Loop, texts: readonly string[]): boolean {
  const source = module.text.slice(body.start, body.end);
  return texts.some((text) => new RegExp(`(?<![\\w.$])(?:delete\\s+)?${escaped(text)}\\s*(?:[-+*/%&|?^]{0,2}=[^=>]|\\+\\+|--)|(?:delete\\s+|\\+\\+|--)${escaped(text)}(?![\\w.$])`).test(declarationsRemoved(source)));
}

/** Declarations give a constant its only value. */
function declarationsRemoved(source: string): string {
  return source.replace(/\b(?:const|let)\s+[\w$]+(?::[^=;]*)?\s*=/g, '');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The conditions on the way to a read in the body of its loop, as source text; declined where it is not in the body itself. */
function conditionsOf(loop: Loop, read: Node): { tests: Node[] } | Declined {
  const tests: Node[] = [];
  for (let node: Node = read; node !== loop.body; node = node.parent!) {
    const { parent } = node;
    if (!parent || isFunction(node)) return { reason: 'It runs in a function inside the loop.' };
    if (isLoop(parent) && parent.body === node && parent !== loop.before) return { reason: 'It is in an inner loop.' };
    if (parent.type === 'TryStatement' && parent.block === node) return { reason: 'A failure of it is handled for each element.' };
    if (parent.type === 'CatchClause' || (parent.type === 'TryStatement' && parent.finalizer === node)) return { reason: 'It only runs where something fails.' };
    if ((parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') && parent.test !== node) tests.push(parent.test);
    if (parent.type === 'LogicalExpression' && parent.right === node) tests.push(parent.left);
    if (parent.type === 'SwitchCase') return { reason: 'It runs in one case of a `switch`.' };
    if (parent.type !== 'BlockStatement') continue;
    for (const statement of parent.body) if (statement.end <= read.start && statement.type === 'IfStatement') tests.push(statement.test);
  }
  return { tests };
}

/** How the list has to be narrowed so that it has the same keys as the place of the read. */
function narrowed(loop: Loop, tests: readonly Node[], keys: readonly string[], { root, text: source }: KeySource): Key['onlyIf'] | Declined {
  const isTyped = /\.[cm]?tsx?$/.test(loop.module.path);
  const [first, second] = keys as [string, string];
  let onlyIf: Key['onlyIf'] = null;
  for (const test of tests) {
    const text = loop.module.text.slice(test.start, test.end);
    const names = (name: string) => new RegExp(`(?<![\\w.$])${escaped(name)}(?![\\w$])`).test(text);
    if (names(first) || names(second)) {
      // Whether it was seen before says nothing of what it is.
      const rest = text.replace(/!?[\w.$]+\.(?:includes|has|some|find|get)\((?:[^()]|\([^()]*\))*\)/g, '');
      if (new RegExp(`\\(\\s*${escaped(first)}\\s*[,)]|\\(\\s*${escaped(second)}\\s*[,)]|typeof|(?:${escaped(first)}|${escaped(second)})\\.\\w+\\(|===?\\s*["'\`]`).test(rest)) {
        return { reason: 'The loop asks what its key looks like before it reads.' };
      }
      if (new RegExp(`(?<![\\w.$])(?:${escaped(first)}|${escaped(second)})(?![\\w.$(])`).test(rest)) {
        const isGiven = /[!=]==?\s*(?:null|undefined)/.test(rest);
        onlyIf = isGiven && onlyIf === null ? 'given' : 'truthy';
      }
      continue;
    }
    // `if (item.type === 'link')`, `if (isLink(item))`: members of a narrower type.
    if (isTyped && source !== root && new RegExp(`(?<![\\w.$])${escaped(root)}(?:\\.\\w+\\s*[!=]==?\\s*(?!null|undefined|true|false)|\\s*[,)]|\\s+(?:in|instanceof)\\b)|\\bin\\s+${escaped(root)}\\b|typeof\\s+${escaped(root)}\\b`).test(`${text})`)) {
      return { reason: 'A condition in the loop narrows the type of its element.' };
    }
  }
  return onlyIf;
}

/** The keys of all elements, as an expression before the loop. */
export function keysOf(loop: Loop, key: Key, { name }: ListName): string {
  const { pattern, ofElement, onlyIf } = key;
  if (onlyIf) {
    const list = loop.callback || !('type' in loop.element) ? name : `[...${name}]`;
    const test = onlyIf === 'given' ? `${ofElement} == null ? [] : [${ofElement}]` : `${ofElement} ? [${ofElement}] : []`;
    return `${list}.flatMap((${pattern}) => (${test}))`;
  }
  if (pattern === ofElement) return loop.callback ? name : `[...${name}]`;
  return `Array.from(${name}, (${pattern}) => ${ofElement})`;
}

/**
 * Whether something in a read besides its key belongs to one turn of the loop, or changes with it: it has no value, or
 * another one, before the loop.
 */
export function dependsOnLoop({ before, body, element, callback }: Loop, read: Node, key: Node): boolean {
  const module = moduleOf(read);
  const outer = callback ?? before;
  let depends = false;
  const visit = (child: Node) => {
    // A shorthand property has its key twice, as name and as value.
    if (child.start === key.start && child.end === key.end) return;
    if (child.type === 'AwaitExpression' && child !== read) depends = true;
    if (child.type === 'Identifier') {
      const binding = bindingOf(module, child);
      const declaration = binding?.declarations[0];
      if (declaration && moduleOf(declaration) === module && (isInside(declaration, outer) || ('type' in element && isInside(declaration, element)))) depends = true;
      if (binding?.writes.some((write) => moduleOf(write) === module && isInside(write, body))) depends = true;
    }
    // Names of members and properties are no variables.
    if (child.type === 'MemberExpression' && !child.computed) visit(child.object);
    else if (child.type === 'Property' && !child.computed) visit(child.value);
    else forEachChild(child, visit);
  };
  visit(read);
  return depends;
}
