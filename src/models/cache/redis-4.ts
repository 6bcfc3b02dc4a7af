import { type Construction, defineModel, type Timeout } from '../model.js';
import redis, { clientType } from './redis.js';

const client: Construction = { options: 0, timeouts: ['command', 'connect'] };
const cluster: Construction = { options: 0, timeouts: ['command', 'clusterConnect'] };

const none: Timeout = { covers: 'call', unit: 'ms', default: null };
const { connect, clusterConnect } = redis.timeouts ?? {};

export default defineModel({
  ...redis,
  versions: '>=4 <5',
  checked: '4.7.1',
  exports: {
    default: { namespace: true },
    createClient: { function: { returns: 'RedisClient', options: 0 }, construction: client },
    createCluster: { function: { returns: 'RedisCluster', options: 0 }, construction: cluster },
    RedisClientType: { type: 'RedisClient' },
    RedisClusterType: { type: 'RedisCluster' },
  },
  types: { ...redis.types, RedisClient: clientType('$.quit()'), RedisCluster: clientType('$.quit()') },
  timeouts: { command: none, socket: none, connect: connect ?? none, clusterConnect: clusterConnect ?? none },
  notes: [...(redis.notes ?? []), 'Commands have no time limit, and there is no option for one until 5.'],
});
