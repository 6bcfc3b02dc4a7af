import { type Call, type Callback, defineModel } from '../model.js';

const addJob: Call = { concept: 'publish', medium: 'sql', options: 2, batch: 'addJobs(jobs)' };
const task: Callback = { at: 'Argument[0].taskList.*', role: 'consumer', params: [null, 'JobHelpers'] };
const pool = { max: { at: 'maxPoolSize', default: 10 } } as const;
const helpers = {
  addJob,
  addJobs: { concept: 'publish', medium: 'sql', bulk: true },
  withPgClient: {
    concept: 'acquire',
    medium: 'sql',
    acquires: { kind: 'pooled-client', release: [], auto: true },
    callbacks: [{ at: 'Argument[0]', role: 'acquired', params: ['pg#PoolClient'] }],
  },
} as const satisfies Record<string, Call>;

export default defineModel({
  package: 'graphile-worker',
  versions: '>=0.13',
  checked: '0.17.3',
  docs: 'https://worker.graphile.org/docs/library/run',
  area: 'queue',
  exports: {
    run: {
      function: { concept: 'consume', options: 0, returns: 'Runner', callbacks: [task], runs: { rejection: 'failed' } },
      construction: { options: 0, pool },
    },
    runOnce: { function: { options: 0, callbacks: [{ ...task, role: 'callback' }] } },
    makeWorkerUtils: { function: { options: 0, returns: 'WorkerUtils' }, construction: { options: 0, pool } },
    addJobAdhoc: { function: { ...addJob, options: 3 } },
    quickAddJob: { function: { ...addJob, options: 3 } },
    Task: { type: 'Task' },
    JobHelpers: { type: 'JobHelpers' },
    Runner: { type: 'Runner' },
    WorkerUtils: { type: 'WorkerUtils' },
  },
  types: {
    Runner: {
      members: { stop: { concept: 'close' }, addJob },
      lifecycle: { stage: 'worker', close: '$.stop()' },
    },
    WorkerUtils: {
      members: {
        ...helpers,
        'completeJobs|permanentlyFailJobs|rescheduleJobs': { concept: 'query', access: 'write', medium: 'sql', bulk: true },
        migrate: { concept: 'query', access: 'write', medium: 'sql' },
        release: { concept: 'close' },
      },
      lifecycle: { stage: 'publisher', close: '$.release()' },
    },
    JobHelpers: {
      members: { ...helpers, query: { concept: 'query', access: 'sql', medium: 'sql', text: 0 } },
      properties: { abortSignal: 'global#AbortSignal' },
    },
    Task: { function: { role: 'consumer', params: [null, 'JobHelpers'] } },
  },
  retries: { default: 24, option: 'maxAttempts', kinds: 'a job that failed, with exponential backoff' },
  notes: [
    'A job has no time limit: after four hours another worker may take it too.',
    'run() handles SIGTERM itself unless `noHandleSignals` is set.',
  ],
});
