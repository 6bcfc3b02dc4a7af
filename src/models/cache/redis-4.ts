import { defineModel } from '../model.js';
import redis, { clientType, scanIterators } from './redis.js';

const { connect, clusterConnect } = redis.timeouts ?? {};

export default defineModel({
  ...redis,
  versions: '>=4 <5',
  checked: '4.7.1',
  exports: {
    default: { namespace: true },
    createClient: {
      function: { returns: 'RedisClient', options: 0 },
      construction: { options: 0, timeouts: ['connect'] },
    },
    createCluster: {
      function: { returns: 'RedisCluster', options: 0 },
      construction: { options: 0, timeouts: ['clusterConnect'] },
    },
    RedisClientType: { type: 'RedisClient' },
    RedisClusterType: { type: 'RedisCluster' },
  },
  types: {
    RedisClient: clientType([], ['quit', 'disconnect'], scanIterators),
    RedisCluster: clientType([], ['quit', 'disconnect']),
    Multi: redis.types['Multi'] ?? {},
    ScanIterator: redis.types['ScanIterator'] ?? {},
  },
  timeouts: { ...(connect && { connect }), ...(clusterConnect && { clusterConnect }) },
  notes: [...(redis.notes ?? []), 'Commands have no time limit, and there is no option for one until 5.'],
});
