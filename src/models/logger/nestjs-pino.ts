import { type Call, defineModel } from '../model.js';

const log: Call = { concept: 'log', logShape: 'service' };

/** The methods of the framework's logger. With a shape it is known what becomes of an error behind both of them. */
function levels(call: Call): Record<string, Call> {
  return {
    fatal: { ...call, level: 'fatal' },
    error: { ...call, level: 'error' },
    warn: { ...call, level: 'warn' },
    log: { ...call, level: 'info' },
    debug: { ...call, level: 'debug' },
    verbose: { ...call, level: 'trace' },
  };
}

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
    Logger: { members: levels(log) },
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
    either: { errorAt: [0], objectAt: 0, errorKeys: ['*'], stackAt: 1, droppedAt: ['rest'] },
  },
  augments: {
    // With `app.useLogger()` the framework's logger writes through this package; whether it does is not in view.
    '@nestjs/common#Logger': { members: levels({ concept: 'log' }) },
    // Until version 10 an error behind the text is lost either way: it is printed as text, or becomes the context.
    '@nestjs/common@<11#Logger': { members: levels({ concept: 'log', logShape: 'either' }) },
  },
  notes: ['Behind `app.useLogger()`, `new Logger().error(text, err)` of the framework drops the error, as it does without until Nest 10.'],
});
