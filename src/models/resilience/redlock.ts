import { defineModel } from '../model.js';
import { listening } from '../parts/events.js';

export default defineModel({
  package: 'redlock',
  versions: '>=5.0.0-beta.1',
  checked: '5.0.0-beta.2',
  docs: 'https://github.com/mike-marcacci/node-redlock#usage',
  area: 'resilience',
  typedBy: ['ioredis@6.0.0'],
  exports: { default: { class: 'Redlock', construction: { options: 1 } } },
  types: {
    Redlock: {
      members: {
        acquire: { concept: 'acquire', returns: 'Lock', acquires: { kind: 'lock', release: ['release'], scoped: 'redlock.using()' } },
        using: { concept: 'acquire', acquires: { kind: 'lock', release: [], auto: true }, callbacks: [{ at: 'Argument[2]', role: 'acquired' }] },
        release: { concept: 'release' },
        quit: { concept: 'close' },
        'on|once': listening(),
      },
      lifecycle: { stage: 'client', close: '$.quit()', errorEvent: 'error' },
    },
    Lock: { members: { release: { concept: 'release' }, extend: { returns: 'Lock' } } },
  },
  retries: { default: 10, option: 'retryCount', kinds: 'a lock that is held: every 200 ms' },
  notes: ['A lock ends by itself after its duration; work that takes longer goes on without it unless it is extended.'],
});
