import { type Call, defineModel } from '../model.js';

const log: Call = { concept: 'log', logShape: 'bunyan' };

export default defineModel({
  package: 'bunyan',
  versions: '>=1.8',
  checked: '2.0.5',
  docs: 'https://github.com/trentm/node-bunyan#log-method-api',
  area: 'logger',
  typedBy: ['@types/bunyan@1.8.11'],
  exports: {
    default: { class: 'Logger', construction: { options: 0 }, namespace: true },
    createLogger: { function: { returns: 'Logger', options: 0 } },
    stdSerializers: { namespace: { err: {}, req: {}, res: {} } },
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
        child: { returns: 'self', options: 0, inherits: true },
        'addStream|addSerializers|level|levels|reopenFileStreams': {},
      },
      construction: { options: 0 },
    },
  },
  logShapes: {
    bunyan: {
      // First it becomes the record's `err`; later it is printed into the message with its stack.
      errorAt: ['any'],
      objectAt: 0,
      errorKeys: [],
      serializersOption: 'serializers',
      emptyAt: ['object-key'],
      fix: '($error, $message)',
    },
  },
  notes: ['`{ err }` prints `{}` unless the logger is made with `serializers: bunyan.stdSerializers`.'],
});
