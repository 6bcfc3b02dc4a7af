import { type Call, defineModel } from '../model.js';

const sleep: Call = { concept: 'sleep', delayMs: 'Argument[0]', options: 2, signal: 'signal' };

export default defineModel({
  package: 'node:timers/promises',
  aliases: ['timers/promises'],
  versions: '>=16',
  checked: '26.10.0',
  docs: 'https://nodejs.org/api/timers.html#timers-promises-api',
  area: 'runtime',
  exports: {
    default: { namespace: true },
    setTimeout: { function: sleep },
    setImmediate: { function: {} },
    setInterval: { function: { delayMs: 'Argument[0]', options: 2, signal: 'signal' } },
    scheduler: { instance: 'Scheduler' },
  },
  types: {
    Scheduler: {
      members: { wait: { concept: 'sleep', delayMs: 'Argument[0]', options: 1, signal: 'signal' }, yield: {} },
    },
  },
});
