import { type Construction, type JobRuns, type LibraryModel, defineModel } from '../model.js';

/** The model of a version that treats runs so. */
export function cronModel(versions: string, checked: string, runs: JobRuns, notes: string[]): LibraryModel {
  const schedule = { concept: 'schedule', repeats: true } as const;
  const job: Construction = {
    ...schedule,
    callbacks: [{ at: 'Argument[1]', role: 'job' }],
    runs: {
      ...runs,
      pattern: 'Argument[0]',
      ...(runs.exclusive && { exclusive: 'Argument[9]' }),
      ...(runs.handler && { handler: 'Argument[10]' }),
    },
  };
  return {
    package: 'cron',
    versions,
    checked,
    docs: 'https://github.com/kelektiv/node-cron#cronjob-class',
    area: 'queue',
    exports: {
      default: { namespace: true },
      CronJob: {
        class: 'CronJob',
        construction: job,
        statics: {
          from: {
            ...schedule,
            options: 0,
            returns: 'CronJob',
            callbacks: [{ at: 'Argument[0].onTick', role: 'job' }],
            runs: { ...runs, pattern: 'cronTime' },
          },
        },
      },
    },
    types: {
      CronJob: {
        members: {
          start: { concept: 'connect' },
          stop: { concept: 'close' },
          addCallback: { callbacks: [{ at: 'Argument[0]', role: 'job' }] },
          fireOnTick: {},
        },
        lifecycle: { stage: 'scheduler', close: '$.stop()', opens: ['start'] },
      },
    },
    notes,
  };
}

export default defineModel(
  cronModel(
    '>=4',
    '4.4.0',
    {
      overlap: 'begins',
      exclusive: 'waitForCompletion',
      rejection: 'logged',
      handler: 'errorHandler',
      source: 'Observed with 4.4.0.',
    },
    [
      'A run that takes longer than the interval overlaps with the next one; `waitForCompletion: true` leaves that one out.',
      'A rejected run is printed to the console, or given to `errorHandler`.',
    ],
  ),
);
