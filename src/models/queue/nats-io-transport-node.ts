import { type Call, type LibraryModel, type TypeModel, defineModel } from '../model.js';

const connect: Call = { concept: 'connect', options: 0, returns: 'Connection' };

const types: Record<string, TypeModel> = {
  Connection: {
    members: {
      request: { concept: 'external-call', access: 'either', medium: 'socket', options: 2, timeouts: ['timeout'] },
      requestMany: { concept: 'external-call', access: 'either', medium: 'socket', options: 2, timeouts: ['maxWait'] },
      publish: { concept: 'publish', medium: 'socket', options: 2 },
      subscribe: {
        concept: 'consume',
        options: 1,
        returns: 'Subscription',
        callbacks: [{ at: 'Argument[1].callback', role: 'consumer', params: ['error'] }],
      },
      flush: {},
      'drain|close': { concept: 'close' },
    },
    lifecycle: { stage: 'client', close: '$.drain()' },
  },
  Subscription: { members: { 'unsubscribe|drain': {} } },
};

export const natsFacts: Pick<LibraryModel, 'area' | 'exports' | 'types' | 'timeouts' | 'retries'> = {
  area: 'queue',
  exports: {
    connect: { function: connect, construction: { options: 0, timeouts: ['connect'] } },
    NatsConnection: { type: 'Connection' },
  },
  types,
  timeouts: {
    timeout: { covers: 'call', unit: 'ms', default: 1_000, call: 'timeout' },
    maxWait: { covers: 'call', unit: 'ms', default: 1_000, call: 'maxWait' },
    connect: { covers: 'connect', unit: 'ms', default: 20_000, client: 'timeout' },
  },
  retries: { default: 0, kinds: 'connects again ten times' },
};

export default defineModel({
  ...natsFacts,
  package: '@nats-io/transport-node',
  versions: '>=3',
  checked: '3.4.0',
  docs: 'https://nats-io.github.io/nats.js/',
});
