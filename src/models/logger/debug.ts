import { defineModel } from '../model.js';

export default defineModel({
  package: 'debug',
  versions: '>=3',
  checked: '4.4.3',
  docs: 'https://github.com/debug-js/debug#readme',
  area: 'logger',
  typedBy: ['@types/debug@4.1.13'],
  exports: { default: { function: { returns: 'Debugger' } } },
  types: {
    Debugger: {
      call: { concept: 'log', level: 'debug', logShape: 'debug' },
      members: { extend: { returns: 'Debugger' } },
    },
  },
  logShapes: { debug: { errorAt: ['any'], objectAt: 'any', errorKeys: ['*'], fix: '($message, $error)' } },
  notes: ['It prints nothing unless its namespace is enabled: it is no log of errors.'],
});
