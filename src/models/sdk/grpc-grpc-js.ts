import { type Call, defineModel } from '../model.js';

const call: Call = { concept: 'external-call', access: 'either', medium: 'grpc', timeouts: ['deadline'] };

export default defineModel({
  package: '@grpc/grpc-js',
  versions: '>=1',
  checked: '1.14.7',
  docs: 'https://grpc.io/docs/guides/deadlines/',
  area: 'sdk',
  exports: {
    default: { namespace: true },
    Client: { class: 'Client', construction: { options: 2 } },
    makeGenericClientConstructor: { function: {} },
    loadPackageDefinition: { function: { returns: 'Package' } },
    Server: { class: 'Server', construction: { options: 0 } },
  },
  types: {
    Package: { properties: { '*': 'Package' }, constructs: 'Client' },
    Client: {
      members: {
        'makeUnaryRequest|makeServerStreamRequest|makeClientStreamRequest|makeBidiStreamRequest': { ...call, options: 'last' },
        waitForReady: {},
        close: { concept: 'close' },
        getChannel: {},
        '*': { ...call, options: 'last' },
      },
      lifecycle: { stage: 'client', close: '$.close()' },
    },
    Server: {
      members: {
        bindAsync: { concept: 'listen', callbacks: [{ at: 'Argument[2]', role: 'callback', params: ['error'] }] },
        start: { concept: 'listen' },
        addService: { concept: 'route', callbacks: [{ at: 'Argument[1].*', role: 'handler' }] },
        'tryShutdown|forceShutdown': { concept: 'close' },
      },
      lifecycle: { stage: 'server', close: 'new Promise((resolve) => $.tryShutdown(resolve))', opens: ['bindAsync'] },
    },
  },
  timeouts: {
    // A point in time, not a length: a value is read as no number and counts as a bound.
    deadline: { covers: 'call', unit: 'ms', default: null, call: 'deadline' },
  },
  retries: { default: 0, kinds: 'only where the service config says so' },
  notes: ['`deadline` is a point in time, as a Date or in milliseconds, not a length of time.', 'Calls take no AbortSignal: `call.cancel()` ends one.'],
});
