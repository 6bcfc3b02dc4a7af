import { type Construction, type JobRuns, defineModel } from '../model.js';

const runs: JobRuns = { overlap: 'skipped', rejection: 'logged', handler: 'Argument[2]', source: 'Observed with 4.1.0.' };

const task: Construction = {
  concept: 'schedule',
  repeats: true,
  callbacks: [
    { at: 'Argument[1]', role: 'job' },
    { at: 'Argument[2]', role: 'callback', params: ['error'] },
  ],
  runs,
};

export default defineModel({
  package: 'toad-scheduler',
  versions: '>=1',
  checked: '4.1.0',
  docs: 'https://github.com/kibertoad/toad-scheduler#readme',
  area: 'queue',
  exports: {
    ToadScheduler: { class: 'ToadScheduler' },
    AsyncTask: { class: 'Task', construction: task },
    Task: { class: 'Task', construction: task },
    SimpleIntervalJob: { class: 'Job' },
    LongIntervalJob: { class: 'Job' },
    CronJob: { class: 'Job' },
  },
  types: {
    ToadScheduler: {
      members: {
        'addSimpleIntervalJob|addLongIntervalJob|addIntervalJob|addCronJob': {},
        stop: { concept: 'close' },
      },
      lifecycle: { stage: 'scheduler', close: '$.stop()', opens: ['addSimpleIntervalJob', 'addLongIntervalJob', 'addIntervalJob', 'addCronJob'] },
    },
    Task: {},
    Job: { members: { start: {}, stop: { concept: 'close' } } },
  },
  notes: [
    'A run of an AsyncTask that is due while the last one goes on is left out, unless the job has `preventOverrun: false`.',
    'A rejected run is printed to the console, or given to the task’s error handler.',
  ],
});
