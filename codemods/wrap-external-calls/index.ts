import type { CircuitBreakerEvidence } from '../../rules/require-circuit-breaker.js';
import rule from '../../rules/require-circuit-breaker.js';
import { forEachChild, type Node } from '../../src/analysis/project/ast.js';
import { moduleOf } from '../../src/analysis/project/module.js';
import { effectiveTimeout } from '../../src/analysis/timeouts/effective.js';
import type { Codemod, Declined, Plan, PlanFile, PlanInput } from '../../src/codemod/codemod.js';
import { Hoisted, hoistNarrowed } from '../../src/codemod/hoist.js';
import { UserError } from '../../src/codemod/user-error.js';
import { conflict } from '../../src/edit/apply.js';
import type { Edit } from '../../src/edit/edit.js';
import { addImports } from '../../src/edit/imports.js';
import { relativeSpecifier } from '../../src/edit/modules.js';
import { namesOf } from '../../src/edit/names.js';
import { printProperty } from '../../src/edit/print.js';
import { styleOf, type Style } from '../../src/edit/style.js';
import { wrapInCall } from '../../src/edit/wrap.js';
import { cockatielRange, findModule, moduleEdits, newModule, type NewService, type PoliciesModule } from './module.js';
import { constantFor, serviceNames } from './names.js';
import { wrappedExpression } from './place.js';
import type { Limits } from './policies.js';
import { planSignal, signalLimit } from './signal.js';

/** A call that can be wrapped. */
interface Site {
  file: PlanFile;
  evidence: CircuitBreakerEvidence;
  /** The URL that says which service it calls; null where the code does. */
  url: string | null;
  /** Its edits, once it is known how the service's policies are called in the file. */
  wrap(policies: string): Edit[];
}

const codemod: Codemod = {
  name: 'wrap-external-calls',
  summary: 'Make calls of other services with a time limit, a circuit breaker and, where they may be repeated, a retry',
  rule: rule.definition.name,
  ruleOptions: { hosts: ['*'] },
  options: [
    { flag: 'policies', type: 'string', default: '', description: "Path of the policies module in the package; lib/resilience/policies in the source folder where it isn't given" },
    { flag: 'timeout-ms', type: 'number', default: 10_000, description: 'Time limit of one attempt in milliseconds' },
    { flag: 'client-timeout-ms', type: 'number', default: 60_000, description: "Time limit of one attempt by a service's own client (an SDK) in milliseconds, where that is longer: a model that writes a text takes its time" },
    { flag: 'retries', type: 'number', default: 2, description: 'Attempts after the first, of calls that may be repeated' },
    { flag: 'max-delay-ms', type: 'number', default: 5_000, description: 'The longest delay between two attempts in milliseconds' },
    { flag: 'failure-share', type: 'number', default: 0.5, description: 'Share of failed calls, between 0 and 1, above which a circuit opens' },
    { flag: 'min-calls', type: 'number', default: 5, description: 'Calls that are made before a circuit may open' },
    { flag: 'half-open-after-ms', type: 'number', default: 10_000, description: 'Time in milliseconds after which an open circuit lets a call try' },
  ],

  async plan(input) {
    const plan: Plan = { edits: new Map(), create: new Map(), dependencies: {}, declined: [] };
    const limits = readLimits(input.options);
    const module = await findModule(input);
    const sites = input.files.flatMap((file) => sitesIn(file, module, input, plan.declined));
    if (sites.length === 0) return plan;

    const named = sites.filter((site) => site.url === null);
    const services = serviceNames(named.map(({ evidence }) => evidence.dependency));
    const added = {
      services: newServices(named, services, module.constants, limits.timeoutMs, Number(input.options['clientTimeoutMs'])),
      serviceAt: named.length < sites.length && !module.hasServiceAt,
    };
    for (const { service, constant } of added.services) module.constants.set(service, constant);
    const constants = new Map(named.map((site, index) => [site, module.constants.get(services[index]!)!]));
    for (const file of new Set(sites.map((site) => site.file))) {
      const own = sites.filter((site) => site.file === file);
      plan.edits.set(file.path, editsOf(file, own, constants, module.path, input.style));
    }
    if (module.file) {
      const edits = moduleEdits(module, module.file, added, input);
      if (edits.length > 0) plan.edits.set(module.path, [...(plan.edits.get(module.path) ?? []), ...edits]);
    } else {
      plan.create.set(module.path, newModule(module, limits, added, input));
    }
    plan.dependencies = { cockatiel: cockatielRange(input.packageJson, module.shape) };
    return plan;
  },
};

export default codemod;

function sitesIn(file: PlanFile, module: PoliciesModule, input: PlanInput, declined: Declined[]): Site[] {
  const hoisted = new Hoisted();
  return file.findings.flatMap((finding) => {
    const evidence = finding.evidence as CircuitBreakerEvidence;
    const unread = unreadBy(module, evidence);
    const planned = unread ?? planSite(file, evidence, input.style, hoisted);
    if ('wrap' in planned) return planned;
    declined.push({ path: file.path, line: file.analysis.module.lineOf(finding.start), reason: planned.reason });
    return [];
  });
}

/** Why a module that was written earlier can't judge the answers of a call: it doesn't read their status. */
function unreadBy({ file }: PoliciesModule, { call }: CircuitBreakerEvidence): { reason: string } | null {
  const place = call.call.failure?.status;
  const isRead = !file || !place || file.text.includes(place.slice(place.lastIndexOf('.') + 1));
  return isRead ? null : { reason: `The policies module reads no \`${place}\`: add it to its \`answerOf\` first.` };
}

