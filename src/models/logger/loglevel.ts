import { type Call, defineModel } from '../model.js';

const log: Call = { concept: 'log', logShape: 'loglevel' };

export default defineModel({
  package: 'loglevel',
  versions: '>=1',
  checked: '1.9.2',
  docs: 'https://github.com/pimterry/loglevel#documentation',
  area: 'logger',
  exports: {
    default: { instance: 'Logger', namespace: true },
    getLogger: { function: { returns: 'Logger' } },
    Logger: { type: 'Logger' },
  },
  types: {
    Logger: {
      members: {
        error: { ...log, level: 'error' },
        warn: { ...log, level: 'warn' },
        'info|log': { ...log, level: 'info' },
        debug: { ...log, level: 'debug' },
        trace: { ...log, level: 'trace' },
        'setLevel|getLevel|enableAll|disableAll': {},
      },
    },
  },
  logShapes: { loglevel: { errorAt: ['any'], objectAt: 'any', errorKeys: ['*'], fix: '($message, $error)' } },
});
