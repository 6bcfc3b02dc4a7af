import { defineModel } from '../model.js';
import got, { gotTypes } from './got.js';

const { request, response, socket, connect, signal } = got.timeouts!;

/**
 * Until 11 `timeout` may be a plain number, which later majors refuse. A signal isn't in the types, but is handed to
 * Node's request, which honours it.
 */
export default defineModel({
  ...got,
  versions: '>=10 <12',
  checked: '11.8.6',
  older: [],
  exports: { default: got.exports['default']!, Got: got.exports['Got']! },
  types: gotTypes(['plain', 'request', 'response', 'socket', 'connect', 'signal'], { signal: 'signal' }),
  timeouts: {
    plain: { covers: 'call', unit: 'ms', default: null, call: 'timeout', client: 'timeout' },
    request: request!,
    response: response!,
    socket: socket!,
    connect: connect!,
    signal: { ...signal!, source: 'Observed: got 11.8.6 on Node 20.20, a silent server, AbortSignal.timeout(500): RequestError after 502 ms' },
  },
});
