import { type Call, defineModel } from '../model.js';

const request: Call = {
  concept: 'external-call',
  medium: 'http',
  url: ['Argument[0]'],
  failure: { as: 'result', status: 'statusCode' },
  timeouts: ['response', 'read', 'open', 'signal'],
  signal: 'signal',
};
const write: Call = { ...request, access: 'write', options: 2, body: ['Argument[1]'] };
const either: Call = { ...request, access: 'either', method: { at: 'Argument[0]', default: 'get' }, url: ['Argument[1]'], options: 3, body: ['Argument[2]'] };
const read: Call = { ...request, access: 'read', options: 1 };

export default defineModel({
  package: 'needle',
  versions: '>=3',
  checked: '3.5.0',
  docs: 'https://github.com/tomas/needle#request-options',
  area: 'http',
  typedBy: ['@types/needle@3.3.0'],
  exports: {
    default: { namespace: true, function: either },
    get: { function: read },
    head: { function: read },
    post: { function: write },
    put: { function: write },
    patch: { function: write },
    delete: { function: write },
    request: { function: { ...either, options: 3 } },
    defaults: { function: {} },
  },
  types: {},
  timeouts: {
    response: { covers: 'headers', unit: 'ms', default: null, call: 'response_timeout', off: [0] },
    read: { covers: 'body', unit: 'ms', default: null, call: 'read_timeout', off: [0] },
    open: { covers: 'connect', unit: 'ms', default: 10_000, call: 'open_timeout', off: [0] },
    signal: { covers: 'call', unit: 'ms', default: null, call: 'signal', signal: true },
  },
  retries: { default: 0 },
  notes: ['Only connecting has a limit by default: a server that takes the connection and never answers is waited for without end. `timeout` is another name of `open_timeout`.'],
});
