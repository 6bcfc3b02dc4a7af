import { type Call, defineModel } from '../model.js';

const request: Call = {
  concept: 'external-call',
  medium: 'graphql',
  access: 'either',
  options: 0,
  timeouts: ['signal', 'clientSignal'],
  signal: 'signal',
  failure: { as: 'error', status: 'response.status' },
  batch: 'batchRequests(documents)',
};

export default defineModel({
  package: 'graphql-request',
  versions: '>=4',
  checked: '7.4.0',
  docs: 'https://github.com/graffle-js/graffle/tree/graphql-request#readme',
  area: 'http',
  typedBy: ['graphql@16.15.0'],
  exports: {
    default: { function: request },
    request: { function: request },
    rawRequest: { function: request },
    batchRequests: { function: { ...request, bulk: true } },
    GraphQLClient: { class: 'GraphQLClient', construction: { options: 1, timeouts: ['clientSignal'] } },
  },
  types: {
    GraphQLClient: {
      members: { 'request|rawRequest': request, batchRequests: { ...request, bulk: true }, 'setHeader|setHeaders|setEndpoint': { returns: 'self' } },
      construction: { options: 1, timeouts: ['clientSignal'] },
    },
  },
  timeouts: {
    signal: { covers: 'call', unit: 'ms', default: null, call: 'signal', signal: true },
    clientSignal: { covers: 'call', unit: 'ms', default: null, client: 'signal', signal: true },
  },
  retries: { default: 0 },
  notes: ['A signal is only taken where everything is passed in one object: `request({ document, variables, signal })`.'],
});
