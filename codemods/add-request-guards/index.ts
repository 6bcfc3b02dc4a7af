import type { BodyLimitEvidence } from '../../rules/require-body-limit.js';
import rule from '../../rules/require-rate-limit.js';
import type { Server } from '../../src/analysis/servers/server.js';
import type { CallNode } from '../../src/analysis/project/ast.js';
import type { Codemod, Plan, PlanFile, PlanInput } from '../../src/codemod/codemod.js';
import { findGenerated, printGenerated } from '../../src/codemod/generated.js';
import { findLogger } from '../../src/codemod/logger.js';
import { UserError } from '../../src/codemod/user-error.js';
import { placeOfValue, type Place } from '../../src/codemod/value-place.js';
import type { Edit } from '../../src/edit/edit.js';
import { addImports } from '../../src/edit/imports.js';
import { relativeSpecifier } from '../../src/edit/modules.js';
import { setCallOptions } from '../../src/edit/options.js';
import { commonStyle, styleOf, type Style } from '../../src/edit/style.js';
import type { Guard } from '../../src/models/model.js';
import { LIMITERS, number, printModule, type Framework, type Guards } from './module.js';

/** An application, the guards that it lacks, and the place of its finding. */
interface Site {
  server: Server;
  missing: Guard[];
  place: Place;
  file: PlanFile;
}

/** Whose middleware an application takes. */
const FRAMEWORKS: Record<string, Framework> = { Express: 'connect', NestJS: 'connect', Fastify: 'fastify', Koa: 'koa', Hono: 'hono' };

type Numbers = Omit<Guards, 'identifies' | 'limitsRate' | 'framework' | 'bodyLimit'>;

const codemod: Codemod = {
  name: 'add-request-guards',
  summary: 'Give an application a body limit, a rate limit, a time limit for answers, request ids and durations',
  rule: rule.definition.name,
  also: { 'require-request-id': {}, 'require-body-limit': {} },
  options: [
    { flag: 'module', type: 'string', default: '', description: "Path of the module with the guards; lib/resilience/requests in the source folder where it isn't given" },
    { flag: 'request-timeout-ms', type: 'number', default: 30_000, description: 'Time in milliseconds after which a request without an answer gets status 504' },
    { flag: 'retry-after-s', type: 'number', default: 5, description: 'Time in seconds that the client of such a request is asked to wait' },
    { flag: 'rate-limit', type: 'number', default: 300, description: 'Requests that one client may make in each window' },
    { flag: 'rate-window-ms', type: 'number', default: 60_000, description: 'Length of a window in milliseconds' },
    { flag: 'body-limit', type: 'string', default: '1mb', description: 'Largest body of a request, where it has no limit' },
  ],

  async plan(input) {
    const plan: Plan = { edits: new Map(), create: new Map(), dependencies: {}, declined: [] };
    const options = readOptions(input.options);
    const sites = new Map<CallNode, Site>();
    for (const file of input.files) {
      for (const { rule: name, messageId, evidence, start } of file.findings) {
        const decline = (reason: string) => plan.declined.push({ path: file.path, line: file.analysis.module.lineOf(start), reason });
        const found = evidence as BodyLimitEvidence;
        if ('server' in found) {
          const site = siteOf(file, found, name);
          if ('reason' in site) decline(site.reason);
          else sites.set(found.server.node, site);
        } else if (messageId === 'bodyLimitTooLarge') {
          decline('Somebody has chosen this limit: whether less is enough, those who send such bodies know.');
        } else {
          const edits = limitBody(file, found, String(input.options['bodyLimit']));
          if (edits) add(plan, file.path, edits);
          else decline('Its options are not written out here.');
        }
      }
    }
    if (sites.size > 0) await guard(input, [...sites.values()], options, plan);
    return plan;
  },
};

export default codemod;

function siteOf(file: PlanFile, { server, missing }: { server: Server; missing: Guard[] }, rule: string): Site | { reason: string } {
  const { facts, node } = server;
  if (rule === 'require-body-limit' && facts.name !== 'Hono') return { reason: `${facts.name} has a middleware of its own for this: register it as the message says.` };
  if (!FRAMEWORKS[facts.name]) return { reason: `No guards are written for ${facts.name}: it has its own plugins.` };
  const place = placeOfValue(node, 'app');
  return place ? { server, missing, place, file } : { reason: 'The application is made inside an expression: give it a name.' };
}

