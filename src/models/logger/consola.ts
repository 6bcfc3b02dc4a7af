import { type Call, defineModel } from '../model.js';

const log: Call = { concept: 'log', logShape: 'consola' };

export default defineModel({
  package: 'consola',
  versions: '>=3',
  checked: '3.4.2',
  docs: 'https://github.com/unjs/consola#readme',
  area: 'logger',
  exports: {
    default: { instance: 'Consola' },
    consola: { instance: 'Consola' },
    createConsola: { function: { returns: 'Consola', options: 0 } },
    ConsolaInstance: { type: 'Consola' },
  },
  types: {
    Consola: {
      members: {
        fatal: { ...log, level: 'fatal' },
        error: { ...log, level: 'error' },
        warn: { ...log, level: 'warn' },
        'info|log|start|success|ready|box': { ...log, level: 'info' },
        debug: { ...log, level: 'debug' },
        trace: { ...log, level: 'trace' },
        'withTag|withDefaults|create': { returns: 'self', inherits: true },
      },
      construction: { options: 0 },
    },
  },
  logShapes: {
    consola: { errorAt: ['any'], objectAt: 'any', errorKeys: ['*'], changedBy: [{ option: 'reporters' }], fix: '($message, $error)' },
  },
  notes: ['An object with a `message` is read as a log entry: `consola.error({ message, err })` drops `err`.'],
});
