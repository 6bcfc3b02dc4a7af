import { defineModel } from '../model.js';
import amqplib, { on } from './amqplib.js';

export default defineModel({
  package: 'amqplib/callback_api',
  aliases: ['amqplib/callback_api.js'],
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
        callbacks: [{ at: 'Argument[last]', role: 'callback', params: ['error', 'Connection'] }],
      },
    },
    Connection: { type: 'Connection' },
    Channel: { type: 'Channel' },
    ConfirmChannel: { type: 'ConfirmChannel' },
  },
  types: {
    Connection: {
      members: {
        createChannel: {
          returns: 'Channel',
          callbacks: [{ at: 'Argument[last]', role: 'callback', params: ['error', 'Channel'] }],
        },
        createConfirmChannel: {
          returns: 'ConfirmChannel',
          callbacks: [{ at: 'Argument[last]', role: 'callback', params: ['error', 'ConfirmChannel'] }],
        },
        close: { concept: 'close' },
        'on|once|addListener': on,
      },
      lifecycle: { stage: 'client', close: '$.close()', errorEvent: 'error' },
    },
    Channel: { extends: 'amqplib#Channel' },
    ConfirmChannel: { extends: 'amqplib#ConfirmChannel' },
  },
  timeouts: amqplib.timeouts,
  retries: { default: 0 },
});
