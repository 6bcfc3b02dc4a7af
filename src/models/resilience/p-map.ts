import { type Call, defineModel } from '../model.js';

const iterate: Call = {
  concept: 'limiter',
  options: 2,
  callbacks: [
    { at: 'Argument[1]', role: 'element', over: 'Argument[0]', limit: { at: 'concurrency', default: null } },
  ],
};

const map: Call = { ...iterate, signal: 'signal' };

export default defineModel({
  package: 'p-map',
  versions: '>=4',
  checked: '7.1.1',
  docs: 'https://github.com/sindresorhus/p-map#api',
  area: 'resilience',
  exports: {
    default: { function: map },
    pMapIterable: { function: iterate },
    pMapSettled: { function: map },
    pMapKeyed: { function: map },
    pMapSettledKeyed: { function: map },
  },
  types: {},
  notes: ['Without `concurrency` all elements run at once.', '`signal` exists from version 6 on.'],
});
