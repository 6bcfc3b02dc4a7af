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
import { sitesOf, sitesOfApplication } from './sites.js';
import { callsOfKind } from './words.js';

/** A process that takes work, and what happens when it is told to stop. */
export interface Shutdown {
  application: Application;
  /** Where it listens or consumes, the call that stands for the application first. */
  sites: ResolvedCall[];
  /** Where its handling of signals belongs: the application that can be told to do it, else the first of the sites. */
  at: Node;
  /** What is open while it runs: found when it is asked for, which loads more of the application. */
  readonly resources: Resource[];
  /** Jobs that repeat; found when they are asked for. */
  readonly jobs: ResolvedCall[];
  registrations: Registration[];
  verdict: Verdict;
}

/** How much of the verdict is wanted: whether signals are handled at all, or also what the handlers do with what is open. */
export type Depth = 'signals' | 'resources';

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
export function shutdownOf(project: Project, module: Module, depth: Depth = 'resources'): Shutdown | null {
  const table = project.derived<Module, Shutdown | null>(`shutdown, ${depth}`);
  let shutdown = table.get(module);
  if (shutdown === undefined) table.set(module, (shutdown = compute(project, module, depth)));
  return shutdown;
}

/**
 * The process whose shutdown is to be repaired in a module: where a handler of its own package does the wrong thing, in the
 * handler's file, else where the process takes work.
 */
export function shutdownAt(project: Project, module: Module, depth: Depth = 'resources'): Shutdown | null {
  const own = shutdownOf(project, module, depth);
  if (own && homeOf(project, own) === module) return own;
  if (!mayRegister(module) || registrationsOf(project, module).length === 0) return null;
  const homes = sitesOfApplication(project, module).map((site) => site.module);
  const others = [...new Set(homes)].filter((home) => home !== module).flatMap((home) => shutdownOf(project, home, depth) ?? []);
  return others.find((each) => homeOf(project, each) === module) ?? null;
}

function homeOf(project: Project, { application, sites, verdict }: Shutdown): Module {
  const { module } = sites[0]!;
  const handler = 'registration' in verdict ? verdict.registration.module : module;
  // What takes work and is never told to stop is missed there first.
  const isOpen = verdict.kind === 'incomplete' && verdict.open.some((resource) => resource.module === module && !isConnection(resource));
  return isOpen || project.resolver.packageOf(handler.path)?.dir !== application.dir ? module : handler;
}

function compute(project: Project, module: Module, depth: Depth): Shutdown | null {
  if (sitesOf(project, module).length === 0) return null;
  const application = applicationOf(project, module);
  const sites = sitesOfApplication(project, module).sort(bySite);
  if (sites[0]?.module !== module) return null;
  const shutdown: Shutdown = {
    application,
    sites,
    at: placeOf(project, mainOf(sites)),
    get resources() {
      return application.modules('make', 'open').flatMap((each) => resourcesOf(project, each));
    },
    get jobs() {
      return application.modules('repeat').flatMap((each) => jobsOf(project, each));
    },
    registrations: application.modules('take', 'stop').flatMap((each) => registrationsOf(project, each)),
    verdict: { kind: 'sound' },
  };
  const isElsewhere =
    shutdown.registrations.length === 0 &&
    application.others('stop').some((each) => registrationsOf(project, each).length > 0 && sitesOfApplication(project, each).length === 0);
  if (!isElsewhere) shutdown.verdict = verdictOf(project, shutdown, depth);
  return shutdown;
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

/** The first site, or one of its file that always takes work: a server of metrics or of an admin may be there or not. */
function mainOf(sites: readonly ResolvedCall[]): ResolvedCall {
  const [first] = sites as [ResolvedCall];
  const rivals = sites.filter(({ call, module }) => call.concept === first.call.concept && module === first.module);
  return rivals.find(({ node }) => !standsInBranch(node)) ?? first;
}

/** Whether a node stands in a branch of an `if` of its function, or of what that stands in. */
function standsInBranch(node: Node): boolean {
  for (let child = node, parent = node.parent; parent; child = parent, parent = parent.parent) {
    if (parent.type === 'IfStatement' && child !== parent.test) return true;
  }
  return false;
}

/** Listening comes before consuming, then by path and place. */
function bySite(a: ResolvedCall, b: ResolvedCall): number {
  const rank = ({ call }: ResolvedCall) => (call.concept === 'listen' ? 0 : 1);
  const byPath = a.module.path < b.module.path ? -1 : a.module.path > b.module.path ? 1 : 0;
  return rank(a) - rank(b) || byPath || a.node.start - b.node.start;
}

function verdictOf(project: Project, shutdown: Shutdown, depth: Depth): Verdict {
  const { application, registrations } = shutdown;
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
  if (depth === 'signals') return { kind: 'sound' };
  const open = shutdown.resources.filter((resource) => staysOpen(project, application, resource, all));
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
function reachedThrough(project: Project, application: Application, handlers: Registration[], reached: Reached): Reached[] | null {
  const hooks = hooksOfClosed(project, application.modules('stop'), reached);
  if (hooks === null || reached.unknown.length === 0) return hooks;
  const homes = new Set(handlers.map(({ module }) => module));
  if (!reached.unknown.every((node) => homes.has(moduleOf(node)))) return null;
  const handed = application
    .modules('take', 'make', 'open', 'stop', 'repeat')
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
