import { type Call, defineModel } from '../model.js';

const log: Call = { concept: 'log', logShape: 'roarr' };

export default defineModel({
  package: 'roarr',
  versions: '>=7',
  checked: '7.21.7',
  docs: 'https://github.com/gajus/roarr#usage',
  area: 'logger',
  exports: { Roarr: { instance: 'Logger' }, Logger: { type: 'Logger' } },
  types: {
    Logger: {
      members: {
        fatal: { ...log, level: 'fatal' },
        error: { ...log, level: 'error' },
        warn: { ...log, level: 'warn' },
        info: { ...log, level: 'info' },
        debug: { ...log, level: 'debug' },
        trace: { ...log, level: 'trace' },
        child: { returns: 'self', inherits: true },
      },
    },
  },
  logShapes: { roarr: { errorAt: [], objectAt: 0, errorKeys: [], emptyAt: ['object-key'] } },
  notes: ['It prints nothing unless `ROARR_LOG=true`. What it is given must be JSON: an error needs a serializer.'],
});
