import { defineModel } from '../model.js';

export default defineModel({
  package: 'koa-pino-logger',
  versions: '>=4',
  checked: '5.0.0',
  docs: 'https://github.com/pinojs/koa-pino-logger#api',
  area: 'logger',
  guards: ['request-id'],
  exports: {
    default: { function: { options: 0, returns: 'Middleware' } },
  },
  types: {
    Middleware: { call: {}, properties: { logger: 'pino#Logger' } },
  },
  augments: {
    'koa#Context': { properties: { log: 'pino#Logger' } },
  },
});