function planSite(file: PlanFile, evidence: CircuitBreakerEvidence, fallback: Style, hoisted: Hoisted): Site | { reason: string } {
  const { call, dependency, repeatable } = evidence;
  const { project, module } = file.analysis;
  if (!call.call.failure) return { reason: `It is not known how ${call.library} tells that a service fails.` };
  // What callers pass today may be of another service tomorrow: the URL itself tells, and so it does where nothing is named.
  const url = dependency.varies || dependency.passed || dependency.name === null ? repeatableText(dependency.url) : null;
  if (dependency.varies && url === null) {
    return { reason: 'Data or callers decide which service it calls, and its URL cannot be read off the call: one circuit breaker would stand for all services.' };
  }
  const expression = wrappedExpression(project, call);
  if ('reason' in expression) return expression;
  const style = styleOf(module, fallback);
  const signal = planSignal(project, call, expression, style);
  if ('reason' in signal) return signal;
  const rest = signal.caller === null ? [] : [`{ ${printProperty('signal', signal.caller, style)} }`];
  // A client that repeats by itself would multiply the attempts.
  const repeatsItself = (call.target.model.retries?.default ?? 0) > 0;
  const method = repeatable && !repeatsItself ? 'idempotent' : 'once';
  const wrap = (policies: string) => wrapInCall(expression, `${policies}.${method}`, { deferred: true, parameters: signal.parameter ?? '', rest });
  if (!wrap('')) return { reason: 'It assigns to a variable, which must not happen again when the call is repeated.' };
  const { count } = hoisted;
  const constants = /\.[cm]?tsx?$/.test(file.path) ? hoistNarrowed(expression, hoisted, style) : [];
  const isInTheWay = Array.isArray(constants) && constants.some((edit) => [...signal.edits, ...wrap('')!].some((other) => conflict(edit, other)));
  if (!Array.isArray(constants) || isInTheWay) {
    hoisted.cut(count);
    const narrowed = Array.isArray(constants) ? 'what it is given' : `\`${constants.narrowed}\``;
    return { reason: `The type of ${narrowed} is narrowed outside of the call, which TypeScript forgets in a callback. Put it into a constant first.` };
  }
  return { file, evidence, url, wrap: (policies) => [...constants, ...signal.edits, ...wrap(policies)!] };
}

/** The named services that the module lacks. A service whose calls have longer limits of their own keeps the longest of them. */
function newServices(sites: readonly Site[], services: readonly string[], present: ReadonlyMap<string, string>, timeoutMs: number, clientTimeoutMs: number): NewService[] {
  const taken = new Set(present.values());
  return [...new Set(services)].filter((service) => !present.has(service)).map((service) => {
    const limits = sites.filter((_, index) => services[index] === service).map((site) => ownLimit(site, clientTimeoutMs));
    const longest = Math.max(...limits);
    let constant = constantFor(service);
    while (taken.has(constant)) constant = `${constant}Service`;
    taken.add(constant);
    return { service, constant, timeoutMs: longest > timeoutMs ? longest : null };
  });
}

/** The time that a call may take so far, where it is written down; 0 where it isn't. Clients of one service have reason to wait. */
function ownLimit({ file, evidence: { call } }: Site, clientTimeoutMs: number): number {
  const { project } = file.analysis;
  const effective = effectiveTimeout(project, call);
  const isClient = call.target.model.area === 'sdk';
  return Math.max(isClient ? clientTimeoutMs : 0, effective.state === 'bounded' ? (effective.ms ?? 0) : 0, signalLimit(project, call) ?? 0);
}

function editsOf(
  file: PlanFile,
  sites: readonly Site[],
  constants: ReadonlyMap<Site, string>,
  modulePath: string,
  fallback: Style,
): Edit[] {
  const source = file.analysis.module;
  const style = styleOf(source, fallback);
  const from = relativeSpecifier(file.path, modulePath, style.importExtensions);
  const { used } = namesOf(source.program);
  const requests = sites.map((site) => {
    const name = constants.get(site) ?? 'serviceAt';
    return { from, name, as: used.has(name) ? `${name}Service` : name };
  });
  const { names, edits } = addImports(source, requests, style);
  return [...edits, ...sites.flatMap((site, index) => site.wrap(site.url === null ? names[index]! : `${names[index]!}(${site.url})`))];
}

/** The text of an expression that may be evaluated twice: it calls nothing that the project or the service could notice. */
function repeatableText(url: Node | null): string | null {
  if (!url) return null;
  const isPure = (node: Node): boolean => {
    if (node.type === 'CallExpression' || node.type === 'AwaitExpression' || node.type === 'AssignmentExpression') return false;
    let pure = true;
    forEachChild(node, (child) => (pure &&= isPure(child)));
    return pure;
  };
  return isPure(url) ? moduleOf(url).text.slice(url.start, url.end) : null;
}

function readLimits(options: Record<string, unknown>): Limits {
  const limits = Object.fromEntries(
    ['timeoutMs', 'retries', 'maxDelayMs', 'failureShare', 'minCalls', 'halfOpenAfterMs'].map((name) => [name, Number(options[name])]),
  ) as unknown as Limits;
  if (!(limits.failureShare > 0 && limits.failureShare < 1)) throw new UserError('--failure-share takes a number between 0 and 1.');
  if (!(Number.isInteger(limits.minCalls) && limits.minCalls >= 1)) throw new UserError('--min-calls takes a whole number of 1 or more.');
  if (!Number.isInteger(limits.retries)) throw new UserError('--retries takes a whole number.');
  if (!(limits.timeoutMs >= 1)) throw new UserError('--timeout-ms takes a number of 1 or more.');
  return limits;
}
