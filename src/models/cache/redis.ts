import { type Call, type Construction, defineModel, type TypeModel } from '../model.js';
import { listening } from '../parts/events.js';

/** Commands by what they do to the store. Names as in the redis package; ioredis has them in lower case. */
export const COMMANDS = {
  get: ['get'],
  readOne: [
    ...['exists', 'type', 'ttl', 'pTTL', 'strLen', 'getRange', 'getBit', 'bitCount', 'dump'],
    ...['hGet', 'hLen', 'hExists', 'hStrLen', 'hRandField', 'hTTL', 'lLen', 'lIndex', 'lPos'],
    ...['sIsMember', 'sCard', 'sRandMember', 'zScore', 'zCard', 'zRank', 'zRevRank', 'zCount', 'zLexCount'],
    ...['geoPos', 'geoDist', 'pfCount', 'xLen'],
  ],
  readMany: [
    ...[
      'hGetAll',
      'hmGet',
      'hKeys',
      'hVals',
      'lRange',
      'sMembers',
      'smIsMember',
      'zRange',
      'zRangeByScore',
      'zRangeByLex',
    ],
    ...['zmScore', 'xRange', 'xRevRange', 'xPending'],
  ],
  readBulk: ['mGet', 'sInter', 'sUnion', 'sDiff', 'zInter', 'zUnion', 'zDiff', 'geoSearch'],
  readWhole: ['keys'],
  scan: ['scan', 'hScan', 'sScan', 'zScan'],
  wait: ['blPop', 'brPop', 'blMove', 'bzPopMin', 'bzPopMax', 'xRead', 'xReadGroup'],
  set: ['set', 'setEx', 'pSetEx', 'setNX'],
  remove: ['del', 'unlink'],
  write: [
    ...['getSet', 'getDel', 'getEx', 'append', 'setRange', 'setBit', 'incr', 'incrBy', 'incrByFloat', 'decr', 'decrBy'],
    ...['expire', 'pExpire', 'expireAt', 'pExpireAt', 'persist', 'rename', 'renameNX', 'copy', 'touch', 'restore'],
    ...['hSet', 'hSetNX', 'hDel', 'hIncrBy', 'hIncrByFloat', 'hExpire'],
    ...['lPush', 'lPushX', 'rPush', 'rPushX', 'lPop', 'rPop', 'lRem', 'lSet', 'lTrim', 'lInsert', 'lMove', 'rPopLPush'],
    ...['sAdd', 'sRem', 'sPop', 'sMove', 'zAdd', 'zRem', 'zIncrBy', 'zPopMin', 'zPopMax'],
    ...['zRemRangeByScore', 'zRemRangeByRank', 'zRemRangeByLex', 'pfAdd', 'pfMerge', 'geoAdd'],
    ...['xDel', 'xAck', 'xTrim', 'xClaim', 'xAutoClaim', 'xGroupCreate', 'eval', 'evalSha', 'fCall'],
  ],
  writeBulk: [
    'mSet',
    'mSetNX',
    'sInterStore',
    'sUnionStore',
    'sDiffStore',
    'zUnionStore',
    'zInterStore',
    'flushDb',
    'flushAll',
  ],
  publish: ['publish', 'sPublish', 'xAdd'],
};

const join = (names: string[]): string => names.join('|');

/** The commands of a client whose commands are bounded by these limits. */
function commandsWithin(limits: string[]): Record<string, Call> {
  const base: Call = { concept: 'query', medium: 'key-value', timeouts: limits, batches: true };
  const read: Call = { ...base, access: 'read', batch: 'multi() … execAsPipeline()' };
  const write: Call = { ...base, access: 'write', batch: 'multi() … execAsPipeline()' };
  return {
    [join(COMMANDS.get)]: { ...read, rows: 'one', batch: 'mGet(keys)' },
    [join(COMMANDS.readOne)]: { ...read, rows: 'one' },
    [join(COMMANDS.readMany)]: { ...read, rows: 'many' },
    [join(COMMANDS.readBulk)]: { ...read, rows: 'many', bulk: true },
    [join(COMMANDS.readWhole)]: { ...read, rows: 'many', whole: true, batch: 'scanIterator()' },
    [join(COMMANDS.scan)]: { ...base, access: 'read', rows: 'many', bulk: true, clauses: { cursor: ['Argument[0]'] } },
    [join(COMMANDS.wait)]: { concept: 'query', access: 'read', medium: 'key-value' },
    [join(COMMANDS.set)]: { ...write, batch: 'mSet(entries)' },
    [join(COMMANDS.remove)]: { ...write, batch: 'del(keys)' },
    [join(COMMANDS.write)]: write,
    [join(COMMANDS.writeBulk)]: { ...write, bulk: true },
    [join(COMMANDS.publish)]: { concept: 'publish', medium: 'key-value', timeouts: limits },
    sendCommand: { ...base, access: 'either' },
    ping: { ...base, access: 'read', batches: false },
    'multi|MULTI': { returns: 'Multi' },
  };
}

const LIMITS = ['socket'];

const client: Construction = { options: 0, timeouts: ['command', 'socket', 'connect'] };
const pool: Construction = {
  options: 0,
  timeouts: client.timeouts,
  pool: {
    max: { at: 'Argument[1].maximum', default: 100 },
    acquire: { at: 'Argument[1].acquireTimeout', default: 3000 },
  },
};
const cluster: Construction = { options: 0, timeouts: ['clusterCommand', 'clusterSocket', 'clusterConnect'] };

