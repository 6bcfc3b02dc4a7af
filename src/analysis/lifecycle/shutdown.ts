import type { ResolvedCall } from '../calls.js';
import { calleesOf } from '../effects/effects.js';
import { isFunction, unwrap, type CallNode, type FunctionNode, type Node } from '../project/ast.js';
import { moduleOf, nodesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { evaluate } from '../values/evaluate.js';
import { alternatives, type Receiver } from '../values/value.js';
import { applicationOf, type Application } from './application.js';
import { functionsAt, isCloseHook, mayRegister, registrationsOf, type Registration } from './handlers.js';
import { staysOpen } from './open.js';
import { join, reachOf, receiversIn, type Reached } from './reach.js';
import { jobsOf, resourcesOf, type Resource } from './resources.js';
import { sitesOf } from './sites.js';
import { callsOfKind } from './words.js';

/** A process that takes work, and what happens when it is told to stop. */
export interface Shutdown {
  application: Application;
  /** Where it listens or consumes, the call that stands for the application first. */
  sites: ResolvedCall[];
  /** Where its handling of signals belongs: the application that can be told to do it, else the first of the sites. */
  at: Node;
  /** What is open while it runs. */
  resources: Resource[];
  /** Jobs that repeat. */
  jobs: ResolvedCall[];
  registrations: Registration[];
  verdict: Verdict;
}

export type Verdict =
  | { kind: 'sound' }
  /** Nothing handles SIGTERM. */
  | { kind: 'missing' }
  /** The handler neither ends anything nor the process. */
  | { kind: 'swallowed'; registration: Registration }
  /** The handler leaves these open; whether it ends the process all the same. */
  | { kind: 'incomplete'; registration: Registration; open: Resource[]; exits: boolean }
  /** The handler waits for things to end, for as long as they take. */
  | { kind: 'unbounded'; registration: Registration };

/** The process that takes work in a module, where that module stands for it; else null. Memoised. */
export function shutdownOf(project: Project, module: Module): Shutdown | null {
  const table = project.derived<Module, Shutdown | null>('shutdown');
  let shutdown = table.get(module);
  if (shutdown === undefined) table.set(module, (shutdown = compute(project, module)));
  return shutdown;
}

/**
 * The process whose shutdown is to be repaired in a module: where a handler of its own package does the wrong thing, in the
 * handler's file, else where the process takes work.
 */
export function shutdownAt(project: Project, module: Module): Shutdown | null {
  const own = shutdownOf(project, module);
  if (own && homeOf(project, own) === module) return own;
  if (!mayRegister(module) || registrationsOf(project, module).length === 0) return null;
  const homes = applicationOf(project, module).modules.filter((each) => each !== module && sitesOf(project, each).length > 0);
  return homes.flatMap((each) => shutdownOf(project, each) ?? []).find((each) => homeOf(project, each) === module) ?? null;
}

function homeOf(project: Project, { application, sites, verdict }: Shutdown): Module {
  const { module } = sites[0]!;
  const handler = 'registration' in verdict ? verdict.registration.module : module;
  // What takes work and is never told to stop is missed there first.
  const isOpen = verdict.kind === 'incomplete' && verdict.open.some((resource) => resource.module === module && !isConnection(resource));
  return isOpen || project.resolver.packageOf(handler.path)?.dir !== application.dir ? module : handler;
}

function compute(project: Project, module: Module): Shutdown | null {
  if (sitesOf(project, module).length === 0) return null;
  const application = applicationOf(project, module);
  const { modules, others } = application;
  const sites = modules.flatMap((each) => sitesOf(project, each)).sort(bySite);
  if (sites[0]?.module !== module) return null;
  const shutdown: Shutdown = {
    application,
    sites,
    at: placeOf(project, sites[0]),
    resources: modules.flatMap((each) => resourcesOf(project, each)),
    jobs: modules.flatMap((each) => jobsOf(project, each)),
    registrations: modules.flatMap((each) => registrationsOf(project, each)),
    verdict: { kind: 'sound' },
  };
  const isElsewhere = shutdown.registrations.length === 0 && others.some((each) => registrationsOf(project, each).length > 0 && !takesWork(project, each));
  return isElsewhere ? shutdown : { ...shutdown, verdict: verdictOf(project, shutdown) };
}

/** Where a framework's application is made that handles signals once it is told to, else where it takes work. */
function placeOf(project: Project, { node, module, receiver }: ResolvedCall): Node {
  const made = receiver?.from?.node;
  return made && moduleOf(made) === module && isToldToStop(project, receiver) ? made : node;
}

/** Whether a method of a value makes it handle signals: `app.enableShutdownHooks()`. */
function isToldToStop({ models }: Project, { model, type }: Receiver): boolean {
  for (let found = models.type(model, type); found; found = found.type.extends ? models.type(found.model, found.type.extends) : null) {
    if (Object.values(found.type.members ?? {}).some(({ concept, callbacks }) => concept === 'shutdown' && !callbacks)) return true;
  }
  return false;
}

/** Whether a module belongs to a process of its own that takes work. */
function takesWork(project: Project, module: Module): boolean {
  return applicationOf(project, module).modules.some((each) => sitesOf(project, each).length > 0);
}

/** Listening comes before consuming, then by path and place. */
function bySite(a: ResolvedCall, b: ResolvedCall): number {
  const rank = ({ call }: ResolvedCall) => (call.concept === 'listen' ? 0 : 1);
  const byPath = a.module.path < b.module.path ? -1 : a.module.path > b.module.path ? 1 : 0;
  return rank(a) - rank(b) || byPath || a.node.start - b.node.start;
}

function verdictOf(project: Project, { application, resources, registrations }: Shutdown): Verdict {
  const handlers = registrations.filter(({ signals }) => signals === null || signals.includes('SIGTERM'));
  const [registration] = handlers;
  if (!registration) return { kind: 'missing' };
  if (handlers.some(({ isInView }) => !isInView)) return { kind: 'sound' };

  const reached = reachOf(project, handlers.flatMap(({ functions }) => functions));
  const further = reachedThrough(project, application, handlers, reached);
  if (further === null) return { kind: 'sound' };
  const all = join([reached, ...further]);
  const isBounded = all.isBounded || handlers.some((handler) => handler.isBounded);
  const exits = all.exits || handlers.some((handler) => handler.isBounded);
  if (all.sets && !exits && all.closes.length === 0) return { kind: 'sound' };
  if (!all.acts && all.unknown.length === 0) return { kind: 'swallowed', registration };
  const open = resources.filter((resource) => staysOpen(project, application, resource, all));
  // A process that ends takes its connections with it: what is lost then is work.
  if (open.some((resource) => !exits || !isConnection(resource))) return { kind: 'incomplete', registration, open, exits };
  return isBounded || all.closes.length === 0 ? { kind: 'sound' } : { kind: 'unbounded', registration };
}

function isConnection({ lifecycle }: Resource): boolean {
  return lifecycle.stage === 'pool' || lifecycle.stage === 'client';
}

/**
 * What handlers run that they don't call by name: hooks of what they close, and what the application hands to functions of
 * the handlers' modules (`onShutdown(() => pool.end())`), for the calls there that can't be followed. Null where such
 * calls stand elsewhere or nothing is handed over: then they may do anything.
 */
function reachedThrough(project: Project, { modules }: Application, handlers: Registration[], reached: Reached): Reached[] | null {
  const hooks = hooksOfClosed(project, modules, reached);
  if (hooks === null || reached.unknown.length === 0) return hooks;
  const homes = new Set(handlers.map(({ module }) => module));
  if (!reached.unknown.every((node) => homes.has(moduleOf(node)))) return null;
  const handed = modules
    .filter((module) => !homes.has(module))
    .flatMap((module) => nodesOf(module, 'CallExpression', 'NewExpression'))
    .filter((node) => calleesOf(project, node).some((step) => homes.has(step.module)));
  return handed.length === 0 ? null : [...hooks, ...handed.map((node) => reachedBy(project, node))];
}

/** What hooks do that run when something is closed; null where one isn't in view. */
function hooksOfClosed(project: Project, modules: readonly Module[], { closes }: Reached): Reached[] | null {
  const closed = new Set(closes.map(({ receiver }) => receiver?.model));
  const hooks = modules.flatMap((module) => callsOfKind(project, module, 'stop').filter((call) => isCloseHook(project, call)));
  const functions = hooks.filter(({ receiver }) => closed.has(receiver?.model)).map((call) => functionsAt(project, call));
  return functions.includes(null) ? null : [reachOf(project, functions.flat() as FunctionNode[])];
}

/** What the functions and values that a call passes do and are. */
function reachedBy(project: Project, node: CallNode): Reached {
  const passed = node.type === 'TaggedTemplateExpression' ? [] : node.arguments.map((argument) => unwrap(argument as Node));
  const functions = passed.flatMap((argument): FunctionNode[] => {
    if (isFunction(argument)) return [argument];
    return alternatives(evaluate(project, argument)).flatMap((value) => (value.kind === 'function' ? value.node : []));
  });
  const reached = reachOf(project, functions);
  return { ...reached, handedOver: [...reached.handedOver, ...receiversIn(project, node)] };
}
