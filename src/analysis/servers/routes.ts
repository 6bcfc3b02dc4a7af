import { callAt, callsOf } from '../calls.js';
import { modulesMentioning } from '../lifecycle/application.js';
import { functionsOf } from '../lifecycle/handlers.js';
import { isClass, keyName, memberName, plainArguments, type CallNode, type FunctionNode, type Node, type NodeOf } from '../project/ast.js';
import { nodesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { argumentAt } from '../values/call.js';
import { evaluate } from '../values/evaluate.js';
import { decoratorsOf } from '../values/inject.js';
import { alternatives } from '../values/value.js';
import type { Server } from './server.js';

/** A request handler that is registered under a path. */
export interface Route {
  /** The registration: a call, or a method with a decorator. */
  node: Node;
  module: Module;
  /** As far as it is written where the route is registered; null where it isn't a text. */
  path: string | null;
  /** What answers; null where one of the functions can't be seen. */
  handlers: FunctionNode[] | null;
}

/** The routes that a module registers, in source order. Memoised. */
export function routesOf(project: Project, module: Module): readonly Route[] {
  const table = project.derived<Module, Route[]>('routes');
  let routes = table.get(module);
  if (!routes) table.set(module, (routes = [...calledRoutes(project, module), ...decoratedRoutes(project, module)].sort((a, b) => a.node.start - b.node.start)));
  return routes;
}

function calledRoutes(project: Project, module: Module): Route[] {
  return callsOf(project, module).flatMap(({ call, node }): Route[] => {
    if (call.concept !== 'route' || node.type !== 'CallExpression') return [];
    const place = call.pathAt === undefined ? null : argumentOf(node, call.pathAt);
    return [{ node, module, path: place ? textOf(project, place) : null, handlers: handlersOf(project, node, place) }];
  });
}

/** The expression at a place, which may be a property of an object that is written there. */
function argumentOf(node: CallNode, place: string): Node | null {
  const [, argument = place, property] = /^(Argument\[\d+\])\.(\w+)$/.exec(place) ?? [];
  const found = argumentAt(node, argument);
  if (property === undefined || found?.type !== 'ObjectExpression') return property === undefined ? found : null;
  return propertyOf(found, property);
}

function propertyOf(object: NodeOf<'ObjectExpression'>, name: string): Node | null {
  for (const item of object.properties) if (item.type === 'Property' && keyName(item.key, item.computed) === name) return item.value;
  return null;
}

function handlersOf(project: Project, node: CallNode, path: Node | null): FunctionNode[] | null {
  const passed = plainArguments(node).filter((argument) => argument !== path);
  const isPlain = node.type !== 'TaggedTemplateExpression' && passed.length === node.arguments.length - (path ? 1 : 0);
  const functions = passed.map((argument) => (argument.type === 'ObjectExpression' ? inObject(project, argument) : functionsOf(project, argument)));
  return !isPlain || functions.includes(null) ? null : (functions.flat() as FunctionNode[]);
}

/** Handlers among a route's options; the rest of them is no code. */
function inObject(project: Project, node: NodeOf<'ObjectExpression'>): FunctionNode[] | null {
  const handler = propertyOf(node, 'handler');
  return handler ? functionsOf(project, handler) : [];
}

function decoratedRoutes(project: Project, module: Module): Route[] {
  return nodesOf(module, 'ClassDeclaration', 'ClassExpression').flatMap((owner) => {
    if (!isClass(owner)) return [];
    const prefix = decoratorsOf(project, owner).find(({ library }) => library.entry?.decorator?.marks === 'controller');
    return owner.body.body.flatMap((member): Route[] => {
      if (member.type !== 'MethodDefinition') return [];
      const route = decoratorsOf(project, member).find(({ library }) => library.entry?.decorator?.concept === 'route');
      if (!route) return [];
      const parts = [prefix, route].map((decorator) => (decorator ? decoratedPath(project, decorator.expression) : ''));
      const path = parts.includes(null) ? null : `/${parts.filter((part) => part !== '').join('/')}`;
      return [{ node: member.key, module, path, handlers: [member.value] }];
    });
  });
}

function decoratedPath(project: Project, expression: Node): string | null {
  const [first] = expression.type === 'CallExpression' ? plainArguments(expression) : [];
  return first ? textOf(project, first) : '';
}

function textOf(project: Project, node: Node): string | null {
  const values = alternatives(evaluate(project, node));
  const [value] = values;
  return values.length === 1 && value?.kind === 'literal' && typeof value.value === 'string' ? value.value : null;
}

/** Text by which routes are registered. */
const REGISTERS = /\.(?:get|post|put|patch|delete|all|route|on)\(|@(?:Get|Post|Put|Patch|Delete|All|Query|Mutation)\(|procedure|graphql/;

/** Paths that operators ask, not clients. */
const OPERATIONAL = /^\/?(?:(?:api|v\d+|internal|admin|system)\/)*(?:_?health\w*|healthz?\/\w+|ready\w*|readiness|live\w*|liveness|alive|metrics|ping|status|version|info|heartbeat|favicon\.ico|robots\.txt|docs|openapi(?:\.\w+)?|swagger.*)?\/?\*?$/i;

/** Whether clients have something to ask of an application: a route that isn't there for its operators. */
export function hasRoutes(project: Project, server: Server): boolean {
  return modulesMentioning(project, server.module, REGISTERS).modules.some(
    (module) => routesOf(project, module).some(({ path }) => isForClients(path)) || seemsToRegister(project, module),
  );
}

/** Whether clients, not operators, ask for what is registered under a path. */
export function isForClients(path: string | null): boolean {
  return path === null || !OPERATIONAL.test(path);
}

const VERBS = /^(?:get|post|put|patch|delete|all|route)$/;

/** Whether a module registers a route on what it was passed: in a plugin, in a function that is given the application. */
function seemsToRegister(project: Project, module: Module): boolean {
  return nodesOf(module, 'CallExpression').some((node) => {
    const [path, ...rest] = plainArguments(node);
    if (rest.length === 0 || node.callee.type !== 'MemberExpression' || !VERBS.test(memberName(node.callee) ?? '')) return false;
    if (path?.type !== 'Literal' || typeof path.value !== 'string' || !path.value.startsWith('/')) return false;
    return isForClients(path.value) && functionsOf(project, rest.at(-1)!) !== null && callAt(project, node) === null;
  });
}
