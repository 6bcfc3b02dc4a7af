import { type Call, defineModel } from '../model.js';

const admin: Call = { concept: 'external-call', medium: 'socket' };

export default defineModel({
  package: '@confluentinc/kafka-javascript',
  versions: '>=1',
  checked: '1.10.1',
  docs: 'https://docs.confluent.io/kafka-clients/javascript/current/overview.html',
  area: 'queue',
  exports: {
    default: { namespace: true },
    KafkaJS: { namespace: { Kafka: { class: 'Kafka', construction: { options: 0 } } } },
  },
  types: {
    Kafka: {
      members: {
        producer: { returns: 'Producer', options: 0 },
        consumer: { returns: 'Consumer', options: 0 },
        admin: { returns: 'Admin', options: 0 },
      },
    },
    Producer: {
      members: {
        connect: { concept: 'connect' },
        send: { concept: 'publish', medium: 'socket', options: 0, batch: 'sendBatch({ topicMessages })', timeouts: ['delivery'] },
        sendBatch: { concept: 'publish', medium: 'socket', options: 0, bulk: true, timeouts: ['delivery'] },
        'flush|transaction': {},
        disconnect: { concept: 'close' },
      },
      lifecycle: { stage: 'publisher', close: '$.disconnect()', opens: ['connect'] },
    },
    Consumer: {
      members: {
        connect: { concept: 'connect' },
        subscribe: {},
        run: {
          concept: 'consume',
          options: 0,
          callbacks: [
            { at: 'Argument[0].eachMessage', role: 'consumer' },
            { at: 'Argument[0].eachBatch', role: 'consumer' },
          ],
        },
        'commitOffsets|pause|resume|seek': {},
        disconnect: { concept: 'close' },
      },
      lifecycle: { stage: 'worker', close: '$.disconnect()', opens: ['connect'] },
    },
    Admin: {
      members: {
        connect: { concept: 'connect' },
        'createTopics|deleteTopics|deleteGroups': { ...admin, access: 'write' },
        'listTopics|describeGroups': { ...admin, access: 'read' },
        disconnect: { concept: 'close' },
      },
      lifecycle: { stage: 'client', close: '$.disconnect()', opens: ['connect'] },
    },
  },
  timeouts: { delivery: { covers: 'call', unit: 'ms', default: 300_000, source: 'https://github.com/confluentinc/librdkafka/blob/master/CONFIGURATION.md' } },
  retries: { default: 0, kinds: 'a message is sent again for as long as `message.timeout.ms` (300 s) says' },
});
