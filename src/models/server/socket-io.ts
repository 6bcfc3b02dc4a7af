import { type Call, defineModel } from '../model.js';
import { listening } from '../parts/events.js';

const on: Call = listening();
const connection: Call = {
  ...on,
  events: { ...on.events, 'connection|connect': { callbacks: [{ at: 'Argument[1]', role: 'listener', params: ['Socket'] }] } },
};
const ack: Call = { concept: 'external-call', access: 'either', medium: 'socket', timeouts: ['ack'] };

export default defineModel({
  package: 'socket.io',
  versions: '>=4',
  checked: '4.8.4',
  docs: 'https://socket.io/docs/v4/server-options/',
  area: 'server',
  exports: {
    Server: { class: 'Server', construction: { options: 'last', timeouts: ['ack', 'connect'] } },
    Socket: { type: 'Socket' },
    Namespace: { type: 'Namespace' },
  },
  types: {
    Server: {
      members: {
        'on|once': connection,
        of: { returns: 'Namespace' },
        listen: { concept: 'listen', returns: 'self' },
        'emit|send|disconnectSockets': {},
        'to|in|except|timeout': { returns: 'Broadcast' },
        close: { concept: 'close' },
      },
      lifecycle: { stage: 'server', close: '$.close()' },
    },
    Namespace: { members: { 'on|once': connection, 'emit|send|disconnectSockets': {}, 'to|in|except|timeout': { returns: 'Broadcast' } } },
    Socket: {
      members: {
        'on|once': { ...on, callbacks: [{ at: 'Argument[1]', role: 'handler' }] },
        'emit|send|join|leave|disconnect': {},
        emitWithAck: ack,
        'to|in': { returns: 'Broadcast' },
        timeout: { returns: 'TimedSocket' },
      },
    },
    TimedSocket: { members: { emit: {}, emitWithAck: { ...ack, timeouts: ['timed'] } } },
    Broadcast: { members: { emit: {}, emitWithAck: { ...ack, timeouts: ['timed'] } } },
  },
  timeouts: {
    ack: { covers: 'call', unit: 'ms', default: null },
    timed: { covers: 'call', unit: 'ms', default: null, call: 'Receiver.Argument[0]' },
    connect: { covers: 'receiving', unit: 'ms', default: 45_000, client: 'connectTimeout' },
  },
  notes: ['`emitWithAck()` waits without end unless `timeout(ms)` stands before it.', 'close() closes the HTTP server that it is attached to, too.'],
});
