import { defineModel } from '../model.js';
import { nodeCronExports } from './node-cron.js';

export default defineModel({
  package: 'node-cron',
  versions: '>=2 <4',
  checked: '3.0.3',
  docs: 'https://github.com/node-cron/node-cron/tree/v3.0.3#readme',
  area: 'queue',
  typedBy: ['@types/node-cron@3.0.11'],
  exports: nodeCronExports({ overlap: 'begins', rejection: 'lost', source: 'Observed with 3.0.3.' }, []),
  types: {
    ScheduledTask: {
      members: { start: { concept: 'connect' }, stop: { concept: 'close' }, now: {} },
      lifecycle: { stage: 'scheduler', close: '$.stop()' },
    },
  },
  notes: [
    'A run that takes longer than the interval overlaps with the next one.',
    'A rejected run is swallowed without a log line: only a `task-failed` event tells of it.',
  ],
});
