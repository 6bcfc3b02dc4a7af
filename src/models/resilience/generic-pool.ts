import { defineModel } from '../model.js';
import { listening } from '../parts/events.js';

export default defineModel({
  package: 'generic-pool',
  versions: '>=3',
  checked: '3.9.0',
  docs: 'https://github.com/coopernurse/node-pool#documentation',
  area: 'resilience',
  exports: {
    default: { namespace: true },
    createPool: {
      function: { returns: 'Pool', options: 1 },
      construction: {
        options: 1,
        timeouts: ['acquire'],
        pool: { max: { at: 'max', default: 1 }, acquire: { at: 'acquireTimeoutMillis', default: null }, idle: { at: 'idleTimeoutMillis', default: 30_000 } },
      },
    },
    Pool: { type: 'Pool' },
  },
  types: {
    Pool: {
      members: {
        acquire: {
          concept: 'acquire',
          timeouts: ['acquire'],
          acquires: { kind: 'pooled-client', release: [], releaseBy: ['release', 'destroy'], scoped: 'pool.use()' },
        },
        use: { concept: 'acquire', acquires: { kind: 'pooled-client', release: [], auto: true }, callbacks: [{ at: 'Argument[0]', role: 'acquired' }] },
        'release|destroy': { concept: 'release' },
        'drain|clear': { concept: 'close' },
        'on|once|addListener': listening(),
      },
      lifecycle: { stage: 'pool', close: '$.drain()' },
    },
  },
  timeouts: { acquire: { covers: 'acquire', unit: 'ms', default: null, client: 'acquireTimeoutMillis' } },
  notes: [
    'Nobody who waits for a resource is turned away: `acquireTimeoutMillis` and `maxWaitingClients` have no value by default.',
    'A callback of `use()` that throws before it gives a promise keeps its resource for ever; an async function gives it back.',
    'Idle resources stay, as `evictionRunIntervalMillis` is 0.',
  ],
});
