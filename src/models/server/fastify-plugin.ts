import { defineModel } from '../model.js';

export default defineModel({
  package: 'fastify-plugin',
  versions: '>=3',
  checked: '6.0.1',
  docs: 'https://github.com/fastify/fastify-plugin#usage',
  area: 'server',
  exports: {
    default: {
      function: { callbacks: [{ at: 'Argument[0]', role: 'startup', params: ['fastify#FastifyInstance', null] }] },
    },
  },
  types: {},
});
