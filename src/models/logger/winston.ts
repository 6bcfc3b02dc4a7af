import { type Call, defineModel } from '../model.js';

const log: Call = { concept: 'log', logShape: 'level' };

/** Formats that keep to the shape below. `printf`, `cli`, `logstash`, `prettyPrint` and custom ones do not. */
const STOCK = [
  'align',
  'colorize',
  'combine',
  'errors',
  'json',
  'label',
  'metadata',
  'ms',
  'padLevels',
  'simple',
  'splat',
  'timestamp',
  'uncolorize',
];

const levels: Record<string, Call> = {
  error: { ...log, level: 'error' },
  warn: { ...log, level: 'warn' },
  'info|http': { ...log, level: 'info' },
  'debug|verbose': { ...log, level: 'debug' },
  silly: { ...log, level: 'trace' },
  log: {
    ...log,
    levelAt: ['Argument[0]', 'Argument[0].level'],
    logShape: 'log',
  },
};

export default defineModel({
  package: 'winston',
  versions: '>=3',
  checked: '3.19.0',
  docs: 'https://github.com/winstonjs/winston#creating-your-own-logger',
  area: 'logger',
  exports: {
    default: { instance: 'DefaultLogger', namespace: true },
    createLogger: { function: { returns: 'Logger', options: 0 } },
    Logger: { class: 'Logger' },
    Container: { class: 'Container' },
    loggers: { instance: 'Container' },
    error: { function: { ...log, level: 'error' } },
    warn: { function: { ...log, level: 'warn' } },
    info: { function: { ...log, level: 'info' } },
    debug: { function: { ...log, level: 'debug' } },
    log: { function: levels['log'] },
  },
  types: {
    Logger: {
      members: {
        ...levels,
        'emerg|alert|crit': { ...log, level: 'error' },
        warning: { ...log, level: 'warn' },
        notice: { ...log, level: 'info' },
        child: { returns: 'self', inherits: true },
        'add|clear|configure|profile|remove|startTimer': {},
        'close|end': { concept: 'close' },
      },
      construction: { options: 0 },
      lifecycle: { stage: 'logger', close: '$.end()' },
    },
    /** The ready-made logger of the package: what `configure()` did to its format is not known. */
    DefaultLogger: {
      members: { ...levels, child: { returns: 'Logger' }, 'add|clear|configure|profile|remove|startTimer': {} },
    },
    Container: {
      members: {
        'add|get': { returns: 'Logger', options: 1 },
        'close|has': {},
      },
    },
  },
  logShapes: {
    level: {
      errorAt: [1],
      objectAt: 1,
      errorKeys: [],
      emptyAt: ['object-key'],
      droppedAt: ['rest'],
      needs: { at: [0], option: 'format', call: 'errors', text: 'stack: true' },
      changedBy: [{ option: 'format', unless: STOCK }],
      fix: '($message, $error)',
    },
    log: {
      errorAt: [2],
      objectAt: 2,
      errorKeys: [],
      emptyAt: ['object-key'],
      droppedAt: ['rest'],
      needs: { at: [1], option: 'format', call: 'errors', text: 'stack: true' },
      changedBy: [{ option: 'format', unless: STOCK }],
    },
  },
  notes: [
    "`logger.error('text', err)` copies the stack and joins both messages.",
    '`logger.error(err)` needs `format.errors({ stack: true })`; with `format.json()` alone it prints no message either.',
    '`{ err }` and `{ error: err }` print `{}` in JSON and simple formats, with `format.errors()` too.',
    'A transport may have a format of its own.',
    'It adds a `level` property to the Error that it is given.',
  ],
});
