import { type Call, defineModel } from '../model.js';
import { listening } from '../parts/events.js';

const read: Call = { concept: 'query', access: 'read', medium: 'key-value' };
const write: Call = { concept: 'query', access: 'write', medium: 'key-value' };

const on = listening();
const workerOn = listening({ failed: ['Job', 'error'], 'completed|active|progress': ['Job'] });

export default defineModel({
  package: 'bullmq',
  versions: '>=2',
  checked: '6.7.0',
  older: ['3.16.2', '5.81.5'],
  docs: 'https://docs.bullmq.io/',
  area: 'queue',
  exports: {
    default: { namespace: true },
    Queue: { class: 'Queue', construction: { options: 1 } },
    Worker: {
      class: 'Worker',
      construction: {
        concept: 'consume',
        options: 2,
        callbacks: [{ at: 'Argument[1]', role: 'consumer', params: ['Job'] }],
        runs: { rejection: 'failed' },
      },
    },
    FlowProducer: { class: 'FlowProducer', construction: { options: 0 } },
    QueueEvents: { class: 'QueueEvents', construction: { options: 1 } },
    Job: { class: 'Job' },
  },
  types: {
    Queue: {
      members: {
        add: { concept: 'publish', medium: 'key-value', options: 2, returns: 'Job', batch: 'addBulk(jobs)' },
        addBulk: { concept: 'publish', medium: 'key-value', bulk: true, returns: 'Job[]' },
        upsertJobScheduler: { concept: 'publish', medium: 'key-value', returns: 'Job' },
        getJob: { ...read, rows: 'one', returns: 'Job', batch: 'getJobs(types)' },
        'getJobs|getWaiting|getActive|getDelayed|getCompleted|getFailed': {
          ...read,
          rows: 'many',
          bulk: true,
          returns: 'Job[]',
        },
        'getJobCounts|getJobCountByTypes|getWaitingCount|getActiveCount|getFailedCount': { ...read, rows: 'count' },
        'remove|drain|clean|obliterate|pause|resume|removeJobScheduler': write,
        close: { concept: 'close' },
        'on|once|addListener': on,
      },
      lifecycle: { stage: 'publisher', close: '$.close()' },
    },
    Worker: {
      members: {
        run: { concept: 'consume' },
        close: { concept: 'close' },
        'on|once|addListener': workerOn,
      },
      lifecycle: { stage: 'worker', close: '$.close()' },
    },
    FlowProducer: {
      members: {
        add: { concept: 'publish', medium: 'key-value', batch: 'addBulk(flows)' },
        addBulk: { concept: 'publish', medium: 'key-value', bulk: true },
        close: { concept: 'close' },
        'on|once|addListener': on,
      },
      lifecycle: { stage: 'publisher', close: '$.close()' },
    },
    QueueEvents: {
      members: { close: { concept: 'close' }, 'on|once|addListener': on },
      lifecycle: { stage: 'worker', close: '$.close()' },
    },
    Job: {
      members: {
        'updateProgress|updateData|log|remove|retry|promote|changeDelay|changePriority': write,
        'moveToCompleted|moveToFailed|moveToDelayed|extendLock': write,
        'getState|isCompleted|isFailed|isActive|isWaiting|isDelayed': { ...read, rows: 'one' },
        getChildrenValues: { ...read, rows: 'many' },
        waitUntilFinished: { concept: 'external-call', medium: 'key-value', timeouts: ['result'] },
      },
    },
  },
  timeouts: { result: { covers: 'call', unit: 'ms', default: null, call: 'Argument[1]' } },
  retries: { default: 0, option: 'attempts', kinds: 'a job that failed; set on the job' },
  notes: [
    'There is no limit on how long a job runs: lockDuration is renewed while it does.',
    'A job that throws is tried once more only if its attempts are above 1; a processor that catches everything marks it as done.',
    'Finished jobs stay in Redis for ever unless removeOnComplete and removeOnFail are set.',
    'worker.close() waits for the jobs that are running.',
  ],
});
