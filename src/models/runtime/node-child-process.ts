import { type Call, defineModel } from '../model.js';

const run: Call = { concept: 'external-call', access: 'either', medium: 'process', options: 'last', timeouts: ['timeout', 'signal'], signal: 'signal' };
const callback: Call = { ...run, callbacks: [{ at: 'Argument[last]', role: 'callback', params: ['error'] }] };
const sync: Call = { concept: 'external-call', access: 'either', medium: 'process', options: 'last', sync: true, timeouts: ['timeout'] };

export default defineModel({
  package: 'node:child_process',
  aliases: ['child_process'],
  versions: '>=18',
  checked: '26.10.0',
  docs: 'https://nodejs.org/api/child_process.html',
  area: 'runtime',
  exports: {
    default: { namespace: true },
    exec: { function: { ...callback, returns: 'ChildProcess' } },
    execFile: { function: { ...callback, returns: 'ChildProcess' } },
    spawn: { function: { ...run, returns: 'ChildProcess' } },
    fork: { function: { ...run, returns: 'ChildProcess' } },
    execSync: { function: sync },
    execFileSync: { function: sync },
    spawnSync: { function: sync },
  },
  types: {
    ChildProcess: {
      members: {
        kill: {},
        'on|once|addListener': {
          concept: 'event',
          eventAt: 'Argument[0]',
          returns: 'self',
          callbacks: [{ at: 'Argument[1]', role: 'listener' }],
          events: { error: { callbacks: [{ at: 'Argument[1]', role: 'listener', params: ['error'] }] } },
        },
      },
    },
  },
  timeouts: {
    timeout: { covers: 'call', unit: 'ms', default: null, call: 'timeout', off: [0] },
    signal: { covers: 'call', unit: 'ms', default: null, call: 'signal', signal: true },
  },
  retries: { default: 0 },
  notes: ['A child that writes more than 1 MiB (`maxBuffer`) is killed by `exec` and `execFile`.'],
});
