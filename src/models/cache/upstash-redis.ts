import { type Call, defineModel } from '../model.js';

const read: Call = { concept: 'query', access: 'read', medium: 'key-value', timeouts: ['signal'] };
const write: Call = { ...read, access: 'write' };

export default defineModel({
  package: '@upstash/redis',
  versions: '>=1',
  checked: '1.39.0',
  docs: 'https://upstash.com/docs/redis/sdks/ts/advanced',
  area: 'cache',
  exports: {
    Redis: { class: 'Redis', construction: { options: 0, timeouts: ['signal'] }, statics: { fromEnv: { returns: 'Redis', options: 0 } } },
  },
  types: {
    Redis: {
      members: {
        get: { ...read, rows: 'one', batch: 'mget(keys)' },
        'exists|ttl|type|strlen|llen|scard|zcard|hlen|ping|dbsize': { ...read, rows: 'one' },
        hget: { ...read, rows: 'one', batch: 'hmget(key, …fields)' },
        'mget|hmget|hgetall|smembers|lrange|zrange|hkeys|hvals|scan|sscan|hscan|zscan': { ...read, rows: 'many', bulk: true },
        keys: { ...read, rows: 'many', whole: true },
        set: { ...write, batch: 'mset({ … })' },
        'setex|setnx|incr|incrby|decr|expire|hset|hincrby|lpush|rpush|lpop|rpop|sadd|srem|zadd|zrem|publish|getdel': { ...write, batch: 'pipeline()' },
        del: { ...write, batch: 'del(...keys)' },
        mset: { ...write, bulk: true },
        'eval|evalsha': { ...write, access: 'either' },
        'pipeline|multi': { returns: 'Pipeline' },
      },
      construction: { options: 0, timeouts: ['signal'] },
    },
    Pipeline: { members: { exec: { ...write, access: 'either', bulk: true }, '*': { returns: 'self' } } },
  },
  timeouts: { signal: { covers: 'call', unit: 'ms', default: null, client: 'signal', signal: true } },
  retries: { default: 5, option: 'retry.retries', kinds: 'network failures, with exponential backoff' },
  notes: ['Every command is an HTTP request. `enableAutoPipelining` collects those of one tick.'],
});
