import { type Call, type Construction, defineModel } from '../model.js';
import { listening } from '../parts/events.js';

const read: Call = { concept: 'query', access: 'read', medium: 'key-value' };
const write: Call = { concept: 'query', access: 'write', medium: 'key-value' };

const queue: Construction = { options: 'last' };

export default defineModel({
  package: 'bull',
  versions: '>=3',
  checked: '4.16.5',
  docs: 'https://github.com/OptimalBits/bull/blob/develop/REFERENCE.md',
  area: 'queue',
  exports: {
    default: {
      class: 'Queue',
      construction: queue,
      function: { returns: 'Queue', options: 'last' },
      namespace: { Queue: { type: 'Queue' }, Job: { type: 'Job' } },
    },
    Queue: { type: 'Queue' },
    Job: { type: 'Job' },
  },
  types: {
    Queue: {
      members: {
        add: { concept: 'publish', medium: 'key-value', options: 'last', returns: 'Job', batch: 'addBulk(jobs)', timeouts: ['job'] },
        addBulk: { concept: 'publish', medium: 'key-value', bulk: true, returns: 'Job[]' },
        process: {
          concept: 'consume',
          callbacks: [{ at: 'Argument[last]', role: 'consumer', params: ['Job'] }],
          runs: { rejection: 'failed' },
          timeouts: ['job'],
        },
        getJob: { ...read, rows: 'one', returns: 'Job', batch: 'getJobs(types)' },
        'getJobs|getWaiting|getActive|getDelayed|getCompleted|getFailed': {
          ...read,
          rows: 'many',
          bulk: true,
          returns: 'Job[]',
        },
        'getJobCounts|getWaitingCount|getActiveCount|getFailedCount|count': { ...read, rows: 'count' },
        'empty|clean|obliterate|pause|resume|removeJobs|removeRepeatable': write,
        close: { concept: 'close' },
        'on|once|addListener': listening({ failed: ['Job', 'error'], 'completed|active|stalled|progress': ['Job'] }),
      },
      lifecycle: { stage: 'worker', close: '$.close()' },
    },
    Job: {
      members: {
        'progress|update|log|remove|retry|promote|moveToCompleted|moveToFailed': write,
        'getState|isCompleted|isFailed|isActive|isWaiting|isDelayed': { ...read, rows: 'one' },
        finished: { concept: 'external-call', medium: 'key-value' },
      },
    },
  },
  timeouts: { job: { covers: 'job', unit: 'ms', default: null, call: 'timeout' } },
  retries: { default: 0, option: 'attempts', kinds: 'a job that failed; set on the job' },
  notes: [
    'A job may be given a timeout when it is added; by default it has none.',
    'A queue publishes and processes: close() waits for the jobs that are running.',
  ],
});
