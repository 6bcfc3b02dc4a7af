import { type Call, defineModel } from '../model.js';

const send: Call = { concept: 'publish', medium: 'socket', options: 1, timeouts: ['signal'], signal: 'abortSignal' };

export default defineModel({
  package: '@azure/service-bus',
  versions: '>=7',
  checked: '7.9.5',
  docs: 'https://learn.microsoft.com/javascript/api/@azure/service-bus/',
  area: 'sdk',
  exports: {
    ServiceBusClient: { class: 'ServiceBusClient', construction: { options: 'last', timeouts: ['timeout'] } },
    ServiceBusSender: { type: 'Sender' },
    ServiceBusReceiver: { type: 'Receiver' },
  },
  types: {
    ServiceBusClient: {
      members: {
        createSender: { returns: 'Sender', inherits: true },
        'createReceiver|acceptSession|acceptNextSession': { returns: 'Receiver', inherits: true },
        close: { concept: 'close' },
      },
      construction: { options: 'last', timeouts: ['timeout'] },
      lifecycle: { stage: 'client', close: '$.close()' },
    },
    Sender: {
      members: {
        sendMessages: { ...send, batch: 'sendMessages(messages)' },
        scheduleMessages: { ...send, options: 2, bulk: true },
        createMessageBatch: { ...send, concept: 'external-call', access: 'read', options: 0 },
        close: { concept: 'close' },
      },
      lifecycle: { stage: 'publisher', close: '$.close()' },
    },
    Receiver: {
      members: {
        receiveMessages: { concept: 'external-call', access: 'read', medium: 'socket', options: 1, timeouts: ['signal', 'wait'], signal: 'abortSignal', rows: 'many' },
        'completeMessage|abandonMessage|deferMessage|deadLetterMessage': { concept: 'external-call', access: 'write', medium: 'socket', timeouts: ['timeout'] },
        subscribe: {
          concept: 'consume',
          callbacks: [
            { at: 'Argument[0].processMessage', role: 'consumer' },
            { at: 'Argument[0].processError', role: 'callback' },
          ],
          runs: { rejection: 'failed', source: 'https://learn.microsoft.com/javascript/api/@azure/service-bus/messagehandlers' },
        },
        close: { concept: 'close' },
      },
      lifecycle: { stage: 'worker', close: '$.close()' },
    },
  },
  timeouts: {
    timeout: { covers: 'call', unit: 'ms', default: 60_000, client: 'retryOptions.timeoutInMs' },
    signal: { covers: 'call', unit: 'ms', default: null, call: 'abortSignal', signal: true },
    wait: { covers: 'call', unit: 'ms', default: 60_000, call: 'maxWaitTimeInMs' },
  },
  retries: { default: 3, option: 'retryOptions.maxRetries', kinds: 'errors of the connection, and a service that is busy' },
  notes: ['The limit holds per attempt: with three retries a call can take four times as long.'],
});
