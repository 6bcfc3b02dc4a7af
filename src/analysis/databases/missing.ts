import type { Construction, Timeout, TimeoutCovers } from '../../models/model.js';
import { enclosingFunction, parentOf, type Node } from '../project/ast.js';
import { bindingOf, moduleOf, referencesOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import type { DatabaseClient } from './clients.js';
import { stateOfBound, stateOfTimeout, type LimitState } from './limits.js';

export type PoolLimit = keyof NonNullable<Construction['pool']>;
export type DatabaseTimeout = 'statement' | 'lock' | 'idleInTransaction' | 'connect';

/** A limit that a database client lacks, and how it is set: what a codemod writes. */
export interface MissingLimit<Name extends string = PoolLimit | DatabaseTimeout> {
  limit: Name;
  /** Path inside the options of the construction; null where the client has no option for it. */
  option: string | null;
  unit: 'ms' | 's' | 'connections';
  /** A value that suits most services, in `unit`. */
  suggested: number;
  /** The server's setting that does the same, for a statement that is run on each new connection. */
  setting: string | null;
  /**
   * `off`: it is switched off at `node`. `unseen`: a connection string that isn't in view may have it, or at `node`
   * settings that are merged into the options.
   */
  state: 'missing' | 'off' | 'unseen';
  node: Node | null;
}

const SUGGESTED: Record<PoolLimit | DatabaseTimeout, number> = {
  max: 10,
  acquire: 5_000,
  idle: 30_000,
  lifetime: 1_800_000,
  statement: 30_000,
  lock: 5_000,
  idleInTransaction: 30_000,
  connect: 10_000,
};

export const POOL_LIMITS: readonly PoolLimit[] = ['acquire', 'max', 'idle', 'lifetime'];
export const DATABASE_TIMEOUTS: readonly DatabaseTimeout[] = ['statement', 'lock', 'idleInTransaction', 'connect'];

/** The bounds of its pool that a client lacks, of those that are asked for. */
export function missingPoolLimits(project: Project, client: DatabaseClient, limits: readonly PoolLimit[]): MissingLimit<PoolLimit>[] {
  return limits.flatMap((limit) => {
    const bound = client.construction.pool?.[limit];
    const unit = limit === 'max' ? 'connections' : (bound?.unit ?? 'ms');
    return bound ? lacking(stateOfBound(project, client, bound), { limit, option: bound.at ?? null, unit, setting: null }) : [];
  });
}

/** What each kind of time limit may be made of, the best first: any of them ends what it is there for. */
const COVERS: Record<DatabaseTimeout, readonly TimeoutCovers[]> = {
  statement: ['statement', 'call'],
  lock: ['lock'],
  idleInTransaction: ['idle-in-transaction'],
  connect: ['connect'],
};

/** The time limits that a pool, or a client with one inside, lacks, of those that are asked for. */
export function missingTimeouts(project: Project, client: DatabaseClient, limits: readonly DatabaseTimeout[]): MissingLimit<DatabaseTimeout>[] {
  // A single connection is mostly that of a script, or of a listener that waits for ever on purpose.
  if (!client.construction.pool || isForOneUse(client)) return [];
  return limits.flatMap((limit) => {
    // Where waiting for a connection is bounded by a pool, connecting is a part of it.
    if (limit === 'connect' && client.construction.pool?.acquire?.at) return [];
    const facts = COVERS[limit].flatMap((covers) => timeoutsOf(client).filter((fact) => fact.covers === covers));
    const states = facts.map((fact) => stateOfTimeout(project, client, fact));
    const together = strongest(states);
    const fact = facts.find((candidate, index) => candidate.client && states[index]!.state === together.state) ?? facts[0];
    if (!fact) return [];
    const unit = fact.unit === 's' ? 's' : 'ms';
    return lacking(together, { limit, option: fact.client ?? null, unit, setting: fact.setting ?? null });
  });
}

/** Whether a client stays in the variable of one function, which uses it by its members alone: what it lacks is to be closed. */
function isForOneUse({ call }: DatabaseClient): boolean {
  const declarator = call && parentOf(call);
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return false;
  const fn = enclosingFunction(declarator);
  const name: Node = declarator.id;
  const binding = fn && bindingOf(moduleOf(name), declarator.id);
  if (!binding) return false;
  return referencesOf(moduleOf(name), binding).every((use) => {
    if (binding.declarations.includes(use)) return true;
    const parent = parentOf(use);
    return parent?.type === 'MemberExpression' && parent.object === (use as unknown) && enclosingFunction(use) === fn && parentOf(parent)?.type === 'CallExpression';
  });
}

function timeoutsOf({ model, construction }: DatabaseClient): Timeout[] {
  return (construction.timeouts ?? []).flatMap((id) => model.timeouts?.[id] ?? []);
}

/** What several ways to set one limit say together: one that is set is enough, one that can't be known silences. */
function strongest(states: LimitState[]): LimitState {
  const real = states.filter(({ state }) => state !== 'none');
  for (const wanted of ['set', 'unknown', 'default', 'unseen', 'off', 'missing'] as const) {
    const found = real.find(({ state }) => state === wanted);
    if (found) return found;
  }
  return { state: 'none' };
}

/** Where only what isn't in view could hold a limit: which of these an option of the rule asks for all the same. */
export function isAskedFor({ state, node }: MissingLimit, unseen: { urls: boolean; settings: boolean }): boolean {
  return state !== 'unseen' || (node ? unseen.settings : unseen.urls);
}

function lacking<Name extends PoolLimit | DatabaseTimeout>(
  found: LimitState,
  known: Pick<MissingLimit<Name>, 'limit' | 'option' | 'unit' | 'setting'>,
): MissingLimit<Name>[] {
  if (found.state !== 'missing' && found.state !== 'off' && found.state !== 'unseen') return [];
  const suggested = SUGGESTED[known.limit] / (known.unit === 's' ? 1_000 : 1);
  return [{ ...known, suggested, state: found.state, node: found.state === 'off' ? found.node : found.state === 'unseen' ? found.by : null }];
}
