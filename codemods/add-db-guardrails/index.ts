import type { DatabaseTimeoutsEvidence } from '../../rules/require-db-timeouts.js';
import rule from '../../rules/require-db-timeouts.js';
import type { PoolLimitsEvidence } from '../../rules/require-pool-limits.js';
import type { DatabaseClient } from '../../src/analysis/databases/clients.js';
import { DATABASE_TIMEOUTS, POOL_LIMITS, type MissingLimit } from '../../src/analysis/databases/missing.js';
import { isClass, type Node } from '../../src/analysis/project/ast.js';
import type { Codemod, Plan, PlanFile, PlanInput } from '../../src/codemod/codemod.js';
import { findGenerated, printGenerated } from '../../src/codemod/generated.js';
import { findLogger } from '../../src/codemod/logger.js';
import { UserError } from '../../src/codemod/user-error.js';
import { placeOfValue, type Place } from '../../src/codemod/value-place.js';
import type { Edit } from '../../src/edit/edit.js';
import { addImports } from '../../src/edit/imports.js';
import { relativeSpecifier } from '../../src/edit/modules.js';
import { quote } from '../../src/edit/print.js';
import { commonStyle, styleOf, type Style } from '../../src/edit/style.js';
import { setLimits, type Limits } from './limits.js';
import { printModule, type Watching } from './module.js';

/** A client with everything that it lacks, and the place of its finding. */
interface Site {
  client: DatabaseClient;
  missing: MissingLimit[];
  file: PlanFile;
  line: number;
}

/** The flag of each limit, by the name of its value. */
const FLAGS: Record<keyof Limits, string> = {
  statement: 'statementTimeoutMs',
  lock: 'lockTimeoutMs',
  idleInTransaction: 'idleInTransactionMs',
  connect: 'connectTimeoutMs',
  acquire: 'acquireTimeoutMs',
  max: 'maxConnections',
  idle: 'idleTimeoutMs',
  lifetime: 'maxLifetimeMs',
};

const codemod: Codemod = {
  name: 'add-db-guardrails',
  summary: 'Give database clients limits for statements, locks, idle transactions and connections, and watch their pools',
  rule: rule.definition.name,
  ruleOptions: { timeouts: DATABASE_TIMEOUTS, unseenUrls: true, unseenSettings: true },
  also: { 'require-pool-limits': { limits: POOL_LIMITS, unseenUrls: true, unseenSettings: true } },
  options: [
    { flag: 'module', type: 'string', default: '', description: "Path of the module that watches pools; lib/resilience/database in the source folder where it isn't given" },
    { flag: 'statement-timeout-ms', type: 'number', default: 30_000, description: 'Time in milliseconds after which the server cancels a statement' },
    { flag: 'lock-timeout-ms', type: 'number', default: 5_000, description: 'Time in milliseconds that a statement waits for a lock' },
    { flag: 'idle-in-transaction-ms', type: 'number', default: 30_000, description: 'Time in milliseconds after which the server closes a session whose transaction does nothing' },
    { flag: 'connect-timeout-ms', type: 'number', default: 10_000, description: 'Time in milliseconds that connecting may take' },
    { flag: 'acquire-timeout-ms', type: 'number', default: 5_000, description: 'Time in milliseconds that a caller waits for a free connection' },
    { flag: 'max-connections', type: 'number', default: 10, description: 'Connections of one pool' },
    { flag: 'idle-timeout-ms', type: 'number', default: 30_000, description: 'Time in milliseconds after which a connection that nobody uses is closed' },
    { flag: 'max-lifetime-ms', type: 'number', default: 1_800_000, description: 'Age in milliseconds at which a connection is replaced' },
    { flag: 'slow-query-ms', type: 'number', default: 500, description: 'Queries that take longer, in milliseconds, are logged' },
    { flag: 'warn-share', type: 'number', default: 0.8, description: 'Share of a pool in use, between 0 and 1, above which there is a warning' },
  ],

  async plan(input) {
    const plan: Plan = { edits: new Map(), create: new Map(), dependencies: {}, declined: [] };
    const limits = readLimits(input.options);
    const watching = readWatching(input.options);
    const watched: Site[] = [];
    for (const site of sitesOf(input)) {
      const isWatched = placeOf(site.client) !== null;
      const { module, edits, left } = setLimits(site.client, site.missing, limits, isWatched);
      if (left.length > 0) plan.declined.push({ path: site.file.path, line: site.line, reason: left.join(' ') });
      if (edits.length === 0) continue;
      await input.open(module.path);
      add(plan, module.path, edits);
      if (isWatched) watched.push(site);
    }
    if (watched.length > 0) await watch(input, watched, watching, plan);
    return plan;
  },
};

