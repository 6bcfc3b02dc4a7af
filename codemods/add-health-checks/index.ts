import { existsSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import type { HealthEvidence } from '../../rules/no-shallow-readiness.js';
import rule from '../../rules/no-shallow-readiness.js';
import type { Resource } from '../../src/analysis/lifecycle/resources.js';
import { moduleOf } from '../../src/analysis/project/module.js';
import type { Codemod, Plan, PlanFile, PlanInput } from '../../src/codemod/codemod.js';
import { findGenerated, printGenerated, type GeneratedModule } from '../../src/codemod/generated.js';
import { findLogger } from '../../src/codemod/logger.js';
import { UserError } from '../../src/codemod/user-error.js';
import { placeOfValue } from '../../src/codemod/value-place.js';
import type { Edit } from '../../src/edit/edit.js';
import { addImports } from '../../src/edit/imports.js';
import { relativeSpecifier } from '../../src/edit/modules.js';
import { quote } from '../../src/edit/print.js';
import { commonStyle, styleOf, type Style } from '../../src/edit/style.js';
import { PINGS, POOL_STATES } from '../../src/models/pings.js';
import { printModule, type Framework } from './module.js';

type Helper = 'addHealthRoutes' | 'answerReadiness' | 'checkReadiness';

/** A change of one file, to be written once it is known what the helper is called there. */
interface Action {
  helper: Helper;
  edits(name: string, style: Style): Edit[];
}

/** Whose handlers an application takes. */
const FRAMEWORKS: Record<string, Framework> = { Express: 'express', NestJS: 'nest', Fastify: 'fastify', Koa: 'koa', Hono: 'hono' };

const codemod: Codemod = {
  name: 'add-health-checks',
  summary: 'Give an application a liveness and a readiness route, which asks what it depends on within a time limit',
  rule: rule.definition.name,
  options: [
    { flag: 'module', type: 'string', default: '', description: "Path of the module with the checks; lib/resilience/health in the source folder where it isn't given" },
    { flag: 'check-timeout-ms', type: 'number', default: 2_000, description: 'Time in milliseconds that one dependency has to answer' },
  ],

  async plan(input) {
    const plan: Plan = { edits: new Map(), create: new Map(), dependencies: {}, declined: [] };
    if (!(Number(input.options['checkTimeoutMs']) >= 1)) throw new UserError('--check-timeout-ms takes a number of 1 or more.');
    const actions = new Map<string, Action[]>();
    const act = (path: string, action: Action) => actions.set(path, [...(actions.get(path) ?? []), action]);
    const checked = new Set<unknown>();
    let framework: Framework | undefined;
    for (const file of input.files) {
      for (const { messageId, evidence, start } of file.findings) {
        const health = evidence as HealthEvidence;
        const decline = (reason: string) => plan.declined.push({ path: file.path, line: file.analysis.module.lineOf(start), reason });
        const route = routeAction(file, messageId, health, start);
        if ('reason' in route) {
          decline(route.reason);
          continue;
        }
        const own = FRAMEWORKS[health.server.facts.name]!;
        if (framework !== undefined && own !== framework) {
          decline('The package has applications of two frameworks: run this on one of them with --module.');
          continue;
        }
        const checks = health.dependencies.filter(({ node }) => !checked.has(node)).map((resource) => [resource, checkAction(resource)] as const);
        if (!checks.some(([, check]) => check)) {
          decline(`Of what it depends on nothing is known that can be asked: ${health.dependencies.map(({ name }) => `\`${name}\``).join(', ')}.`);
          continue;
        }
        framework = own;
        act(moduleOf(route.at).path, route.action);
        for (const [resource, check] of checks) {
          checked.add(resource.node);
          if (check) act(resource.module.path, check);
        }
      }
    }
    if (framework) await carryOut(input, actions, framework, plan);
    return plan;
  },
};

export default codemod;

type At = Parameters<typeof moduleOf>[0];

/** What has to be done for a finding, and where. */
function routeAction(file: PlanFile, messageId: string, { server, routes }: HealthEvidence, start: number): { at: At; action: Action } | { reason: string } {
  if (messageId === 'deepLiveness') return { reason: 'What restarts a process is yours to decide: answer OK here, and let the readiness route ask.' };
  if (messageId === 'unboundedReadiness') return { reason: 'It asks already: give what it calls a time limit.' };
  if (!FRAMEWORKS[server.facts.name]) return { reason: `No routes are written for ${server.facts.name}: it has its own.` };
  if (messageId === 'shallowReadiness') {
    const route = routes.find(({ node, module }) => module === file.analysis.module && node.start === start);
    const [handler, ...others] = route?.handlers ?? [];
    const call = route?.node;
    const isLast = call?.type === 'CallExpression' && call.arguments.at(-1) === handler;
    if (!handler || others.length > 0 || !isLast) return { reason: 'Its handler is not written where the route is registered.' };
    const { start: from, end } = handler;
    return { at: handler, action: { helper: 'answerReadiness', edits: (name) => [{ start: from, end, text: name }] } };
  }
  const place = placeOfValue(server.node, 'app');
  if (!place) return { reason: 'The application is made inside an expression: give it a name.' };
  const edits: Action['edits'] = (name, style) => place.write(`${name}(${place.reference})${style.semicolons ? ';' : ''}`, style);
  return { at: server.node, action: { helper: 'addHealthRoutes', edits } };
}

/** Has readiness ask a client where it is made; null where it isn't known how, or code can't name it. */
function checkAction({ node, receiver, name }: Resource): Action | null {
  const type = `${receiver.model.package}#${receiver.type}`;
  const ping = PINGS[type];
  const place = ping && receiver.by !== 'type' ? placeOfValue(node, name) : null;
  if (!place) return null;
  const code = (text: string) => text.replaceAll('$.', () => `${place.reference}${place.isOptional ? '?.' : '.'}`);
  return {
    helper: 'checkReadiness',
    edits(helper, style) {
      const ask = `() => ${code(style.quotes === 'double' ? ping!.replaceAll("'", '"') : ping!)}`;
      const state = POOL_STATES[type];
      const all = [quote(name, style), ask, ...(state === undefined ? [] : [`() => (${code(state)})`])];
      const isLong = all.length > 2;
      const list = isLong ? `\n${style.indent}${all.join(`,\n${style.indent}`)}${style.trailingCommas === 'all' ? ',' : ''}\n` : all.join(', ');
      return place.write(`${helper}(${list})${style.semicolons ? ';' : ''}`, style);
    },
  };
}

async function carryOut(input: PlanInput, actions: ReadonlyMap<string, Action[]>, framework: Framework, plan: Plan): Promise<void> {
  const files: PlanFile[] = [];
  for (const path of actions.keys()) files.push((await input.open(path))!);
  const module = await findGenerated(input, files, 'health', 'checkReadiness');
  const style = commonStyle(files.map(({ analysis }) => analysis.module), input.style);
  for (const file of files) plan.edits.set(file.path, editsOf(file, actions.get(file.path)!, module.path, style));
  if (module.file) return;
  const logger = findLogger(files[0]!.analysis.project, module.path, module, style);
  const text = printModule({ checkTimeoutMs: Number(input.options['checkTimeoutMs']), framework, shutdown: shutdownBeside(module, style) }, logger);
  plan.create.set(module.path, printGenerated(module, text, style));
}

function editsOf({ path, analysis }: PlanFile, actions: readonly Action[], modulePath: string, fallback: Style): Edit[] {
  const source = analysis.module;
  const style = styleOf(source, fallback);
  const from = relativeSpecifier(path, modulePath, style.importExtensions);
  const helpers = [...new Set(actions.map(({ helper }) => helper))].sort();
  const { names, edits } = addImports(source, helpers.map((name) => ({ from, name })), style);
  return [...edits, ...actions.flatMap((action) => action.edits(names[helpers.indexOf(action.helper)]!, style))];
}

/** The import of the module that add-graceful-shutdown has written beside this one; null where there is none. */
function shutdownBeside({ path }: GeneratedModule, style: Style): string | null {
  const shutdown = join(dirname(path), `shutdown${extname(path)}`);
  return existsSync(shutdown) && basename(path) !== basename(shutdown) ? relativeSpecifier(path, shutdown, style.importExtensions) : null;
}
