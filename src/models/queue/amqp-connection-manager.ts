import { type Call, defineModel } from '../model.js';
import { listening } from '../parts/events.js';

const publish: Call = { concept: 'publish', medium: 'socket', options: 'last', timeouts: ['timeout', 'publishTimeout'] };

export default defineModel({
  package: 'amqp-connection-manager',
  versions: '>=4',
  checked: '5.0.0',
  docs: 'https://github.com/jwalton/node-amqp-connection-manager#api',
  area: 'queue',
  exports: {
    default: { namespace: true },
    connect: { function: { returns: 'Manager', options: 1 } },
  },
  types: {
    Manager: {
      members: {
        createChannel: { concept: 'acquire', returns: 'Channel', options: 0, acquires: { kind: 'channel', release: ['close'] } },
        close: { concept: 'close' },
        'on|once|addListener': listening(),
      },
      lifecycle: { stage: 'client', close: '$.close()' },
    },
    Channel: {
      members: {
        publish,
        sendToQueue: publish,
        consume: { concept: 'consume', callbacks: [{ at: 'Argument[1]', role: 'consumer' }] },
        addSetup: { callbacks: [{ at: 'Argument[0]', role: 'callback' }] },
        'ack|nack|ackAll|waitForConnect': {},
        close: { concept: 'release' },
        'on|once|addListener': listening(),
      },
      construction: { options: 0, timeouts: ['publishTimeout'] },
    },
  },
  timeouts: {
    timeout: { covers: 'call', unit: 'ms', default: null, call: 'timeout' },
    publishTimeout: { covers: 'call', unit: 'ms', default: null, client: 'publishTimeout' },
  },
  retries: { default: 0, kinds: 'connects again for ever, every 5 s' },
  notes: ['While there is no connection, messages are kept in memory and their promises wait.'],
});
