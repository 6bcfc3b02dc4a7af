import { type Call, defineModel } from '../model.js';

const log: Call = { concept: 'log', logShape: 'service' };
const unknownShape: Call = { concept: 'log' };

export default defineModel({
  package: 'nestjs-pino',
  versions: '>=2',
  checked: '4.6.1',
  docs: 'https://github.com/iamolegga/nestjs-pino#example',
  area: 'logger',
  guards: ['request-id'],
  exports: {
    PinoLogger: { class: 'PinoLogger' },
    Logger: { class: 'Logger' },
    InjectPinoLogger: { decorator: { injects: 'PinoLogger' } },
  },
  types: {
    PinoLogger: {
      extends: 'pino#Logger',
      members: { 'setContext|assign': {} },
      properties: { logger: 'pino#Logger' },
    },
    Logger: {
      members: {
        fatal: { ...log, level: 'fatal' },
        error: { ...log, level: 'error' },
        warn: { ...log, level: 'warn' },
        log: { ...log, level: 'info' },
        debug: { ...log, level: 'debug' },
        verbose: { ...log, level: 'trace' },
      },
    },
  },
  logShapes: {
    // The last argument is taken for the context, so an error there is dropped.
    service: {
      errorAt: [0],
      objectAt: 0,
      errorKeys: ['err'],
      emptyAt: ['object-key'],
      droppedAt: ['rest'],
    },
  },
  augments: {
    // With `app.useLogger()` the framework's logger writes through this package; whether it does is not in view.
    '@nestjs/common#Logger': {
      members: {
        fatal: { ...unknownShape, level: 'fatal' },
        error: { ...unknownShape, level: 'error' },
        warn: { ...unknownShape, level: 'warn' },
        log: { ...unknownShape, level: 'info' },
        debug: { ...unknownShape, level: 'debug' },
        verbose: { ...unknownShape, level: 'trace' },
      },
    },
  },
  notes: ['Behind `app.useLogger()`, `new Logger().error(text, err)` of the framework drops the error.'],
});
