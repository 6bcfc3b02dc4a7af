import { type Call, defineModel } from '../model.js';

const log: Call = { concept: 'log', logShape: 'console' };

/** The console of Node, which prints every argument with `util.inspect`. */
export default defineModel({
  package: 'node:console',
  aliases: ['console'],
  versions: '>=18',
  checked: '22.23.3',
  docs: 'https://nodejs.org/api/console.html',
  area: 'logger',
  exports: {
    default: { instance: 'Console' },
    Console: { class: 'Console' },
  },
  types: {
    Console: {
      members: {
        error: { ...log, level: 'error' },
        warn: { ...log, level: 'warn' },
        log: { ...log, level: 'any' },
        info: { ...log, level: 'info' },
        debug: { ...log, level: 'debug' },
        trace: { ...log, level: 'trace' },
        'assert|clear|count|countReset|dir|group|groupCollapsed|groupEnd|table|time|timeEnd|timeLog': {},
      },
    },
  },
  logShapes: {
    console: {
      errorAt: ['any'],
      objectAt: 'any',
      errorKeys: ['*'],
      fix: '($message, $error)',
    },
  },
  notes: [
    'An error four objects deep is printed as `[Object]`: `util.inspect` stops at depth 2.',
    '`%j` prints an error as `{}`; `%s` and `%o` keep its stack.',
  ],
});
