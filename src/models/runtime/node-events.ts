import { defineModel } from '../model.js';

export default defineModel({
  package: 'node:events',
  aliases: ['events'],
  versions: '>=18',
  checked: '26.10.0',
  docs: 'https://nodejs.org/api/events.html',
  area: 'runtime',
  exports: {
    default: { class: 'EventEmitter', namespace: true },
    EventEmitter: { class: 'EventEmitter' },
    once: { function: { concept: 'event', eventAt: 'Argument[1]', options: 2, signal: 'signal' } },
    on: { function: { concept: 'event', eventAt: 'Argument[1]', options: 2, signal: 'signal' } },
  },
  types: {
    EventEmitter: {
      members: {
        'on|once|addListener|prependListener|prependOnceListener': {
          concept: 'event',
          eventAt: 'Argument[0]',
          returns: 'self',
          callbacks: [{ at: 'Argument[1]', role: 'listener' }],
          events: { error: { callbacks: [{ at: 'Argument[1]', role: 'listener', params: ['error'] }] } },
        },
        'off|removeListener|removeAllListeners|setMaxListeners': { returns: 'self' },
        'emit|eventNames|listenerCount|listeners': {},
      },
    },
  },
  notes: ['`once()` waits for ever unless it is given a signal.'],
});
