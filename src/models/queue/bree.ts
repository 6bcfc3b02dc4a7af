import { defineModel } from '../model.js';
import { listening } from '../parts/events.js';

export default defineModel({
  package: 'bree',
  versions: '>=6',
  checked: '9.2.9',
  docs: 'https://github.com/breejs/bree#readme',
  area: 'queue',
  exports: {
    default: {
      class: 'Bree',
      construction: {
        options: 0,
        concept: 'schedule',
        repeats: true,
        runs: { overlap: 'skipped', rejection: 'logged', handler: 'errorHandler', source: 'bree 9.2.9: src/index.js' },
        timeouts: ['closeWorkerAfterMs'],
      },
    },
  },
  types: {
    Bree: {
      members: {
        start: { concept: 'connect' },
        stop: { concept: 'close' },
        'add|remove|run': {},
        'on|once|addListener': listening(),
      },
      lifecycle: { stage: 'scheduler', close: '$.stop()', opens: ['start'] },
    },
  },
  timeouts: { closeWorkerAfterMs: { covers: 'job', unit: 'ms', default: null, client: 'closeWorkerAfterMs', off: [0] } },
  notes: [
    'Every job is a file that runs in a worker thread of its own: what fails there leaves the main thread alone.',
    'A run that is due while the last one goes on is left out, with a log line.',
  ],
});
