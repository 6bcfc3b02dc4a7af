import { type Call, defineModel } from '../model.js';
import { listening } from '../parts/events.js';

const connect: Call = { returns: 'Socket', options: 'last', acquires: { kind: 'connection', release: ['disconnect', 'close'] } };
const ack: Call = { concept: 'external-call', access: 'either', medium: 'socket', timeouts: ['ack'] };

export default defineModel({
  package: 'socket.io-client',
  versions: '>=4',
  checked: '4.8.4',
  docs: 'https://socket.io/docs/v4/client-options/',
  area: 'sdk',
  exports: {
    default: { function: connect, construction: { options: 'last', timeouts: ['ack', 'connect'] } },
    io: { function: connect, construction: { options: 'last', timeouts: ['ack', 'connect'] } },
    connect: { function: connect },
    Socket: { type: 'Socket' },
  },
  types: {
    Socket: {
      members: {
        emitWithAck: ack,
        'emit|send': {},
        timeout: { returns: 'TimedSocket' },
        'disconnect|close': { concept: 'release' },
        'on|once': listening(),
      },
    },
    TimedSocket: { members: { emitWithAck: { ...ack, timeouts: ['timed'] }, emit: {} } },
  },
  timeouts: {
    ack: { covers: 'call', unit: 'ms', default: null, client: 'ackTimeout' },
    timed: { covers: 'call', unit: 'ms', default: null, call: 'Receiver.Argument[0]' },
    connect: { covers: 'connect', unit: 'ms', default: 20_000, client: 'timeout' },
  },
  retries: { default: 0, option: 'retries', kinds: 'connects again for ever' },
  notes: ['While there is no connection, what is emitted is kept in memory.'],
});