/** The edits that bound a reader of bodies that has no bound. */
function limitBody(file: PlanFile, { call, limit }: Extract<BodyLimitEvidence, { call: unknown }>, value: string): Edit[] | null {
  const { node } = call;
  if (node.type === 'TaggedTemplateExpression' || (node.type !== 'CallExpression' && node.type !== 'NewExpression')) return null;
  const index = call.call.options;
  if (typeof index !== 'number' || limit.at.startsWith('Argument[')) return null;
  return setCallOptions(file.analysis.module, node, index, [{ path: limit.at.split('.'), value: number(bytesOf(value)!) }]);
}

/** Has applications guarded where they are made, and writes the module that does it. */
async function guard(input: PlanInput, found: readonly Site[], options: Numbers, plan: Plan): Promise<void> {
  const framework = FRAMEWORKS[found[0]!.server.facts.name]!;
  const sites = found.filter(({ server }) => FRAMEWORKS[server.facts.name] === framework);
  for (const { file, server } of found.filter((site) => !sites.includes(site))) {
    plan.declined.push({ path: file.path, line: file.analysis.module.lineOf(server.node.start), reason: 'The package has applications of two frameworks: run this on one of them with --module.' });
  }
  const files = [...new Set(sites.map(({ file }) => file))];
  const module = await findGenerated(input, files, 'requests', 'guardRequests');
  const style = commonStyle(files.map(({ analysis }) => analysis.module), input.style);
  for (const file of files) {
    add(plan, file.path, guardIn(file, sites.filter((site) => site.file === file), module.path, style));
  }
  const limitsRate = sites.some(({ missing }) => missing.includes('rate-limit'));
  if (limitsRate) plan.dependencies = Object.fromEntries([LIMITERS[framework]]);
  if (module.file) return;
  const bodyLimit = framework === 'hono' && sites.some(({ missing }) => missing.includes('body-limit')) ? bytesOf(String(input.options['bodyLimit'])) : null;
  const guards = { ...options, framework, bodyLimit, limitsRate, identifies: sites.some(({ missing }) => missing.includes('request-id')) };
  const logger = findLogger(files[0]!.analysis.project, module.path, module, style);
  plan.create.set(module.path, printGenerated(module, printModule(guards, logger), style));
}

function guardIn({ path, analysis }: PlanFile, sites: readonly Site[], modulePath: string, fallback: Style): Edit[] {
  const source = analysis.module;
  const style = styleOf(source, fallback);
  const { names, edits } = addImports(source, [{ from: relativeSpecifier(path, modulePath, style.importExtensions), name: 'guardRequests' }], style);
  const end = style.semicolons ? ';' : '';
  return [...edits, ...sites.flatMap(({ place: { reference, write } }) => write(`${names[0]!}(${reference})${end}`, style))];
}

function add(plan: Plan, path: string, edits: readonly Edit[]): void {
  plan.edits.set(path, [...(plan.edits.get(path) ?? []), ...edits]);
}

function readOptions(options: Record<string, unknown>): Numbers {
  const read = (flag: string) => {
    const value = Number(options[flag]);
    if (value >= 1) return value;
    throw new UserError(`--${flag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} takes a number of 1 or more.`);
  };
  if (bytesOf(String(options['bodyLimit'])) === null) throw new UserError('--body-limit takes a size such as 1mb.');
  return {
    requestTimeoutMs: read('requestTimeoutMs'),
    retryAfterS: read('retryAfterS'),
    rateLimit: read('rateLimit'),
    rateWindowMs: read('rateWindowMs'),
  };
}

const UNITS: Record<string, number> = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 };

function bytesOf(size: string): number | null {
  const [, amount, unit = 'b'] = /^([\d.]+)\s*([kmg]?b)?$/i.exec(size) ?? [];
  return amount === undefined ? null : Math.round(Number(amount) * UNITS[unit.toLowerCase()]!);
}
