import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, type Ask, type Outcome } from './ask.js';
import type { Database } from './postgres.js';
import type { Exit, Service } from './service.js';
import { chargeId, type Upstream } from './upstream.js';

/** A running service with what it talks to. */
export interface Scene {
  service: Service;
  upstream: Upstream;
  database: Database;
}

/** The requests that a service understands, by what they need. */
export interface Visits {
  /** Needs an answer from another company's API. */
  upstream: Ask;
  /** Needs the database alone. */
  database: Ask;
  /** Charges a customer while it holds a database connection. */
  checkout: Ask;
  /** Keeps the database busy for a good part of a second. */
  slowQuery: Ask;
  /** Keeps the database busy for longer than anybody waits. */
  endlessQuery: Ask;
}

export interface HangResult {
  windowMs: number;
  /** The visitor whose request needs the API that hangs. */
  visitor: Outcome;
  /** Another visitor, whose request needs the database alone, while ten checkouts wait for the API that hangs. */
  bystander: Outcome;
}

/** What visitors see while the upstream hangs. */
export async function measureHang({ service, upstream }: Scene, visits: Visits, windowMs: number): Promise<HangResult> {
  upstream.behave('hang');
  const visitor = ask(service.url, visits.upstream, windowMs);
  const checkouts = Array.from({ length: 10 }, () => ask(service.url, visits.checkout, windowMs));
  await until(() => upstream.calls.length >= 1 + checkouts.length, 2_000);
  const bystander = ask(service.url, visits.database, windowMs);
  const result = { windowMs, visitor: await visitor, bystander: await bystander };
  await Promise.all(checkouts);
  return result;
}

export interface LockResult {
  windowMs: number;
  /** A visitor whose request needs the table that is locked. */
  visitor: Outcome;
  /** Another one, whose request needs another table, while ten wait for the locked one. */
  bystander: Outcome;
}

/** What visitors see while a table is locked for as long as they wait, as a migration does. */
export async function measureLock({ service, upstream, database }: Scene, visits: Visits, windowMs: number): Promise<LockResult> {
  upstream.behave('ok');
  const migration = database.query(`BEGIN; LOCK TABLE orders; SELECT pg_sleep(${(windowMs + 500) / 1_000}); COMMIT`);
  await until(async () => (await waitingFor(database, 'granted', "relation = 'orders'::regclass AND mode = 'AccessExclusiveLock'")) > 0, 2_000);
  const visitors = repeat(10, () => ask(service.url, visits.database, windowMs));
  await until(async () => (await waitingFor(database, 'NOT granted')) >= 10, 500);
  const bystander = await ask(service.url, visits.upstream, windowMs - 700);
  const [visitor] = await Promise.all(visitors);
  await migration;
  return { windowMs, visitor: visitor!, bystander };
}

async function waitingFor({ query }: Database, ...conditions: string[]): Promise<number> {
  const rows = await query(`SELECT 1 FROM pg_locks WHERE ${conditions.join(' AND ')}`);
  return rows.length;
}

export interface LeaveResult {
  visitors: number;
  leftMs: number;
  /** Statements that the server still works on, for visitors who have left some time ago. */
  running: number;
}

/** What the database still does for visitors who have closed the page. */
export async function measureLeave({ service, database }: Scene, visits: Visits, leftMs: number): Promise<LeaveResult> {
  const visitors = 2;
  const running = async () => {
    const rows = await database.query<{ pid: number }>("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid() AND leader_pid IS NULL");
    return rows.map(({ pid }) => pid);
  };
  const work = repeat(visitors, () => ask(service.url, visits.endlessQuery, 700));
  await Promise.all(work);
  await sleep(leftMs);
  const left = await running();
  // Nobody waits for them, and they keep the processor busy.
  for (const pid of left) await database.query('SELECT pg_terminate_backend($1)', [pid]);
  return { visitors, leftMs, running: left.length };
}

export interface FailingResult {
  visits: number;
  /** Requests that reached the upstream that answers nothing but 503. */
  upstreamCalls: number;
  /** How the visits ended, one after the other. */
  outcomes: Outcome[];
}

