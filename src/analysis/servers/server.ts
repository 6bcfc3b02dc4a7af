import type { ServerFacts } from '../../models/model.js';
import { callsOf, type ResolvedCall } from '../calls.js';
import { modulesMentioning } from '../lifecycle/application.js';
import { madeBy, targetOf } from '../lifecycle/resources.js';
import { sitesOfApplication } from '../lifecycle/sites.js';
import { isCall, isFunction, isInside, plainArguments, unwrap, type CallNode, type Node } from '../project/ast.js';
import { moduleOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { evaluate } from '../values/evaluate.js';
import type { ModelIndex } from '../values/model-index.js';
import { alternatives, type Receiver } from '../values/value.js';

/** An application of a server framework in the process that serves it. */
export interface Server {
  /** The call that makes the application: where its guards belong. */
  node: CallNode;
  module: Module;
  receiver: Receiver;
  facts: ServerFacts;
  /** The variable, or `this.field`, that holds it; null where nothing does. */
  name: string | null;
  /** Where its process listens. */
  sites: ResolvedCall[];
}

/** The application that a module makes, where its process serves that one to its clients; else null. */
export function serverOf(project: Project, module: Module): Server | null {
  if (!frameworks(project.models).test(module.text) || madeIn(project, module).length === 0) return null;
  const server = serverAround(project, module);
  return server?.module === module ? server : null;
}

/** The application of the process that a module is loaded into; null where that process serves none. Memoised. */
export function serverAround(project: Project, module: Module): Server | null {
  const table = project.derived<Module, Server | null>('server');
  let server = table.get(module);
  if (server === undefined) table.set(module, (server = compute(project, module)));
  return server;
}

function compute(project: Project, module: Module): Server | null {
  const sites = sitesOfApplication(project, module).filter(({ call }) => call.concept === 'listen');
  if (sites.length === 0) return null;
  const made = modulesMentioning(project, module, frameworks(project.models)).modules.flatMap((each) => madeIn(project, each));
  const served = made.filter((server) => sites.some((site) => serves(project, site, server)));
  // A process whose one application is handed on in ways that can't be followed serves that one.
  const candidates = served.length > 0 ? served : made.length === 1 ? made : [];
  const [main] = candidates.map((server) => ({ server, uses: usesOf(project, server) })).sort((a, b) => b.uses - a.uses);
  return main ? { ...main.server, sites } : null;
}

/** The applications that a module makes, in source order. Memoised. */
function madeIn(project: Project, module: Module): readonly Server[] {
  const table = project.derived<Module, Server[]>('applications made');
  let made = table.get(module);
  if (!made) {
    made = callsOf(project, module).flatMap(({ node }): Server[] => {
      const receiver = isCall(node) ? madeBy(project, node) : null;
      const facts = receiver && factsOf(project.models, receiver);
      return receiver && facts ? [{ node: node as CallNode, module, receiver, facts, name: nameOf(node), sites: [] }] : [];
    });
    table.set(module, made);
  }
  return made;
}

function factsOf(models: ModelIndex, { model, type }: Receiver): ServerFacts | undefined {
  for (let found = models.type(model, type); found; found = found.type.extends ? models.type(found.model, found.type.extends) : null) {
    if (found.type.server) return found.type.server;
  }
  return undefined;
}

function nameOf(node: Node): string | null {
  const target = targetOf(node);
  if (!target || (target.type !== 'Identifier' && target.type !== 'MemberExpression')) return null;
  const isField = target.parent?.type === 'PropertyDefinition';
  return `${isField ? 'this.' : ''}${moduleOf(target).text.slice(target.start, target.end)}`;
}

const patterns = new WeakMap<ModelIndex, RegExp>();

/** Matches the text of every file that imports a server framework. */
function frameworks(models: ModelIndex): RegExp {
  let pattern = patterns.get(models);
  if (!pattern) {
    const names = models.all.flatMap((model) =>
      Object.values(model.types).some(({ server }) => server) ? [model.package, ...(model.aliases ?? [])] : [],
    );
    // A framework's application may be made by its sister package: `@nestjs/core` makes what `@nestjs/common` describes.
    const scopes = names.map((name) => (name.startsWith('@') ? `${name.split('/')[0]!}/` : name));
    patterns.set(models, (pattern = new RegExp(`['"](?:${[...new Set(scopes)].join('|')})`)));
  }
  return pattern;
}

/** Whether a call that listens serves an application: it is called on it, or on what was made of it, or given it. */
function serves(project: Project, site: ResolvedCall, server: Server): boolean {
  if (isCall(site.node) && isGiven(project, site.node, server)) return true;
  for (let receiver = site.receiver; receiver; receiver = receiver.from?.receiver ?? null) {
    const { from } = receiver;
    if (from && (from.node === server.node || isGiven(project, from.node, server))) return true;
  }
  return false;
}

function isGiven(project: Project, call: CallNode, server: Server): boolean {
  return call.type !== 'TaggedTemplateExpression' && plainArguments(call).some((argument) => holds(project, argument, server));
}

/** Whether an expression is the application, a member of it, or something made of these. */
function holds(project: Project, node: Node, server: Server): boolean {
  const expression = unwrap(node);
  if (isServer(project, expression, server)) return true;
  switch (expression.type) {
    case 'MemberExpression':
      return holds(project, expression.object, server);
    case 'CallExpression':
      return holds(project, expression.callee, server) || isGiven(project, expression, server);
    case 'ObjectExpression':
      return expression.properties.some((property) => property.type === 'Property' && holds(project, property.value, server));
    default:
      return (
        isFunction(expression) && moduleOf(expression).identifiers.some((name) => isInside(name, expression) && isServer(project, name, server))
      );
  }
}

function isServer(project: Project, node: Node, server: Server): boolean {
  return alternatives(evaluate(project, node)).some((value) => value.kind === 'receiver' && value.from?.node === server.node);
}

/** How often code speaks to an application, in its own module: a main application has more to it than one for metrics. */
function usesOf(project: Project, server: Server): number {
  return callsOf(project, server.module).filter(({ receiver }) => receiver?.from?.node === server.node).length;
}
