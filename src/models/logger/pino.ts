import { type Call, defineModel } from '../model.js';

const log: Call = { concept: 'log', logShape: 'pino' };

export default defineModel({
  package: 'pino',
  versions: '>=7',
  checked: '10.4.0',
  older: ['9.14.0'],
  docs: 'https://getpino.io/#/docs/api?id=logging-method-parameters',
  area: 'logger',
  exports: {
    default: { function: { returns: 'Logger', options: 0 } },
    pino: { function: { returns: 'Logger', options: 0 }, namespace: true },
    Logger: { type: 'Logger' },
    BaseLogger: { type: 'Logger' },
    stdSerializers: { namespace: { err: {}, errWithCause: {}, req: {}, res: {} } },
  },
  types: {
    Logger: {
      members: {
        fatal: { ...log, level: 'fatal' },
        error: { ...log, level: 'error' },
        warn: { ...log, level: 'warn' },
        info: { ...log, level: 'info' },
        debug: { ...log, level: 'debug' },
        trace: { ...log, level: 'trace' },
        child: { returns: 'self', options: 1, inherits: true },
        'bindings|flush|isLevelEnabled|setBindings|silent': {},
      },
      construction: { options: 0 },
      lifecycle: { stage: 'logger', close: '$.flush()' },
    },
  },
  logShapes: {
    pino: {
      errorAt: [0],
      objectAt: 0,
      errorKeys: ['err'],
      errorKeyOption: 'errorKey',
      serializersOption: 'serializers',
      emptyAt: ['object-key'],
      droppedAt: ['rest'],
      changedBy: [
        { option: 'hooks.logMethod', rare: true },
        { option: 'formatters.log', rare: true },
      ],
      fix: '({ err: $error }, $message)',
    },
  },
  notes: [
    "An error after the message is dropped: `log.error('text', err)`. `%s` in the text keeps its message only.",
    'A key other than `err` prints `{}` unless `errorKey` or a serializer names it.',
    '`err` keeps its stack beside another `errorKey`.',
  ],
});
