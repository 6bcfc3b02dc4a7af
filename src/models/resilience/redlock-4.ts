import { defineModel } from '../model.js';
import { listening } from '../parts/events.js';

export default defineModel({
  package: 'redlock',
  versions: '>=3 <5',
  checked: '4.2.0',
  docs: 'https://github.com/mike-marcacci/node-redlock/tree/v4.2.0#usage',
  area: 'resilience',
  typedBy: ['@types/redlock@4.0.8'],
  exports: { default: { class: 'Redlock', construction: { options: 1 } } },
  types: {
    Redlock: {
      members: {
        'lock|acquire': { concept: 'acquire', returns: 'Lock', acquires: { kind: 'lock', release: ['unlock'], releaseBy: ['unlock', 'release'] } },
        'unlock|release': { concept: 'release' },
        quit: { concept: 'close' },
        'on|once': listening({ clientError: ['error'] }),
      },
      lifecycle: { stage: 'client', close: '$.quit()' },
    },
    Lock: { members: { unlock: { concept: 'release' }, extend: { returns: 'Lock' } } },
  },
  retries: { default: 10, option: 'retryCount', kinds: 'a lock that is held: every 200 ms' },
  notes: ['A lock ends by itself after its duration; work that takes longer goes on without it unless it is extended.'],
});
