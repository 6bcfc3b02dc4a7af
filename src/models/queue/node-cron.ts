import { type Call, type Callback, type JobRuns, defineModel } from '../model.js';

const job: Callback = { at: 'Argument[1]', role: 'job' };

/** A call that makes a task, where its runs are treated so. */
function scheduling(runs: JobRuns, timeouts: string[]): Call {
  return { concept: 'schedule', repeats: true, options: 2, returns: 'ScheduledTask', callbacks: [job], runs: { ...runs, pattern: 'Argument[0]' }, timeouts };
}

export function nodeCronExports(runs: JobRuns, timeouts: string[]) {
  return {
    default: { namespace: true },
    schedule: { function: scheduling(runs, timeouts) },
    ScheduledTask: { type: 'ScheduledTask' },
  } as const;
}

const runs: JobRuns = { overlap: 'begins', exclusive: 'noOverlap', rejection: 'logged', source: 'Observed with 4.6.0.' };

export default defineModel({
  package: 'node-cron',
  versions: '>=4',
  checked: '4.6.0',
  docs: 'https://nodecron.com/scheduling-options.html',
  area: 'queue',
  exports: {
    ...nodeCronExports(runs, ['executeTimeout']),
    createTask: { function: { ...scheduling(runs, ['executeTimeout']), repeats: false } },
    shutdown: { function: { concept: 'close' } },
  },
  types: {
    ScheduledTask: {
      members: {
        start: { concept: 'connect' },
        'stop|destroy': { concept: 'close' },
        execute: {},
        'on|once': { concept: 'event', eventAt: 'Argument[0]', callbacks: [{ at: 'Argument[1]', role: 'listener' }] },
      },
      lifecycle: { stage: 'scheduler', close: '$.stop()' },
    },
  },
  timeouts: {
    // It bounds a task that runs in a child process.
    executeTimeout: { covers: 'job', unit: 'ms', default: null, call: 'executeTimeout' },
  },
  notes: [
    'A run that takes longer than the interval overlaps with the next one; `noOverlap: true` leaves that one out.',
    'A rejected run is logged by the library.',
  ],
});
