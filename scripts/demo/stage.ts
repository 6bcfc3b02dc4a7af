import path from 'node:path';
import type { Cleanup } from './cleanup.js';
import {
  measureFailing,
  measureHang,
  measureLeave,
  measureLock,
  measureShutdown,
  type FailingResult,
  type HangResult,
  type LeaveResult,
  type LockResult,
  type Scene,
  type ShutdownResult,
  type Visits,
} from './measure.js';
import type { Postgres } from './postgres.js';
import { startService } from './service.js';
import { startUpstream } from './upstream.js';

export interface Figures {
  hang: HangResult;
  lock: LockResult;
  leave: LeaveResult;
  failing: FailingResult;
  shutdown: ShutdownResult;
}

interface Limits {
  /** How long a request is watched that may never be answered. */
  hangWindowMs: number;
  /** How long a table is locked. */
  lockMs: number;
  /** How long after its visitors have left the database is looked at. */
  leftMs: number;
  /** How many people visit while the upstream fails. */
  failingVisits: number;
  /** How long a process may take to end after SIGTERM. */
  shutdownMs: number;
}

const LIMITS: Limits = { hangWindowMs: 12_000, lockMs: 4_000, leftMs: 1_000, failingVisits: 30, shutdownMs: 15_000 };

let scenes = 0;

/** Gives `measure` a freshly started service with a database and an upstream of its own, and ends them afterwards. */
export async function onStage<T>(
  directory: string,
  postgres: Postgres,
  cleanup: Cleanup,
  measure: (scene: Scene) => Promise<T>,
  env?: Record<string, string>,
): Promise<T> {
  const sql = ['schema.sql', 'seed.sql'].map((file) => path.join(directory, 'sql', file));
  const database = await postgres.createDatabase(`scene_${++scenes}`, sql);
  const upstream = await startUpstream(cleanup);
  try {
    const service = await startService(
      directory,
      { databaseUrl: database.url, upstreamUrl: upstream.url, env },
      cleanup,
    );
    try {
      return await measure({ service, upstream, database });
    } finally {
      await service.stop();
    }
  } finally {
    await upstream.stop();
  }
}

/** Measures built services side by side. The short measurements run while the long one waits in vain. */
export async function compare<Name extends string>(
  directories: Record<Name, string>,
  visits: Visits,
  postgres: Postgres,
  cleanup: Cleanup,
  limits: Limits = LIMITS,
): Promise<Record<Name, Figures>> {
  const names = Object.keys(directories) as Name[];
  const on = <T>(name: Name, measure: (scene: Scene) => Promise<T>) =>
    onStage(directories[name], postgres, cleanup, measure);

  const databases = Promise.all(
    names.map((name) =>
      // First what keeps the processors busy: the others are measured by then.
      on(name, async (scene) => ({ leave: await measureLeave(scene, visits, limits.leftMs), lock: await measureLock(scene, visits, limits.lockMs) })),
    ),
  );
  const hangs = Promise.all(names.map((name) => on(name, (scene) => measureHang(scene, visits, limits.hangWindowMs))));
  const short = async () => {
    const measured: Omit<Figures, 'hang' | 'lock' | 'leave'>[] = [];
    for (const name of names) {
      measured.push({
        failing: await on(name, (scene) => measureFailing(scene, visits, limits.failingVisits)),
        shutdown: await on(name, (scene) => measureShutdown(scene, visits, limits.shutdownMs)),
      });
    }
    return measured;
  };
  const [hang, database, rest] = await Promise.all([hangs, databases, short()]);
  return Object.fromEntries(names.map((name, index) => [name, { hang: hang[index], ...database[index], ...rest[index] }])) as Record<
    Name,
    Figures
  >;
}
