import { defineModel } from '../model.js';

export default defineModel({
  package: 'bee-queue',
  versions: '>=1',
  checked: '2.0.0',
  docs: 'https://github.com/bee-queue/bee-queue#readme',
  area: 'queue',
  exports: { default: { class: 'Queue', construction: { options: 1 } } },
  types: {
    Queue: {
      members: {
        createJob: { returns: 'Job' },
        saveAll: { concept: 'publish', medium: 'socket', bulk: true },
        process: {
          concept: 'consume',
          callbacks: [{ at: 'Argument[last]', role: 'consumer' }],
          runs: { rejection: 'failed' },
        },
        'getJob|getJobs|checkHealth': { concept: 'query', access: 'read', medium: 'key-value' },
        'close|destroy': { concept: 'close' },
        on: {},
      },
      lifecycle: { stage: 'worker', close: '$.close()' },
    },
    Job: {
      members: {
        'setId|retries|backoff|delayUntil|timeout': { returns: 'self' },
        save: { concept: 'publish', medium: 'socket', batch: 'queue.saveAll(jobs)' },
      },
    },
  },
  retries: { default: 0 },
});
