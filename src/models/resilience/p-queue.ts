import { type Call, type Callback, defineModel } from '../model.js';

const limited: Omit<Callback, 'at'> = { role: 'limited', limit: { at: 'Receiver.concurrency', default: null } };

const add: Call = { concept: 'limiter', options: 1, timeouts: ['timeout'], signal: 'signal' };

export default defineModel({
  package: 'p-queue',
  versions: '>=6',
  checked: '10.0.0',
  older: ['9.3.5'],
  docs: 'https://github.com/sindresorhus/p-queue#api',
  area: 'resilience',
  exports: {
    default: { class: 'PQueue', construction: { options: 0, timeouts: ['timeout'] } },
  },
  types: {
    PQueue: {
      members: {
        add: { ...add, callbacks: [{ at: 'Argument[0]', ...limited }] },
        addAll: { ...add, callbacks: [{ at: 'Argument[0].*', ...limited }] },
        start: { returns: 'self' },
        'clear|pause|onEmpty|onIdle|onSizeLessThan|sizeBy': {},
      },
    },
  },
  timeouts: {
    timeout: { covers: 'call', unit: 'ms', default: null, call: 'timeout', client: 'timeout' },
  },
  notes: ['The limit counts from the start of a task; the task runs on unless it uses its signal.'],
});
