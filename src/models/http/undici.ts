import { type Call, type Construction, type TypeModel, defineModel } from '../model.js';

const GLOBAL_HEADERS = { call: 'undici#setGlobalDispatcher', at: 'Argument[0].headersTimeout' };

const request: Call = {
  concept: 'external-call',
  access: 'either',
  medium: 'http',
  options: 1,
  method: { at: 'method', default: 'GET' },
  url: ['Argument[0]'],
  body: ['body'],
  failure: { as: 'result', status: 'statusCode' },
  timeouts: ['signal', 'headersTimeout', 'dispatcherHeadersTimeout', 'bodyTimeout', 'connectTimeout'],
  signal: 'signal',
};

/** A request that has no body. */
const handshake: Call = {
  concept: 'external-call',
  access: 'either',
  medium: 'http',
  options: 1,
  url: ['Argument[0]'],
  timeouts: request.timeouts!,
  signal: 'signal',
};

/** What a client is asked for is relative to the origin it is made for; an agent is told the origin. */
const onOrigin: Call = { options: 0, url: ['origin'], baseUrl: ['Receiver.Argument[0]'] };

const client: Construction = {
  timeouts: ['headersTimeout', 'bodyTimeout', 'connectTimeout'],
};

const pool: Construction = { ...client, pool: { max: { at: 'connections', default: null } } };

const dispatcher: TypeModel = { extends: 'Dispatcher', lifecycle: { stage: 'client', close: '$.close()' } };

export default defineModel({
  package: 'undici',
  versions: '>=5',
  checked: '8.12.4',
  older: ['6.29.1', '7.30.2'],
  docs: 'https://undici.nodejs.org/',
  area: 'http',
  exports: {
    default: { namespace: true },
    request: { function: { ...request, returns: 'ResponseData' } },
    stream: { function: request },
    pipeline: { function: request },
    connect: { function: handshake },
    upgrade: { function: { ...handshake, method: request.method! } },
    fetch: {
      function: {
        ...request,
        carrier: 'Argument[0]',
        failure: { as: 'result', status: 'status' },
        timeouts: ['signal', 'fetchHeadersTimeout', 'connectTimeout'],
        returns: 'global#Response',
      },
    },
    Dispatcher: { class: 'Dispatcher' },
    Client: { class: 'Client', construction: { ...client, options: 1 } },
    Pool: { class: 'Pool', construction: { ...pool, options: 1 } },
    BalancedPool: { class: 'BalancedPool', construction: { ...pool, options: 1 } },
    Agent: { class: 'Agent', construction: { ...pool, options: 0 } },
    ProxyAgent: { class: 'ProxyAgent', construction: { ...pool, options: 0 } },
    EnvHttpProxyAgent: { class: 'EnvHttpProxyAgent', construction: { ...pool, options: 0 } },
    setGlobalDispatcher: { function: {} },
    getGlobalDispatcher: { function: { returns: 'Dispatcher' } },
    Request: { class: 'global#Request', construction: { options: 1 } },
    Response: { class: 'global#Response' },
  },
  types: {
    Dispatcher: {
      members: {
        request: { ...request, ...onOrigin, returns: 'ResponseData' },
        'stream|pipeline': { ...request, ...onOrigin },
        connect: { ...handshake, ...onOrigin },
        upgrade: { ...handshake, ...onOrigin, method: request.method!, url: ['path'] },
        compose: { returns: 'self', inherits: true },
        'close|destroy': { concept: 'close' },
      },
    },
    Client: dispatcher,
    Pool: dispatcher,
    BalancedPool: dispatcher,
    Agent: dispatcher,
    ProxyAgent: dispatcher,
    EnvHttpProxyAgent: dispatcher,
    ResponseData: { properties: { body: 'ResponseBody' } },
    ResponseBody: { members: { 'json|text|arrayBuffer|blob|bytes|dump': { access: 'read', medium: 'http' } } },
  },
  timeouts: {
    signal: { covers: 'call', unit: 'ms', default: null, call: 'signal', signal: true },
    headersTimeout: {
      covers: 'headers',
      unit: 'ms',
      default: 300_000,
      call: 'headersTimeout',
      client: 'headersTimeout',
      global: GLOBAL_HEADERS,
      off: [0],
    },
    fetchHeadersTimeout: {
      covers: 'headers',
      unit: 'ms',
      default: 300_000,
      call: 'dispatcher.headersTimeout',
      global: GLOBAL_HEADERS,
      off: [0],
      source: 'https://undici.nodejs.org/#/docs/api/Client',
    },
    dispatcherHeadersTimeout: {
      covers: 'headers',
      unit: 'ms',
      default: null,
      call: 'dispatcher.headersTimeout',
      source: 'https://undici.nodejs.org/#/docs/api/Client',
    },
    bodyTimeout: {
      covers: 'body',
      unit: 'ms',
      default: 300_000,
      call: 'bodyTimeout',
      client: 'bodyTimeout',
      global: { call: 'undici#setGlobalDispatcher', at: 'Argument[0].bodyTimeout' },
      off: [0],
    },
    connectTimeout: { covers: 'connect', unit: 'ms', default: 10_000, client: 'connect.timeout' },
  },
  retries: { default: 0 },
  notes: [
    '`fetch` ignores a `headersTimeout` among its options: it comes from the dispatcher.',
    '`RetryAgent` has the limits of the dispatcher that it wraps; it is not modelled, so its calls are not judged.',
    'An unread response body keeps its connection busy.',
  ],
});
