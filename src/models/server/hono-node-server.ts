import { defineModel } from '../model.js';

export default defineModel({
  package: '@hono/node-server',
  versions: '>=1',
  checked: '2.1.8',
  docs: 'https://github.com/honojs/node-server#usage',
  area: 'server',
  exports: {
    serve: {
      function: {
        concept: 'listen',
        options: 0,
        returns: 'node:http#Server',
        callbacks: [{ at: 'Argument[1]', role: 'callback' }],
      },
    },
    createAdaptorServer: { function: { options: 0, returns: 'node:http#Server' } },
    ServerType: { type: 'node:http#Server' },
  },
  types: {},
  notes: ['The limits are those of `node:http`.'],
});
