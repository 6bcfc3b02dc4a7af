import { type Call, type LibraryModel, type TypeModel, defineModel } from '../model.js';

const read: Call = { concept: 'query', access: 'read', medium: 'key-value' };
const write: Call = { concept: 'query', access: 'write', medium: 'key-value' };

export const cache: TypeModel = {
  members: {
    get: { ...read, rows: 'one', batch: 'mget(keys)' },
    ttl: { ...read, rows: 'one' },
    mget: { ...read, rows: 'many', bulk: true },
    set: { ...write, batch: 'mset(entries)' },
    del: { ...write, batch: 'mdel(keys)' },
    'mset|mdel': { ...write, bulk: true },
    clear: write,
    wrap: { ...read, callbacks: [{ at: 'Argument[1]', role: 'callback' }] },
  },
};

export const cacheFacts: Pick<LibraryModel, 'package' | 'docs' | 'area'> = {
  package: 'cache-manager',
  docs: 'https://github.com/jaredwray/cacheable/tree/main/packages/cache-manager#readme',
  area: 'cache',
};

export default defineModel({
  ...cacheFacts,
  versions: '>=6',
  checked: '7.2.9',
  typedBy: ['keyv@5.6.0'],
  exports: { createCache: { function: { returns: 'Cache', options: 0 } }, Cache: { type: 'Cache' } },
  types: { Cache: cache },
  notes: ['Whether a call leaves the process depends on the store: by default it is memory.'],
});
