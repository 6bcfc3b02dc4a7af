import { defineModel } from '../model.js';
import got, { gotTypes } from './got.js';

const { request, response, socket, connect } = got.timeouts!;

/** Until 11 `timeout` may be a plain number, which later majors refuse, and there is no signal. */
export default defineModel({
  ...got,
  versions: '>=10 <12',
  checked: '11.8.6',
  types: gotTypes(['plain', 'request', 'response', 'socket', 'connect'], {}),
  timeouts: {
    plain: { covers: 'call', unit: 'ms', default: null, call: 'timeout', client: 'timeout' },
    request: request!,
    response: response!,
    socket: socket!,
    connect: connect!,
  },
});
