import { defineModel } from '../model.js';

export default defineModel({
  package: 'pino-http',
  aliases: ['express-pino-logger'],
  versions: '>=5',
  checked: '11.0.0',
  docs: 'https://github.com/pinojs/pino-http#api',
  area: 'logger',
  guards: ['request-id'],
  exports: {
    default: { function: { options: 0, returns: 'HttpLogger' } },
    pinoHttp: { function: { options: 0, returns: 'HttpLogger' } },
    HttpLogger: { type: 'HttpLogger' },
    stdSerializers: { namespace: { err: {}, req: {}, res: {} } },
  },
  types: {
    HttpLogger: { call: {}, properties: { logger: 'pino#Logger' } },
  },
  augments: {
    'node:http#IncomingMessage': { properties: { log: 'pino#Logger' } },
  },
});
