import { type JobRuns, defineModel } from '../model.js';
import { listening } from '../parts/events.js';

const runs: JobRuns = { pattern: 'Argument[0]', overlap: 'begins', rejection: 'unhandled', source: 'Observed with 2.1.1.' };

export default defineModel({
  package: 'node-schedule',
  versions: '>=1',
  checked: '2.1.1',
  docs: 'https://github.com/node-schedule/node-schedule#readme',
  area: 'queue',
  typedBy: ['@types/node-schedule@2.1.8'],
  exports: {
    default: { namespace: true },
    scheduleJob: {
      function: {
        concept: 'schedule',
        repeats: true,
        returns: 'Job',
        callbacks: [{ at: 'Argument[last]', role: 'job' }],
        runs,
      },
    },
    gracefulShutdown: { function: { concept: 'close' } },
    cancelJob: { function: {} },
    rescheduleJob: { function: {} },
    Job: { class: 'Job', construction: { callbacks: [{ at: 'Argument[1]', role: 'job' }] } },
  },
  types: {
    Job: {
      members: {
        schedule: { concept: 'schedule', repeats: true, runs },
        'cancel|cancelNext': { concept: 'close' },
        'reschedule|invoke': {},
        'on|once|addListener': listening(),
      },
      lifecycle: { stage: 'scheduler', close: '$.cancel()' },
    },
  },
  notes: [
    'A run that takes longer than the interval overlaps with the next one; no option prevents it.',
    'A rejected run is an unhandled rejection, which ends the process.',
    '`gracefulShutdown()` cancels every job and waits for the runs.',
  ],
});
