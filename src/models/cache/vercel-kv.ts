import { defineModel } from '../model.js';
import upstash from './upstash-redis.js';

/** The client of Upstash under another name. */
export default defineModel({
  package: '@vercel/kv',
  versions: '>=1',
  checked: '3.0.0',
  docs: 'https://github.com/vercel/storage/tree/main/packages/kv',
  area: 'cache',
  exports: {
    default: { instance: 'Redis' },
    kv: { instance: 'Redis' },
    createClient: { function: { returns: 'Redis', options: 0 } },
  },
  types: upstash.types,
  timeouts: upstash.timeouts!,
  retries: upstash.retries!,
  notes: upstash.notes!,
});
