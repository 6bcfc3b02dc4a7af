import { type Call, defineModel } from '../model.js';

const log: Call = { concept: 'log', logShape: 'log4js' };

export default defineModel({
  package: 'log4js',
  versions: '>=6',
  checked: '6.9.1',
  docs: 'https://log4js-node.github.io/log4js-node/api.html',
  area: 'logger',
  exports: {
    default: { namespace: true },
    getLogger: { function: { returns: 'Logger' } },
    configure: { function: { options: 0 } },
    shutdown: { function: { concept: 'close' } },
    Logger: { type: 'Logger' },
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
        'addContext|removeContext|isLevelEnabled': {},
      },
    },
  },
  logShapes: { log4js: { errorAt: ['any'], objectAt: 'any', errorKeys: ['*'], fix: '($message, $error)' } },
});
