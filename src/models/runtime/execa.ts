import { type Call, defineModel } from '../model.js';

const run: Call = { concept: 'external-call', access: 'either', medium: 'process', options: 'last', timeouts: ['timeout', 'signal'], signal: 'cancelSignal' };
const sync: Call = { concept: 'external-call', access: 'either', medium: 'process', options: 'last', sync: true, timeouts: ['timeout'] };

export default defineModel({
  package: 'execa',
  versions: '>=9',
  checked: '9.6.1',
  docs: 'https://github.com/sindresorhus/execa/blob/main/docs/termination.md',
  area: 'runtime',
  exports: {
    execa: { function: run },
    execaCommand: { function: run },
    execaNode: { function: run },
    execaSync: { function: sync },
    execaCommandSync: { function: sync },
  },
  types: {},
  timeouts: {
    timeout: { covers: 'call', unit: 'ms', default: null, call: 'timeout', off: [0] },
    signal: { covers: 'call', unit: 'ms', default: null, call: 'cancelSignal', signal: true },
  },
  retries: { default: 0 },
});
