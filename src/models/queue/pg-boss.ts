import { type Call, type LibraryModel, type TypeModel, defineModel } from '../model.js';
import { listening } from '../parts/events.js';

const read: Call = { concept: 'query', access: 'read', medium: 'sql' };
const write: Call = { concept: 'query', access: 'write', medium: 'sql' };
const send: Call = { concept: 'publish', medium: 'sql', options: 2, timeouts: ['expire'], batch: 'insert(jobs)' };

export function pgBossTypes(handler: 'Job' | 'Job[]'): Record<string, TypeModel> {
  return {
    PgBoss: {
      members: {
        start: { concept: 'connect', returns: 'self' },
        stop: { concept: 'close', options: 0 },
        'send|sendAfter|sendThrottled|sendDebounced|publish': send,
        insert: { concept: 'publish', medium: 'sql', bulk: true },
        work: {
          concept: 'consume',
          options: 1,
          callbacks: [{ at: 'Argument[last]', role: 'consumer', params: [handler] }],
          runs: { rejection: 'failed' },
          timeouts: ['expire'],
        },
        schedule: { concept: 'schedule', repeats: true, options: 3, runs: { overlap: 'begins', rejection: 'failed' }, timeouts: ['expire'] },
        fetch: { ...write, rows: 'many', bulk: true },
        'complete|fail|cancel|resume|deleteJob': write,
        getJobById: { ...read, rows: 'one' },
        'createQueue|updateQueue|deleteQueue|offWork|unschedule': write,
        'getQueues|getSchedules': { ...read, rows: 'many' },
        getQueue: { ...read, rows: 'one' },
        'on|once|addListener': listening(),
      },
      lifecycle: { stage: 'worker', close: '$.stop()', opens: ['start'], errorEvent: 'error' },
    },
    Job: {},
  };
}

export const pgBossFacts: Pick<LibraryModel, 'package' | 'docs' | 'area' | 'timeouts' | 'retries' | 'notes'> = {
  package: 'pg-boss',
  docs: 'https://pgboss.io/api/constructor',
  area: 'queue',
  timeouts: { expire: { covers: 'job', unit: 's', default: 900, call: 'expireInSeconds', source: 'pg-boss 12.38.0: dist/plans.js' } },
  retries: { default: 2, option: 'retryLimit', kinds: 'a job that failed or expired' },
  notes: [
    'A job that runs for more than 15 minutes counts as failed and is tried again; its handler goes on unless it heeds `job.signal` (12).',
    'stop() waits 30 s for running jobs.',
    'An `error` event without a listener ends the process.',
  ],
};

export default defineModel({
  ...pgBossFacts,
  versions: '>=12',
  checked: '12.38.0',
  exports: {
    PgBoss: {
      class: 'PgBoss',
      construction: { options: 0, pool: { max: { at: 'max', default: 10 }, acquire: { at: 'connectionTimeoutMillis', default: 10_000 } } },
    },
  },
  types: pgBossTypes('Job[]'),
});
