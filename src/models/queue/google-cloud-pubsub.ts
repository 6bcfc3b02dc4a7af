import { type Call, defineModel } from '../model.js';
import { listening } from '../parts/events.js';

const publish: Call = { concept: 'publish', medium: 'grpc', batches: true, timeouts: ['publish'] };
const manage: Call = { concept: 'external-call', medium: 'grpc' };

export default defineModel({
  package: '@google-cloud/pubsub',
  versions: '>=3',
  checked: '5.3.1',
  docs: 'https://cloud.google.com/nodejs/docs/reference/pubsub/latest',
  area: 'queue',
  exports: { PubSub: { class: 'PubSub', construction: { options: 0 } } },
  types: {
    PubSub: {
      members: {
        topic: { returns: 'Topic', options: 1 },
        subscription: { returns: 'Subscription' },
        'createTopic|createSubscription': { ...manage, access: 'write' },
        'getTopics|getSubscriptions': { ...manage, access: 'read' },
        close: { concept: 'close' },
      },
      lifecycle: { stage: 'client', close: '$.close()' },
    },
    Topic: {
      members: {
        'publishMessage|publishJSON': publish,
        subscription: { returns: 'Subscription' },
        flush: publish,
        'exists|getMetadata': { ...manage, access: 'read' },
        'create|delete': { ...manage, access: 'write' },
      },
    },
    Subscription: {
      members: {
        'on|once|addListener': {
          ...listening(),
          events: { ...listening().events, message: { concept: 'consume', callbacks: [{ at: 'Argument[1]', role: 'consumer', params: ['Message'] }] } },
        },
        close: { concept: 'close' },
        'exists|getMetadata': { ...manage, access: 'read' },
      },
      lifecycle: { stage: 'worker', close: '$.close()' },
    },
    Message: { members: { 'ack|nack|modAck': {} } },
  },
  timeouts: { publish: { covers: 'call', unit: 'ms', default: 60_000, source: 'The client configuration of the Publish call.' } },
  retries: { default: 0, kinds: 'Publish is tried again for up to 600 s' },
  notes: ['The client collects messages: up to 100, 1 MiB or 10 ms.', 'An `error` event of a subscription without a listener ends the process.'],
});
