import { type Call, type Callback, defineModel } from '../model.js';

const onResponse: Callback = { at: 'Argument[last]', role: 'callback', params: ['IncomingMessage'] };
const onRequest: Callback = { at: 'Argument[last]', role: 'handler', params: ['IncomingMessage', 'ServerResponse'] };

const request: Call = {
  concept: 'external-call',
  medium: 'http',
  options: 'last',
  timeouts: ['timeout', 'setTimeout', 'signal'],
  signal: 'signal',
  returns: 'ClientRequest',
  callbacks: [onResponse],
};

/** A listener whose parameters have these types. */
function listener(...params: NonNullable<Callback['params']>): Partial<Call> {
  return { callbacks: [{ at: 'Argument[1]', role: 'listener', params }] };
}

const on: Call = {
  concept: 'event',
  eventAt: 'Argument[0]',
  returns: 'self',
  ...listener(),
};

const SERVER_TIMEOUTS = ['serverRequest', 'serverHeaders', 'serverKeepAlive', 'serverSocket', 'serverHandler'];

export default defineModel({
  package: 'node:http',
  aliases: ['http'],
  versions: '>=18',
  checked: '26.10.0',
  docs: 'https://nodejs.org/api/http.html',
  area: 'http',
  exports: {
    default: { namespace: true },
    request: { function: { ...request, access: 'either', method: { at: 'method', default: 'GET' } } },
    get: { function: { ...request, access: 'read' } },
    createServer: { function: { options: 0, returns: 'Server', callbacks: [onRequest] } },
    Server: {
      class: 'Server',
      construction: { options: 0, timeouts: SERVER_TIMEOUTS, callbacks: [onRequest] },
    },
    Agent: { class: 'Agent', construction: { options: 0, pool: { max: { at: 'maxSockets', default: null } } } },
    globalAgent: { instance: 'Agent' },
    ClientRequest: { class: 'ClientRequest' },
    IncomingMessage: { class: 'IncomingMessage' },
    ServerResponse: { class: 'ServerResponse' },
    RequestListener: { type: 'RequestListener' },
  },
  types: {
    ClientRequest: {
      members: {
        'on|once|addListener|prependListener': {
          ...on,
          events: { response: listener('IncomingMessage'), error: listener('error') },
        },
        setTimeout: { returns: 'self', callbacks: [{ at: 'Argument[1]', role: 'listener' }] },
        'write|end|destroy|abort|setHeader': {},
      },
    },
    IncomingMessage: {
      members: {
        'on|once|addListener|prependListener': { ...on, events: { error: listener('error') } },
        setTimeout: { returns: 'self', callbacks: [{ at: 'Argument[1]', role: 'listener' }] },
        destroy: { returns: 'self' },
      },
    },
    ServerResponse: {
      members: {
        'on|once|addListener|prependListener': { ...on, events: { error: listener('error') } },
        'write|end': { concept: 'respond', body: ['Argument[0]'] },
        writeHead: { statusAt: 'Argument[0]' },
        'setHeader|destroy': {},
      },
      properties: { req: 'IncomingMessage' },
      statusBy: 'statusCode',
    },
    Server: {
      members: {
        'on|once|addListener|prependListener': {
          ...on,
          events: {
            request: { callbacks: [{ ...onRequest, at: 'Argument[1]' }] },
            error: listener('error'),
            clientError: listener('error'),
          },
        },
        listen: { concept: 'listen', returns: 'self', callbacks: [{ at: 'Argument[last]', role: 'callback' }] },
        close: {
          concept: 'close',
          returns: 'self',
          callbacks: [{ at: 'Argument[0]', role: 'callback', params: ['error'] }],
        },
        'closeAllConnections|closeIdleConnections': { concept: 'close' },
        setTimeout: { returns: 'self', callbacks: [{ at: 'Argument[1]', role: 'listener' }] },
        'address|ref|unref': {},
      },
      construction: { options: 0, timeouts: SERVER_TIMEOUTS },
      lifecycle: { stage: 'server', close: 'new Promise((resolve) => $.close(resolve))', opens: ['listen'] },
    },
    Agent: {
      members: { destroy: { concept: 'close' } },
      lifecycle: { stage: 'client', close: '$.destroy()' },
    },
    RequestListener: { function: { role: 'handler', params: ['IncomingMessage', 'ServerResponse'] } },
  },
  timeouts: {
    // Silence on the socket, from before the connection: a peer that never answers is silent.
    timeout: { covers: 'response', unit: 'ms', default: null, call: 'timeout', emits: 'timeout', off: [0] },
    setTimeout: { covers: 'response', unit: 'ms', default: null, chain: 'setTimeout', emits: 'timeout', off: [0] },
    signal: { covers: 'call', unit: 'ms', default: null, call: 'signal', signal: true },
    serverRequest: {
      covers: 'receiving',
      unit: 'ms',
      default: 300_000,
      client: 'requestTimeout',
      setter: 'requestTimeout',
      off: [0],
    },
    serverHeaders: {
      covers: 'receiving',
      unit: 'ms',
      default: 60_000,
      client: 'headersTimeout',
      setter: 'headersTimeout',
    },
    serverKeepAlive: {
      covers: 'keep-alive',
      unit: 'ms',
      default: 5_000,
      client: 'keepAliveTimeout',
      setter: 'keepAliveTimeout',
      off: [0],
    },
    serverSocket: { covers: 'idle', unit: 'ms', default: null, setter: 'timeout', off: [0] },
    serverHandler: { covers: 'handler', unit: 'ms', default: null },
  },
  retries: { default: 0 },
  notes: [
    '`timeout` and `setTimeout()` only emit `timeout`; a listener must call `destroy()`.',
    'The 5 s of the global agent since Node 20 end idle sockets, not calls.',
    'An unhandled `error` event of a request ends the process.',
    'A rejected async request handler is an unhandled rejection, and the request is never answered.',
  ],
});
