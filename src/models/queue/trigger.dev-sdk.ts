import { type Call, type Export, defineModel } from '../model.js';

const publish: Call = { concept: 'publish', medium: 'http', batch: 'batchTrigger(items)' };
const many: Call = { concept: 'publish', medium: 'http', bulk: true };
const task: Export = {
  function: {
    concept: 'consume',
    options: 0,
    timeouts: ['run'],
    returns: 'Task',
    callbacks: [{ at: 'Argument[0].run', role: 'consumer' }],
    runs: { rejection: 'failed', source: 'https://trigger.dev/docs/errors-retrying' },
  },
};

export default defineModel({
  package: '@trigger.dev/sdk',
  aliases: ['@trigger.dev/sdk/v3'],
  versions: '>=3',
  checked: '4.8.3',
  docs: 'https://trigger.dev/docs/triggering',
  area: 'queue',
  exports: {
    task,
    schemaTask: task,
    tasks: { instance: 'Tasks' },
    schedules: { instance: 'Schedules' },
    batch: { instance: 'Batch' },
  },
  types: {
    Task: { members: { trigger: publish, 'triggerAndWait': publish, 'batchTrigger|batchTriggerAndWait': many } },
    Tasks: { members: { 'trigger|triggerAndWait': publish, 'batchTrigger|batchTriggerAndWait': many } },
    Batch: { members: { 'trigger|triggerAndWait|triggerByTask|triggerByTaskAndWait': many } },
    Schedules: {
      members: {
        task: {
          concept: 'schedule',
          options: 0,
          timeouts: ['run'],
          repeats: true,
          callbacks: [{ at: 'Argument[0].run', role: 'job' }],
          runs: { rejection: 'failed', source: 'https://trigger.dev/docs/errors-retrying' },
        },
      },
    },
  },
  timeouts: {
    run: { covers: 'job', unit: 's', default: 'unknown', call: 'maxDuration', source: 'https://trigger.dev/docs/runs/max-duration' },
  },
  notes: ['A run ends after `maxDuration` of its task, or of `trigger.config.ts`, which has to say one.'],
});
