import { callAt, callsOf, type ResolvedCall } from '../calls.js';
import { reachFrom, type Effect } from '../effects/effects.js';
import { applicationOf, modulesMentioning } from '../lifecycle/application.js';
import { hasOtherSide } from '../lifecycle/open.js';
import { resourcesOf, type Resource } from '../lifecycle/resources.js';
import { calleeOf, isCall, isInside, unwrap, type CallNode, type FunctionNode, type IdentifierNode, type Node } from '../project/ast.js';
import { bindingOf, isInComment, moduleOf, nodesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { effectiveTimeout } from '../timeouts/effective.js';
import { evaluate } from '../values/evaluate.js';
import type { ModelIndex } from '../values/model-index.js';
import { holds } from '../values/model-parts.js';
import { alternatives, type Receiver, type Value } from '../values/value.js';
import { routesOf, type Route } from './routes.js';
import type { Server } from './server.js';

/** What a route tells those who operate a service. */
export type HealthKind =
  /** Whether to send it traffic. */
  | 'readiness'
  /** Whether to restart it. */
  | 'liveness'
  /** Either: the name doesn't say. */
  | 'health';

export interface HealthRoute extends Route {
  kind: HealthKind;
}

/** What is wrong with a route. */
export type HealthVerdict =
  | { kind: 'sound' }
  /** It answers the same whatever happens. */
  | { kind: 'shallow' }
  /** It waits for a dependency, for as long as that takes. */
  | { kind: 'unbounded'; effect: Effect }
  /** It asks a dependency, of which no restart heals an outage. */
  | { kind: 'deep'; effect: Effect };

const NAMES: Record<HealthKind, RegExp> = {
  readiness: /(?:^|\/)(?:ready|readyz|readiness|is[-_]?ready|readiness[-_]?(?:probe|check))\/?$/i,
  liveness: /(?:^|\/)(?:livez|liveness|is[-_]?alive|liveness[-_]?(?:probe|check))\/?$|health\w*\/(?:live|alive)\/?$|^\/?live\/?$/i,
  health: /(?:^|\/)_?health(?:z|[-_]?check)?\/?$/i,
};

/** Text of files that can have such routes, and words by which code says that it answers such questions in its own way. */
const MENTIONED = /health|read(?:y|iness)|live(?:z|ness)|\/live\b|alive/i;
const ANSWERED = /health|readi|readyz|liveness|livez|heartbeat|['"`/](?:ping|status|alive|up|probe|ready|live)\b/i;

export function kindOf({ path }: Route): HealthKind | null {
  if (path === null) return null;
  return (Object.keys(NAMES) as HealthKind[]).find((kind) => NAMES[kind].test(path)) ?? null;
}

/** The routes of a module that say how its process is. */
export function healthRoutesIn(project: Project, module: Module): HealthRoute[] {
  if (!MENTIONED.test(module.text)) return [];
  return routesOf(project, module).flatMap((route) => {
    const kind = kindOf(route);
    return kind ? [{ ...route, kind }] : [];
  });
}

/** Those of a whole process. */
export function healthRoutesOf(project: Project, server: Server): HealthRoute[] {
  return modulesMentioning(project, server.module, MENTIONED).modules.flatMap((module) => healthRoutesIn(project, module));
}

/** Whether a process may answer how it is in ways that can't be told: by a path put together, a library, a file of its own. */
export function answersSomewhere(project: Project, server: Server): boolean {
  const { modules, others } = modulesMentioning(project, server.module, ANSWERED);
  return [...modules, ...others].some((module) =>
    [...module.text.matchAll(new RegExp(ANSWERED, 'gi'))].some(({ index }) => !isInComment(module, index)),
  );
}

/** Files whose routes are those of the process; in `reports.ts` a status is that of something else. */
const ROOTS = /(?:^|[\\/])\w*(?:health|status|app|server|main|index|routes?|router)\w*(?:\.\w+)*\.[cm]?[jt]sx?$/i;

/** Whether a process says how it is under a name that may mean anything else, too: `/status`. */
export function answersStatus(project: Project, server: Server): boolean {
  const routes = modulesMentioning(project, server.module, /\/status\b/).modules.filter(({ path }) => ROOTS.test(path)).flatMap((module) => routesOf(project, module));
  return routes.some((route) => /(?:^|\/)status\/?$/.test(route.path ?? '') && verdictOf(project, { ...route, kind: 'health' }).kind !== 'shallow');
}

/** What a process can't serve without: the databases, caches and queues that it connects to. */
export function dependenciesOf(project: Project, server: Server): Resource[] {
  const made = applicationOf(project, server.module).modules('make', 'open').flatMap((module) => resourcesOf(project, module));
  const kept = modulesMentioning(project, server.module, keepers(project.models)).modules.flatMap((module) => keptBy(project, module));
  return [...made, ...kept].filter((resource) => hasOtherSide(resource) && ['pool', 'client', 'publisher'].includes(resource.lifecycle.stage));
}

/** Clients that a framework makes from options and keeps: `TypeOrmModule.forRoot({ … })`. */
function keptBy(project: Project, module: Module): Resource[] {
  return callsOf(project, module).flatMap(({ node, call, target }): Resource[] => {
    const found = call.makes === undefined ? null : project.models.type(target.model, call.makes);
    if (!found?.type.lifecycle || !isCall(node)) return [];
    const receiver: Receiver = { kind: 'receiver', model: found.model, type: found.name, by: 'type', from: null, properties: [] };
    return [{ node, module, receiver, lifecycle: found.type.lifecycle, name: found.name }];
  });
}

const patterns = new WeakMap<ModelIndex, RegExp>();

/** Matches the text of every file that imports a package which keeps clients. */
function keepers(models: ModelIndex): RegExp {
  let pattern = patterns.get(models);
  if (!pattern) {
    const names = models.all.filter((model) => holds(model, (part) => 'makes' in part)).flatMap((model) => [model.package, ...(model.aliases ?? [])]);
    patterns.set(models, (pattern = new RegExp(`['"](?:${names.join('|')})['"]`)));
  }
  return pattern;
}

export function verdictOf(project: Project, route: HealthRoute): HealthVerdict {
  const { handlers, kind } = route;
  if (!handlers || handlers.length === 0) return { kind: 'sound' };
  const asked = handlers.flatMap((fn) => reachFrom(project, fn, 'health', asksDependency) ?? []);
  const [effect] = asked;
  if (kind === 'liveness') return effect ? { kind: 'deep', effect } : { kind: 'sound' };
  if (!effect) return handlers.every((fn) => isConstant(project, fn)) ? { kind: 'shallow' } : { kind: 'sound' };
  const endless = kind === 'readiness' && asked.find(({ call }) => effectiveTimeout(project, call).state === 'unbounded');
  return endless ? { kind: 'unbounded', effect: endless } : { kind: 'sound' };
}

function asksDependency({ call }: ResolvedCall): boolean {
  return call.concept === 'query' || call.concept === 'external-call' || call.concept === 'acquire';
}

/** Names that tell nothing about what a process depends on. */
const PLAIN = new Set('process Date JSON Math Object String Number Boolean undefined console Response performance'.split(' '));

/** Whether a handler answers the same whatever happens: all that it uses are its parameters, constants and loggers. */
function isConstant(project: Project, fn: FunctionNode): boolean {
  const module = moduleOf(fn);
  const names = module.identifiers.filter((name) => isInside(name, fn));
  const calls = nodesOf(module, 'CallExpression', 'NewExpression').filter((call) => isInside(call, fn));
  return (
    names.every((name) => isPlainName(project, module, name, fn)) &&
    calls.every((call) => isAnswer(project, call, fn)) &&
    !/\bthis\s*(?:\.|\[)/.test(module.text.slice(fn.body?.start ?? fn.start, fn.end)) &&
    !nodesOf(module, 'ThrowStatement').some((node) => isInside(node, fn))
  );
}

function isPlainName(project: Project, module: Module, name: IdentifierNode, fn: FunctionNode): boolean {
  const binding = bindingOf(module, name);
  if (!binding) return PLAIN.has(name.name);
  if (isInside(binding.scope.node, fn)) return true;
  return binding.writes.length === 0 && alternatives(evaluate(project, name)).every(isPlainValue);
}

function isPlainValue(value: Value): boolean {
  switch (value.kind) {
    case 'literal':
    case 'template':
    case 'enum':
      return true;
    case 'object':
      return value.binding === undefined || !value.module.memberWrites.has(value.binding);
    case 'receiver':
      return value.model.area === 'logger' || value.model.area === 'server';
    case 'library':
      return value.model?.area === 'server' || value.model?.area === 'logger' || value.package === 'node:os' || value.package === 'os';
    default:
      return false;
  }
}

/** A call that only answers, logs or looks at the clock. */
function isAnswer(project: Project, call: CallNode, fn: FunctionNode): boolean {
  const known = callAt(project, call);
  if (known) return known.call.concept === undefined || known.call.concept === 'log' || known.call.concept === 'respond';
  return isPlainRoot(rootOf(calleeOf(call)), fn);
}

/** What a chain of members and calls begins with. */
function rootOf(node: Node): Node {
  const expression = unwrap(node);
  if (expression.type === 'MemberExpression') return rootOf(expression.object);
  return expression.type === 'CallExpression' ? rootOf(expression.callee) : expression;
}

function isPlainRoot(root: Node, fn: FunctionNode): boolean {
  if (root.type === 'NewExpression' && root.callee.type === 'Identifier') return PLAIN.has(root.callee.name);
  if (root.type !== 'Identifier') return false;
  const binding = bindingOf(moduleOf(root), root);
  return binding ? binding.kind === 'parameter' && binding.scope.node === fn : PLAIN.has(root.name);
}
