import { type Call, defineModel } from '../model.js';

const hook: Call = { concept: 'shutdown', callbacks: [{ at: 'Argument[0]', role: 'shutdown' }] };

export default defineModel({
  package: 'exit-hook',
  aliases: ['async-exit-hook'],
  versions: '>=1',
  checked: '5.1.0',
  docs: 'https://github.com/sindresorhus/exit-hook#readme',
  area: 'runtime',
  exports: {
    default: { function: hook },
    asyncExitHook: { function: { ...hook, options: 1, limitMs: 'wait' } },
    gracefulExit: { function: { concept: 'exit' } },
  },
  types: {},
});