/** Members of a client of one server. */
export const scanIterators: Record<string, Call> = {
  'scanIterator|hScanIterator|sScanIterator|zScanIterator': { returns: 'ScanIterator' },
};

const copies: Record<string, Call> = { 'withCommandOptions|withTypeMapping': { returns: 'self', inherits: true } };

/** A client, with the limits of its commands, the members that close it (the preferred one first), and its own members. */
export function clientType(limits: string[], closers: string[], own: Record<string, Call> = {}): TypeModel {
  return {
    members: {
      ...commandsWithin(limits),
      ...own,
      connect: { concept: 'connect', timeouts: ['connect'], returns: 'self' },
      'subscribe|pSubscribe|sSubscribe': { concept: 'consume', callbacks: [{ at: 'Argument[1]', role: 'consumer' }] },
      duplicate: { returns: 'self', options: 0, inherits: true },
      [join(closers)]: { concept: 'close' },
      'on|once|addListener': listening(),
    },
    lifecycle: { stage: 'client', close: `$.${closers[0]}()`, opens: ['connect'], errorEvent: 'error' },
  };
}

/** Keys of one call must lie in one slot of a cluster; reads that are under way together go out together. */
export function inCluster(limits: string[]): Record<string, Call> {
  const base: Call = { concept: 'query', medium: 'key-value', timeouts: limits, batches: true };
  return {
    [join(COMMANDS.get)]: { ...base, access: 'read', rows: 'one', batch: 'Promise.all(keys.map((key) => cluster.get(key)))' },
    [join(COMMANDS.set)]: { ...base, access: 'write', batch: 'mSet(entriesOfOneSlot)' },
    [join(COMMANDS.remove)]: { ...base, access: 'write', batch: 'del(keysOfOneSlot)' },
  };
}

const CLOSERS = ['close', 'destroy', 'quit', 'disconnect'];

export default defineModel({
  package: 'redis',
  aliases: ['@redis/client'],
  versions: '>=6',
  checked: '6.3.1',
  docs: 'https://github.com/redis/node-redis',
  area: 'cache',
  exports: {
    default: { namespace: true },
    createClient: { function: { returns: 'RedisClient', options: 0 }, construction: client },
    createClientPool: { function: { returns: 'RedisClientPool', options: 0 }, construction: pool },
    createCluster: { function: { returns: 'RedisCluster', options: 0 }, construction: cluster },
    createSentinel: { function: { returns: 'RedisCluster', options: 0 } },
    RedisClientType: { type: 'RedisClient' },
    RedisClientPoolType: { type: 'RedisClientPool' },
    RedisClusterType: { type: 'RedisCluster' },
    RedisSentinelType: { type: 'RedisCluster' },
  },
  types: {
    RedisClient: clientType(LIMITS, CLOSERS, {
      ...scanIterators,
      ...copies,
      'withAbortSignal|asap': { returns: 'self', inherits: true },
      createPool: { returns: 'RedisClientPool', inherits: true },
    }),
    RedisCluster: clientType(['clusterSocket'], CLOSERS, { ...inCluster(['clusterSocket']), ...copies }),
    RedisClientPool: {
      members: {
        ...commandsWithin(LIMITS),
        ...copies,
        connect: { concept: 'connect', timeouts: ['connect'], returns: 'self' },
        execute: { concept: 'acquire', callbacks: [{ at: 'Argument[0]', role: 'acquired', params: ['RedisClient'] }] },
        'close|destroy': { concept: 'close' },
        'on|once|addListener': listening(),
      },
      lifecycle: { stage: 'pool', close: '$.close()', opens: ['connect'], errorEvent: 'error' },
    },
    Multi: {
      members: {
        'exec|execAsPipeline|execTyped|execAsPipelineTyped': {
          concept: 'query',
          access: 'either',
          medium: 'key-value',
          bulk: true,
        },
        '*': { returns: 'self' },
      },
    },
    ScanIterator: { iterated: { concept: 'query', access: 'read', medium: 'key-value', rows: 'stream', bulk: true } },
  },
  timeouts: {
    // It ends as soon as the command is written: it bounds the wait for a connection, not that for an answer.
    command: { covers: 'acquire', unit: 'ms', default: 5000, client: 'commandOptions.timeout', off: [0] },
    socket: { covers: 'idle', unit: 'ms', default: null, client: 'socket.socketTimeout', off: [0] },
    connect: { covers: 'connect', unit: 'ms', default: 5000, client: 'socket.connectTimeout', off: [0] },
    clusterCommand: { covers: 'acquire', unit: 'ms', default: 5000, client: 'commandOptions.timeout', off: [0] },
    clusterSocket: { covers: 'idle', unit: 'ms', default: null, client: 'defaults.socket.socketTimeout', off: [0] },
    clusterConnect: {
      covers: 'connect',
      unit: 'ms',
      default: 5000,
      client: 'defaults.socket.connectTimeout',
      off: [0],
    },
  },
  retries: { default: 0 },
  notes: [
    '`commandOptions.timeout` bounds how long a command waits to be sent. For one that is sent and never answered only `socket.socketTimeout` does.',
    'Commands of one tick are sent together; awaited one after the other they are a round trip each.',
    'While disconnected, commands wait in memory without limit unless disableOfflineQueue or commandsQueueMaxLength is set.',
    'A client without an "error" listener ends the process when its connection breaks.',
    'KEYS walks the whole keyspace and blocks the server; scanIterator() goes in steps.',
  ],
});
