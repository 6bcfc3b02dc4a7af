import { type Call, type Construction, defineModel, type TypeModel } from '../model.js';
import { listening } from '../parts/events.js';
import { COMMANDS } from './redis.js';

const LIMITS = ['command', 'socket'];

const base: Call = { concept: 'query', medium: 'key-value', timeouts: LIMITS };
const read: Call = { ...base, access: 'read', batch: 'pipeline(commands).exec()' };
const write: Call = { ...base, access: 'write', batch: 'pipeline(commands).exec()' };

/** Members for commands: in lower case, and for what gives text also as `…Buffer`. */
const members = (names: string[]): string => names.join('|').toLowerCase();

const client: Construction = { options: 'last', timeouts: ['command', 'socket', 'blocking', 'connect'], waitsBy: 'maxRetriesPerRequest' };
const cluster: Construction = {
  options: 1,
  timeouts: ['clusterCommand', 'clusterSocket', 'clusterBlocking', 'clusterConnect'],
  waitsBy: 'redisOptions.maxRetriesPerRequest',
};

const commands: Record<string, Call> = {
  'get|getBuffer': { ...read, rows: 'one', batch: 'mget(keys)' },
  [members(COMMANDS.readOne)]: { ...read, rows: 'one' },
  'hgetBuffer|lindexBuffer|zscoreBuffer': { ...read, rows: 'one' },
  [members([...COMMANDS.readMany, 'zRevRange', 'zRevRangeByScore', 'zRevRangeByLex'])]: { ...read, rows: 'many' },
  'hgetallBuffer|lrangeBuffer|smembersBuffer|zrangeBuffer|hmgetBuffer': { ...read, rows: 'many' },
  [members(COMMANDS.readBulk)]: { ...read, rows: 'many', bulk: true },
  mgetBuffer: { ...read, rows: 'many', bulk: true },
  [members(COMMANDS.readWhole)]: { ...read, rows: 'many', whole: true, batch: 'scanStream()' },
  [members(COMMANDS.scan)]: { ...base, access: 'read', rows: 'many', bulk: true, clauses: { cursor: ['Argument[0]'] } },
  [members(COMMANDS.wait)]: { concept: 'query', access: 'read', medium: 'key-value', timeouts: ['blocking'] },
  [members(COMMANDS.set)]: { ...write, batch: 'mset(entries)' },
  [members(COMMANDS.remove)]: { ...write, batch: 'del(keys)' },
  [members([...COMMANDS.write.filter((name) => name !== 'xGroupCreate'), 'hmset', 'xgroup'])]: write,
  [members(COMMANDS.writeBulk)]: { ...write, bulk: true },
  [members(COMMANDS.publish)]: { concept: 'publish', medium: 'key-value', timeouts: LIMITS },
  'call|callBuffer': { ...base, access: 'either' },
  ping: { ...base, access: 'read' },
  'pipeline|multi': { returns: 'Pipeline' },
  'subscribe|psubscribe|ssubscribe': { concept: 'consume' },
  'hscanStream|sscanStream|zscanStream': { ...base, access: 'read', rows: 'stream' },
  connect: { concept: 'connect' },
  duplicate: { returns: 'self', inherits: true },
  'quit|disconnect': { concept: 'close' },
  'on|once|addListener': listening(),
};

/** Keys of one call must lie in one slot of a cluster; reads that are under way together go out together. */
const inCluster: Record<string, Call> = {
  'get|getBuffer': { ...read, rows: 'one', batch: 'Promise.all(keys.map((key) => cluster.get(key)))' },
  [members(COMMANDS.set)]: { ...write, batch: 'mset(entriesOfOneSlot)' },
  [members(COMMANDS.remove)]: { ...write, batch: 'del(keysOfOneSlot)' },
};

const redis: TypeModel = {
  members: { ...commands, scanStream: { ...base, access: 'read', rows: 'stream' } },
  construction: client,
  lifecycle: { stage: 'client', close: '$.quit()' },
};

export default defineModel({
  package: 'ioredis',
  versions: '>=4',
  checked: '6.0.0',
  older: ['5.11.1'],
  docs: 'https://github.com/redis/ioredis',
  area: 'cache',
  exports: {
    default: { class: 'Redis', construction: client, namespace: true },
    Redis: { class: 'Redis', construction: client },
    Cluster: { class: 'Cluster', construction: cluster },
    Pipeline: { class: 'Pipeline' },
    ChainableCommander: { type: 'Pipeline' },
  },
  types: {
    Redis: redis,
    Cluster: {
      members: { ...commands, ...inCluster, nodes: { returns: 'Redis[]' } },
      construction: cluster,
      lifecycle: { stage: 'client', close: '$.quit()' },
    },
    Pipeline: {
      members: {
        exec: { ...base, access: 'either', bulk: true },
        '*': { returns: 'self' },
      },
    },
  },
  timeouts: {
    command: { covers: 'call', unit: 'ms', default: null, client: 'commandTimeout' },
    socket: { covers: 'idle', unit: 'ms', default: null, client: 'socketTimeout' },
    blocking: { covers: 'call', unit: 'ms', default: null, client: 'blockingTimeout' },
    connect: { covers: 'connect', unit: 'ms', default: 10_000, client: 'connectTimeout' },
    clusterCommand: { covers: 'call', unit: 'ms', default: null, client: 'redisOptions.commandTimeout' },
    clusterSocket: { covers: 'idle', unit: 'ms', default: null, client: 'redisOptions.socketTimeout' },
    clusterBlocking: { covers: 'call', unit: 'ms', default: null, client: 'redisOptions.blockingTimeout' },
    clusterConnect: { covers: 'connect', unit: 'ms', default: 10_000, client: 'redisOptions.connectTimeout' },
  },
  retries: {
    default: 20,
    option: 'maxRetriesPerRequest',
    kinds: 'a command is sent again after each of so many reconnections',
  },
  notes: [
    'In a cluster all keys of one command must lie in one slot.',
    'While disconnected, commands wait in memory without limit (enableOfflineQueue), until maxRetriesPerRequest reconnections failed; null waits for ever.',
    'commandTimeout bounds every command, blocking ones too.',
    'KEYS walks the whole keyspace and blocks the server; scanStream() goes in steps.',
    'Without an "error" listener a broken connection is only printed.',
  ],
});
