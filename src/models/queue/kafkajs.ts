import { type Call, defineModel } from '../model.js';

const send: Call = { concept: 'publish', medium: 'socket', options: 0, timeouts: ['acknowledgement', 'request'] };
const admin: Call = { concept: 'external-call', medium: 'socket', options: 0, timeouts: ['request'] };
const connect: Call = { concept: 'connect', timeouts: ['connect'] };

export default defineModel({
  package: 'kafkajs',
  versions: '>=2',
  checked: '2.2.4',
  docs: 'https://kafka.js.org/',
  area: 'queue',
  exports: {
    default: { namespace: true },
    Kafka: { class: 'Kafka', construction: { options: 0, timeouts: ['request', 'connect'] } },
    Producer: { type: 'Producer' },
    Consumer: { type: 'Consumer' },
    Admin: { type: 'Admin' },
  },
  types: {
    Kafka: {
      members: {
        producer: { returns: 'Producer', options: 0, inherits: true },
        consumer: { returns: 'Consumer', options: 0, inherits: true },
        admin: { returns: 'Admin', options: 0, inherits: true },
      },
    },
    Producer: {
      members: {
        connect,
        send: { ...send, batch: 'send({ topic, messages })' },
        sendBatch: { ...send, bulk: true },
        transaction: {
          concept: 'transaction',
          medium: 'socket',
          returns: 'Transaction',
          acquires: { kind: 'transaction', release: ['commit', 'abort'] },
        },
        disconnect: { concept: 'close' },
      },
      lifecycle: { stage: 'publisher', close: '$.disconnect()', opens: ['connect'] },
    },
    Transaction: {
      members: {
        send: { ...send, batch: 'send({ topic, messages })' },
        sendBatch: { ...send, bulk: true },
        sendOffsets: admin,
        'commit|abort': { concept: 'transaction-end', medium: 'socket' },
      },
    },
    Consumer: {
      members: {
        connect,
        subscribe: {},
        run: {
          concept: 'consume',
          options: 0,
          callbacks: [
            { at: 'Argument[0].eachMessage', role: 'consumer' },
            { at: 'Argument[0].eachBatch', role: 'consumer' },
          ],
        },
        commitOffsets: { concept: 'external-call', medium: 'socket', timeouts: ['request'] },
        'pause|resume|seek': {},
        'stop|disconnect': { concept: 'close' },
      },
      lifecycle: { stage: 'worker', close: '$.disconnect()', opens: ['connect'] },
    },
    Admin: {
      members: {
        connect,
        'createTopics|deleteTopics|createPartitions|fetchTopicMetadata|fetchOffsets|setOffsets|resetOffsets': admin,
        'listTopics|listGroups|describeCluster|fetchTopicOffsets': {
          concept: 'external-call',
          medium: 'socket',
          timeouts: ['request'],
        },
        disconnect: { concept: 'close' },
      },
      lifecycle: { stage: 'client', close: '$.disconnect()', opens: ['connect'] },
    },
  },
  timeouts: {
    acknowledgement: { covers: 'response', unit: 'ms', default: 30_000, call: 'timeout' },
    request: { covers: 'call', unit: 'ms', default: 30_000, client: 'requestTimeout' },
    connect: { covers: 'connect', unit: 'ms', default: 1000, client: 'connectionTimeout' },
  },
  retries: { default: 5, option: 'retry.retries', kinds: 'a request that failed; 300 ms doubled up to 30 s' },
  notes: [
    'An idempotent producer retries without end unless retry.retries is set.',
    "eachMessage runs one message after the other per partition; a long one lets the group's session expire.",
    '2.2.4 is the last release.',
  ],
});
