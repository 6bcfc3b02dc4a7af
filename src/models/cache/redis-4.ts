import { without } from '../derive.js';
import { defineModel } from '../model.js';
import redis, { clientType, inCluster, scanIterators } from './redis.js';

const { connect, clusterConnect } = redis.timeouts ?? {};

const cluster = without({ ...redis, types: { RedisCluster: clientType([], ['quit', 'disconnect'], inCluster([])) } }, { members: ['keys', 'scan', 'flushDb', 'flushAll', 'ping'] });
const multi = without({ ...redis, types: { Multi: redis.types['Multi']! } }, { members: ['execTyped', 'execAsPipelineTyped'] });

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
    ...cluster.types,
    ...multi.types,
    ScanIterator: redis.types['ScanIterator'] ?? {},
  },
  timeouts: { ...(connect && { connect }), ...(clusterConnect && { clusterConnect }) },
  notes: [...(redis.notes ?? []), 'Commands have no time limit, and there is no option for one until 5.'],
});
