import { type Call, defineModel } from '../model.js';
import { listening } from '../parts/events.js';

const publish: Call = { concept: 'publish', medium: 'socket', options: 'last', sync: true };

export const on = listening({ close: ['error'] });

export default defineModel({
  package: 'amqplib',
  versions: '>=0.8',
  checked: '2.3.1',
  docs: 'https://amqp-node.github.io/amqplib/channel_api.html',
  area: 'queue',
  exports: {
    default: { namespace: true },
    connect: {
      function: {
        concept: 'connect',
        options: 1,
        timeouts: ['connect'],
        returns: 'Connection',
        acquires: { kind: 'connection', release: ['close'] },
      },
      construction: { options: 1, timeouts: ['connect'] },
    },
    ChannelModel: { type: 'Connection' },
    Connection: { type: 'Connection' },
    Channel: { type: 'Channel' },
    ConfirmChannel: { type: 'ConfirmChannel' },
  },
  types: {
    Connection: {
      members: {
        createChannel: { returns: 'Channel', acquires: { kind: 'channel', release: ['close'] } },
        createConfirmChannel: { returns: 'ConfirmChannel', acquires: { kind: 'channel', release: ['close'] } },
        close: { concept: 'close' },
        'on|once|addListener': on,
      },
      lifecycle: { stage: 'client', close: '$.close()', errorEvent: 'error' },
    },
    Channel: {
      members: {
        'publish|sendToQueue': publish,
        consume: { concept: 'consume', callbacks: [{ at: 'Argument[1]', role: 'consumer' }] },
        get: { concept: 'external-call', access: 'read', medium: 'socket' },
        'ack|nack|reject|ackAll|nackAll|prefetch|cancel': {},
        close: { concept: 'close' },
        'on|once|addListener': on,
      },
      lifecycle: { stage: 'worker', close: '$.close()', errorEvent: 'error' },
    },
    ConfirmChannel: {
      extends: 'Channel',
      members: { waitForConfirms: { concept: 'external-call', medium: 'socket' } },
      lifecycle: { stage: 'publisher', close: '$.close()', errorEvent: 'error' },
    },
  },
  timeouts: {
    connect: { covers: 'connect', unit: 'ms', default: null, call: 'timeout', client: 'timeout', off: [0] },
  },
  retries: { default: 0 },
  notes: [
    'There is no reconnection by itself before 2.0, where the option recovery turns it on.',
    'publish() and sendToQueue() only write to a buffer: false means wait for "drain". Nothing bounds how long a broker takes.',
    'Without prefetch() a consumer is sent every message of the queue at once.',
  ],
});