export default codemod;

/** What the findings of both rules say of each client. */
function sitesOf(input: PlanInput): Site[] {
  const sites = new Map<unknown, Site>();
  for (const file of input.files) {
    for (const { evidence, start } of file.findings) {
      const found = evidence as DatabaseTimeoutsEvidence | PoolLimitsEvidence | undefined;
      // A pool that has too many connections was given that number by somebody.
      if (!found) continue;
      // Several clients may be made with one object.
      const key = found.client.options ?? found.client.node;
      const site = sites.get(key) ?? { client: found.client, missing: [], file, line: file.analysis.module.lineOf(start) };
      const known = new Set(site.missing.map(({ option, setting }) => option ?? setting));
      site.missing.push(...found.missing.filter(({ option, setting }) => !known.has(option ?? setting)));
      sites.set(key, site);
    }
  }
  return [...sites.values()];
}

/** Where the pool that a client keeps can be watched; null where the module doesn't know how, or code can't name it. */
function placeOf({ model, call, construction }: DatabaseClient): Place | null {
  return model.package === 'pg' && call !== null && construction.pool !== undefined ? placeOfValue(call, 'pool') : null;
}

/** Has pools watched where they are made, and writes the module that does it. */
async function watch(input: PlanInput, sites: readonly Site[], watching: Watching, plan: Plan): Promise<void> {
  const files = [...new Set(sites.map(({ file }) => file))];
  const module = await findGenerated(input, files, 'database', 'watchPool');
  const style = commonStyle(files.map(({ analysis }) => analysis.module), input.style);
  for (const file of files) add(plan, file.path, watchIn(file, sites.filter((site) => site.file === file), module.path, style));
  if (module.file) return;
  const logger = findLogger(files[0]!.analysis.project, module.path, module, style);
  plan.create.set(module.path, printGenerated(module, printModule(watching, logger), style));
}

function watchIn({ path, analysis }: PlanFile, sites: readonly Site[], modulePath: string, fallback: Style): Edit[] {
  const source = analysis.module;
  const style = styleOf(source, fallback);
  const places = sites.flatMap(({ client }) => {
    const place = placeOf(client);
    return place ? [{ ...place, name: nameOf(client.node, place.reference) }] : [];
  });
  const { names, edits } = addImports(source, [{ from: relativeSpecifier(path, modulePath, style.importExtensions), name: 'watchPool' }], style);
  const end = style.semicolons ? ';' : '';
  const statements = places.flatMap(({ name, reference, write }) => write(`${names[0]!}(${quote(name, style)}, ${reference})${end}`, style));
  return [...edits, ...statements];
}

/** `pool`; `Audit.pool` for a field. */
function nameOf(node: Node, reference: string): string {
  const own = reference.replace(/^this\.#?/, '');
  let owner: Node | null | undefined = own === reference ? null : node;
  while (owner && !isClass(owner)) owner = owner.parent;
  return isClass(owner) && owner.id ? `${owner.id.name}.${own}` : own;
}

function add(plan: Plan, path: string, edits: readonly Edit[]): void {
  plan.edits.set(path, [...(plan.edits.get(path) ?? []), ...edits]);
}

function readLimits(options: Record<string, unknown>): Limits {
  const entries = Object.entries(FLAGS).map(([name, flag]): [string, number] => {
    const value = Number(options[flag]);
    // 0 switches each of them off.
    if (!(value >= 1)) throw new UserError(`--${dashed(flag)} takes a number of 1 or more.`);
    return [name, value];
  });
  return Object.fromEntries(entries) as Limits;
}

function readWatching(options: Record<string, unknown>): Watching {
  const warnShare = Number(options['warnShare']);
  if (!(warnShare > 0 && warnShare < 1)) throw new UserError('--warn-share takes a number between 0 and 1.');
  return { slowQueryMs: Number(options['slowQueryMs']), warnShare };
}

function dashed(flag: string): string {
  return flag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
