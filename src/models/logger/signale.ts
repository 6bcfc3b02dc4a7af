import { type Call, defineModel } from '../model.js';

const log: Call = { concept: 'log', logShape: 'signale' };

export default defineModel({
  package: 'signale',
  versions: '>=1',
  checked: '1.4.0',
  docs: 'https://github.com/klaudiosinani/signale#usage',
  area: 'logger',
  typedBy: ['@types/signale@1.4.7'],
  exports: {
    default: { instance: 'Signale', namespace: { Signale: { class: 'Signale', construction: { options: 0 } } } },
    Signale: { class: 'Signale', construction: { options: 0 } },
  },
  types: {
    Signale: {
      members: {
        fatal: { ...log, level: 'fatal' },
        error: { ...log, level: 'error' },
        warn: { ...log, level: 'warn' },
        'info|log|success|start|complete|pending|note': { ...log, level: 'info' },
        debug: { ...log, level: 'debug' },
        'scope|unscope|time|timeEnd': {},
      },
    },
  },
  logShapes: { signale: { errorAt: ['any'], objectAt: 'any', errorKeys: ['*'], fix: '($message, $error)' } },
});
