import { type Call, defineModel } from '../model.js';

/** Reading the body goes on with the call that made the response, under the same signal: it is no call of its own. */
const readBody: Call = { access: 'read', medium: 'http', timeouts: ['signal', 'bodyTimeout'] };

const aborted: Call = {
  concept: 'event',
  eventAt: 'Argument[0]',
  callbacks: [{ at: 'Argument[1]', role: 'listener' }],
};

/** Whatever runs on a server answers with it. */
const answer = { concept: 'respond', body: ['Argument[0]'] } satisfies Call;

export default defineModel({
  package: 'global',
  versions: '>=18',
  checked: '26.10.0',
  docs: 'https://nodejs.org/api/globals.html',
  area: 'http',
  exports: {
    fetch: {
      function: {
        concept: 'external-call',
        access: 'either',
        medium: 'http',
        options: 1,
        carrier: 'Argument[0]',
        method: { at: 'method', default: 'GET' },
        url: ['Argument[0]'],
        body: ['body'],
        failure: { as: 'result', status: 'status' },
        timeouts: ['signal', 'headersTimeout', 'bodyTimeout', 'connectTimeout'],
        signal: 'signal',
        returns: 'Response',
      },
    },
    Request: { class: 'Request', construction: { options: 1 } },
    Response: {
      class: 'Response',
      construction: answer,
      statics: { json: { ...answer, returns: 'Response', statusAt: 'Argument[1].status' }, error: { returns: 'Response' }, redirect: { returns: 'Response' } },
    },
    AbortController: { class: 'AbortController' },
    AbortSignal: {
      class: 'AbortSignal',
      statics: {
        timeout: { concept: 'signal', limitMs: 'Argument[0]', returns: 'AbortSignal' },
        any: { concept: 'signal', joins: 'Argument[0]', returns: 'AbortSignal' },
        abort: { concept: 'signal', returns: 'AbortSignal' },
      },
    },
    setTimeout: {
      function: {
        concept: 'schedule',
        delayMs: 'Argument[1]',
        callbacks: [{ at: 'Argument[0]', role: 'callback' }],
      },
    },
    setInterval: {
      function: {
        concept: 'schedule',
        delayMs: 'Argument[1]',
        repeats: true,
        callbacks: [{ at: 'Argument[0]', role: 'job' }],
        runs: { every: 'Argument[1]', overlap: 'begins', rejection: 'unhandled' },
      },
    },
    setImmediate: { function: { callbacks: [{ at: 'Argument[0]', role: 'callback' }] } },
    queueMicrotask: { function: { callbacks: [{ at: 'Argument[0]', role: 'callback' }] } },
    console: { instance: 'node:console#Console' },
    process: { instance: 'node:process#Process' },
  },
  types: {
    Body: {
      members: { 'json|text|arrayBuffer|blob|formData|bytes': readBody },
    },
    Response: {
      extends: 'Body',
      members: { clone: { returns: 'self' } },
    },
    Request: {
      extends: 'Body',
      members: { clone: { returns: 'self' } },
      properties: { signal: 'AbortSignal' },
    },
    AbortController: {
      members: { abort: {} },
      properties: { signal: 'AbortSignal' },
    },
    AbortSignal: {
      members: { addEventListener: aborted, throwIfAborted: {} },
    },
  },
  timeouts: {
    signal: { covers: 'call', unit: 'ms', default: null, call: 'signal', signal: true },
    headersTimeout: {
      covers: 'headers',
      unit: 'ms',
      default: 300_000,
      call: 'dispatcher.headersTimeout',
      global: { call: 'undici#setGlobalDispatcher', at: 'Argument[0].headersTimeout' },
      off: [0],
      source: 'The undici that Node 18 to 26 bundle: lib/dispatcher/client.js',
    },
    bodyTimeout: {
      covers: 'body',
      unit: 'ms',
      default: 300_000,
      call: 'dispatcher.bodyTimeout',
      global: { call: 'undici#setGlobalDispatcher', at: 'Argument[0].bodyTimeout' },
      off: [0],
      source: 'https://undici.nodejs.org/#/docs/api/Client',
    },
    connectTimeout: {
      covers: 'connect',
      unit: 'ms',
      default: 10_000,
      call: 'dispatcher.connect.timeout',
      global: { call: 'undici#setGlobalDispatcher', at: 'Argument[0].connect.timeout' },
      source: 'https://undici.nodejs.org/#/docs/api/Connector',
    },
  },
  retries: { default: 0 },
  notes: [
    'A server that sends one byte before each `bodyTimeout` holds `fetch` for ever; only a signal bounds it all.',
    'An HTTP error status does not reject.',
  ],
});
