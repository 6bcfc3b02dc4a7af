import { type Callback, type Construction, type JobRuns, type TypeModel, defineModel } from '../model.js';

const jobs: Callback[] = [
  { at: 'Argument[1]', role: 'job' },
  { at: 'Argument[2]', role: 'job' },
];

const runs: JobRuns = {
  pattern: 'Argument[0]',
  overlap: 'begins',
  exclusive: 'protect',
  rejection: 'unhandled',
  handler: 'catch',
  source: 'Observed with 11.0.1 and 8.1.2.',
};

export const construction: Construction = { concept: 'schedule', repeats: true, options: 'last', callbacks: jobs, runs };

export const cronerTypes: Record<string, TypeModel> = {
  Cron: {
    members: {
      schedule: { concept: 'schedule', repeats: true, returns: 'self', callbacks: [{ at: 'Argument[0]', role: 'job' }] },
      stop: { concept: 'close' },
      'pause|resume|trigger': {},
    },
    lifecycle: { stage: 'scheduler', close: '$.stop()' },
  },
};

export const cronerNotes = [
  'A run that takes longer than the interval overlaps with the next one; `protect: true` leaves that one out.',
  'A rejected run is an unhandled rejection, which ends the process; `catch: true` or a function prevents it.',
];

export default defineModel({
  package: 'croner',
  versions: '>=9',
  checked: '11.0.1',
  docs: 'https://croner.56k.guru/usage/configuration/',
  area: 'queue',
  exports: { Cron: { class: 'Cron', construction } },
  types: cronerTypes,
  notes: cronerNotes,
});
