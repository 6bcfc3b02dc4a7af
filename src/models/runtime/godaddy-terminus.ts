import { defineModel } from '../model.js';

export default defineModel({
  package: '@godaddy/terminus',
  versions: '>=4',
  checked: '4.12.1',
  docs: 'https://github.com/godaddy/terminus#readme',
  area: 'runtime',
  exports: {
    createTerminus: {
      function: {
        concept: 'shutdown',
        options: 1,
        limitMs: 'timeout',
        callbacks: ['onSignal', 'onShutdown', 'beforeShutdown'].map((name) => ({
          at: `Argument[1].${name}`,
          role: 'shutdown',
        })),
      },
    },
  },
  types: {},
  notes: ['It closes the server itself, and cuts its connections off after `timeout` (1 s).'],
});
