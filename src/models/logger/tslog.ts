import { type Call, defineModel } from '../model.js';

const log: Call = { concept: 'log', logShape: 'tslog' };

export default defineModel({
  package: 'tslog',
  versions: '>=4',
  checked: '5.2.0',
  older: ['4.11.0'],
  docs: 'https://tslog.js.org/',
  area: 'logger',
  exports: { Logger: { class: 'Logger', construction: { options: 0 } } },
  types: {
    Logger: {
      members: {
        fatal: { ...log, level: 'fatal' },
        error: { ...log, level: 'error' },
        warn: { ...log, level: 'warn' },
        info: { ...log, level: 'info' },
        debug: { ...log, level: 'debug' },
        'trace|silly': { ...log, level: 'trace' },
        getSubLogger: { returns: 'self', options: 0, inherits: true },
      },
      construction: { options: 0 },
    },
  },
  logShapes: { tslog: { errorAt: ['any'], objectAt: 'any', errorKeys: ['*'], fix: '($message, $error)' } },
  notes: ['`log.error("text", { err })` loses the stack with `type: "json"`, and with `type: "pretty"` in version 4.'],
});
