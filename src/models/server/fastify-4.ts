import { defineModel } from '../model.js';
import fastify from './fastify.js';

const { signal: _signal, ...properties } = fastify.types['FastifyRequest']!.properties!;
const { handler: _handler, ...timeouts } = fastify.timeouts!;

/** Version 4 has neither `request.signal` nor `handlerTimeout`. */
export default defineModel({
  ...fastify,
  versions: '<5',
  checked: '4.29.1',
  types: {
    ...fastify.types,
    FastifyInstance: {
      ...fastify.types['FastifyInstance'],
      construction: { ...fastify.types['FastifyInstance']!.construction, timeouts: Object.keys(timeouts) },
    },
    FastifyRequest: { properties },
  },
  timeouts,
});