/** What a failing upstream and its visitors see when `visits` people come one after the other. */
export async function measureFailing(
  { service, upstream }: Scene,
  { upstream: visit }: Visits,
  visits: number,
): Promise<FailingResult> {
  upstream.behave('fail');
  const before = upstream.calls.length;
  const outcomes: Outcome[] = [];
  for (let n = 0; n < visits; n++) outcomes.push(await ask(service.url, visit, 10_000));
  return { visits, upstreamCalls: upstream.calls.length - before, outcomes };
}

export interface ShutdownResult {
  /** Requests that the service was working on when SIGTERM came. */
  inFlight: number;
  /** Those that got no whole answer with a status below 500. */
  lost: Outcome[];
  /** Customers who were charged, and whose order is in no table. */
  chargedWithoutOrder: number;
  /** `null`: it ran on until it was killed. */
  exit: Exit | null;
  exitMs: number;
  /** Sessions of the service in Postgres 200 ms after its end. */
  sessionsLeft: number;
  /** What Postgres wrote about connections that broke. */
  brokenConnections: string[];
}

const PRICES = 6;
const CHECKOUTS = 4;
const SLOW_QUERIES = 2;
const IDLE_SOCKETS = 4;
const BROKEN =
  /unexpected EOF on client connection|connection to client lost|could not (?:send|receive) data (?:to|from) client/;

/** Sends SIGTERM in the middle of work, with idle keep-alive sockets beside it, and counts what is lost. */
export async function measureShutdown(scene: Scene, visits: Visits, budgetMs: number): Promise<ShutdownResult> {
  const { service, upstream, database } = scene;
  const idle = new Agent({ keepAlive: true });
  const busy = new Agent({ keepAlive: true });
  try {
    upstream.behave('ok', 500);
    await Promise.all(repeat(IDLE_SOCKETS, () => ask(service.url, visits.database, 5_000, idle)));

    const callsBefore = upstream.calls.length;
    const work = [
      ...repeat(SLOW_QUERIES, () => ask(service.url, visits.slowQuery, budgetMs, busy)),
      ...repeat(PRICES, () => ask(service.url, visits.upstream, budgetMs, busy)),
      ...repeat(CHECKOUTS, () => ask(service.url, visits.checkout, budgetMs, busy)),
    ];
    await until(() => upstream.calls.length - callsBefore >= PRICES + CHECKOUTS, 2_000);
    const began = performance.now();
    service.kill('SIGTERM');
    const exit = await Promise.race([service.exited, sleep(budgetMs, null, { ref: false })]);
    const exitMs = Math.round(performance.now() - began);
    if (!exit) await service.stop();
    await sleep(200);
    const sessionsLeft = await countSessions(database);
    const outcomes = await Promise.all(work);
    // A session that lost its client finds out when it has something to send.
    await until(async () => (await countSessions(database)) === 0, 3_000);
    return {
      inFlight: work.length,
      lost: outcomes.filter((outcome) => outcome.kind !== 'answer' || outcome.status >= 500),
      chargedWithoutOrder: await countOrphanedCharges(upstream, database, callsBefore),
      exit,
      exitMs,
      sessionsLeft,
      brokenConnections: database.log().filter((line) => BROKEN.test(line)),
    };
  } finally {
    idle.destroy();
    busy.destroy();
  }
}

async function countSessions({ name, query }: Database): Promise<number> {
  const rows = await query<{ count: number }>(
    'SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()',
    [name],
  );
  return rows[0]?.count ?? 0;
}

async function countOrphanedCharges({ calls }: Upstream, { query }: Database, from: number): Promise<number> {
  const made = calls.flatMap(({ method, path }, index) =>
    index >= from && method === 'POST' && path === '/payments/charges' ? [chargeId(index + 1)] : [],
  );
  const kept = await query<{ count: number }>('SELECT count(*)::int AS count FROM orders WHERE charge_id = ANY($1)', [
    made,
  ]);
  return made.length - (kept[0]?.count ?? 0);
}

function repeat<T>(times: number, make: () => T): T[] {
  return Array.from({ length: times }, make);
}

/** Waits until `condition` holds, for at most `limitMs`. The figures show whether it did. */
async function until(condition: () => boolean | Promise<boolean>, limitMs: number): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await condition()) && performance.now() < deadline) await sleep(20);
}
