import { type Call, type Construction, defineModel } from '../model.js';
import { listening } from '../parts/events.js';

const socket: Construction = { options: 2, timeouts: ['handshake'], acquires: { kind: 'connection', release: ['close', 'terminate'] } };
const on: Call = listening();

export default defineModel({
  package: 'ws',
  versions: '>=7',
  checked: '8.23.0',
  docs: 'https://github.com/websockets/ws/blob/master/doc/ws.md',
  area: 'sdk',
  typedBy: ['@types/ws@8.18.2'],
  exports: {
    default: { class: 'WebSocket', construction: socket, namespace: true },
    WebSocket: { class: 'WebSocket', construction: socket },
    WebSocketServer: { class: 'WebSocketServer', construction: { options: 0 } },
    Server: { class: 'WebSocketServer', construction: { options: 0 } },
  },
  types: {
    WebSocket: {
      members: {
        'send|ping|pong': {},
        'close|terminate': { concept: 'release' },
        'on|once|addListener': on,
      },
    },
    WebSocketServer: {
      members: {
        'on|once|addListener': {
          ...on,
          events: { ...on.events, connection: { callbacks: [{ at: 'Argument[1]', role: 'listener', params: ['WebSocket'] }] } },
        },
        'handleUpgrade|address': {},
        close: { concept: 'close' },
      },
      lifecycle: { stage: 'server', close: 'new Promise((resolve) => $.close(resolve))' },
    },
  },
  timeouts: { handshake: { covers: 'connect', unit: 'ms', default: null, client: 'handshakeTimeout' } },
  retries: { default: 0 },
  notes: ['A dead peer is not noticed: it takes a ping of your own.', 'close() of a server leaves its open sockets open.'],
});
