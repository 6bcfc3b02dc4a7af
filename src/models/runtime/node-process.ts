import { defineModel } from '../model.js';

export default defineModel({
  package: 'node:process',
  aliases: ['process'],
  versions: '>=18',
  checked: '26.10.0',
  docs: 'https://nodejs.org/api/process.html#signal-events',
  area: 'runtime',
  exports: {
    default: { instance: 'Process' },
  },
  types: {
    Process: {
      members: {
        'on|once|addListener|prependListener|prependOnceListener': {
          concept: 'event',
          eventAt: 'Argument[0]',
          returns: 'self',
          callbacks: [{ at: 'Argument[1]', role: 'listener' }],
          events: {
            'SIGTERM|SIGINT|SIGHUP|SIGQUIT|SIGBREAK': {
              concept: 'shutdown',
              callbacks: [{ at: 'Argument[1]', role: 'shutdown' }],
            },
            'uncaughtException|uncaughtExceptionMonitor|unhandledRejection': {
              callbacks: [{ at: 'Argument[1]', role: 'listener', params: ['error', null] }],
            },
          },
        },
        nextTick: { callbacks: [{ at: 'Argument[0]', role: 'callback' }] },
        'exit|abort': { concept: 'exit' },
        reallyExit: { concept: 'exit', source: 'https://github.com/nodejs/node/blob/main/lib/internal/process/per_thread.js' },
        'kill|emitWarning': {},
      },
    },
  },
});
