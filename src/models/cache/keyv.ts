import { type Call, defineModel } from '../model.js';
import { listening } from '../parts/events.js';

const read: Call = { concept: 'query', access: 'read', medium: 'key-value' };
const write: Call = { concept: 'query', access: 'write', medium: 'key-value' };

export default defineModel({
  package: 'keyv',
  versions: '>=4',
  checked: '5.6.0',
  docs: 'https://keyv.org/docs/keyv/',
  area: 'cache',
  exports: {
    default: { class: 'Keyv', construction: { options: 'last' } },
    Keyv: { class: 'Keyv', construction: { options: 'last' } },
  },
  types: {
    Keyv: {
      members: {
        get: { ...read, rows: 'one', batch: 'get(keys)' },
        has: { ...read, rows: 'one' },
        set: write,
        delete: { ...write, batch: 'delete(keys)' },
        clear: write,
        disconnect: { concept: 'close' },
        'on|once': listening(),
      },
      lifecycle: { stage: 'client', close: '$.disconnect()', errorEvent: 'error' },
    },
  },
  notes: ['Whether a call leaves the process depends on the store: by default it is memory.', 'An `error` event of the store without a listener ends the process.'],
});
