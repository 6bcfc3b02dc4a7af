import type { Acquisition } from '../../models/model.js';
import { callsOf, type ResolvedCall } from '../calls.js';
import { framesOf, isDeferred } from '../control/frames.js';
import { enclosingClass, enclosingFunction, forEachChild, isCall, isClass, isInside, keyName, memberName, parentOf, unwrap, type ClassNode, type Node } from '../project/ast.js';
import { bindingOf, moduleOf, referencesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { constructorOf } from '../values/class.js';
import { decoratorsOf } from '../values/inject.js';

/** A session that is opened once and used by every request, message or run that follows. */
export interface KeptOpen {
  call: ResolvedCall;
  /** `rows`: it keeps what it loads. `connection`: it holds one connection. */
  keeps: 'rows' | 'connection';
  /** The first use. */
  use: Node;
  by: 'handler' | 'consumer' | 'job' | 'caller';
}

const SESSIONS: ReadonlySet<Acquisition['kind']> = new Set(['query-runner', 'session']);

/** The sessions of a module that live as long as the process and are used again and again, in source order. */
export function keptOpen(project: Project, module: Module): KeptOpen[] {
  return callsOf(project, module).flatMap((call): KeptOpen[] => {
    const keeps = kindOf(project, call);
    const used = keeps && isCall(call.node) ? (usedByCallbacks(project, call.node) ?? usedByMethods(project, call.node)) : null;
    return keeps && used ? [{ call, keeps, ...used }] : [];
  });
}

function kindOf({ models }: Project, { call, target, receiver }: ResolvedCall): KeptOpen['keeps'] | null {
  if (call.acquires && !call.acquires.receiver && SESSIONS.has(call.acquires.kind)) return 'connection';
  const given = call.returns === undefined ? null : models.type(target.model, call.returns);
  return given?.type.unitOfWork && receiver && models.type(receiver.model, receiver.type)?.type.unitOfWork ? 'rows' : null;
}

/** `const em = orm.em.fork(); new Worker('a', async () => { await em.find(…); })`. */
function usedByCallbacks(project: Project, made: Node): Pick<KeptOpen, 'use' | 'by'> | null {
  const holder = heldBy(made);
  if (holder?.type !== 'VariableDeclarator' || holder.id.type !== 'Identifier') return null;
  const binding = bindingOf(moduleOf(holder), holder.id);
  if (!binding || binding.writes.length > 0) return null;
  for (const use of referencesOf(moduleOf(holder), binding)) {
    const runner = framesOf(project, use).find((frame) => frame.kind === 'callback' && isDeferred(frame.role));
    const by = runner?.kind === 'callback' && !isInside(made, runner.fn) ? runner.role : null;
    if (by === 'handler' || by === 'consumer' || by === 'job') return { use, by };
  }
  return null;
}

/** Methods in which a framework sets up what it makes once. */
const SETS_UP = /^(?:onModuleInit|onApplicationBootstrap)$/;
/** Scopes in which a provider is made for each request. */
const SHORT = /REQUEST|TRANSIENT/;

/** `@Injectable() class Orders { private runner = this.dataSource.createQueryRunner(); … }`. */
function usedByMethods(project: Project, made: Node): Pick<KeptOpen, 'use' | 'by'> | null {
  const holder = heldBy(made);
  const owner = enclosingClass(made);
  const name = holder && owner && fieldOf(holder, owner);
  if (!owner || !name || !isMadeOnce(project, owner)) return null;
  const writes = (moduleOf(owner).memberWrites.get(owner) ?? []).filter(({ path }) => path[0] === name);
  if (writes.some(({ value }) => !isInside(made, value))) return null;
  const use = owner.body.body.flatMap((member) => {
    const isAgain = member.type === 'MethodDefinition' && member.kind === 'method' && !HOOK.test(keyName(member.key, member.computed) ?? '');
    return (isAgain && useOf(member, name)) || [];
  })[0];
  return use ? { use, by: 'caller' } : null;
}

/** Methods that run once in the life of what they belong to. */
const HOOK = /^(?:on|before)[A-Z]|destroy|close|shutdown/;

/** The first `this.name` below a node. */
function useOf(node: Node, name: string): Node | null {
  if (node.type === 'MemberExpression' && node.object.type === 'ThisExpression' && memberName(node) === name) return node;
  let found: Node | null = null;
  forEachChild(node, (child) => {
    found ??= useOf(child, name);
  });
  return found;
}

/** What takes the result of a call: a declarator, an assignment, a field. */
function heldBy(made: Node): Node | null {
  let node = made;
  for (let parent = parentOf(node); parent?.type === 'AwaitExpression'; parent = parentOf(node)) node = parent;
  return parentOf(node);
}

/** The name of the field that a class's set-up puts a value into. */
function fieldOf(holder: Node, owner: ClassNode): string | null {
  if (holder.type === 'PropertyDefinition') return holder.static ? null : keyName(holder.key, holder.computed);
  if (holder.type !== 'AssignmentExpression' || holder.left.type !== 'MemberExpression' || unwrap(holder.left.object).type !== 'ThisExpression') return null;
  const fn = enclosingFunction(holder);
  const isSetUp = fn === constructorOf(owner) || SETS_UP.test(methodRound(holder, owner) ?? '');
  return isSetUp ? memberName(holder.left) : null;
}

function methodRound(node: Node, owner: ClassNode): string | null {
  for (let current = node.parent; current && current !== owner; current = current.parent) {
    if (current.type === 'MethodDefinition') return keyName(current.key, current.computed);
  }
  return null;
}

function isMadeOnce(project: Project, owner: ClassNode): boolean {
  if (!isClass(owner)) return false;
  const marks = decoratorsOf(project, owner).filter(({ library }) => library.entry?.decorator?.marks !== undefined && library.entry.decorator.marks !== 'entity');
  return marks.length > 0 && marks.every(({ expression }) => !SHORT.test(moduleOf(owner).text.slice(expression.start, expression.end)));
}
