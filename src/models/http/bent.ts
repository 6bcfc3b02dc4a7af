import { defineModel } from '../model.js';

export default defineModel({
  package: 'bent',
  versions: '>=1',
  checked: '7.3.12',
  docs: 'https://github.com/mikeal/bent#readme',
  area: 'http',
  typedBy: ['@types/bent@7.3.8'],
  exports: {
    default: { function: { returns: 'RequestFunction' } },
  },
  types: {
    RequestFunction: {
      call: { concept: 'external-call', access: 'either', medium: 'http', failure: { as: 'error', status: 'statusCode' }, url: ['Argument[0]'] },
    },
  },
  retries: { default: 0 },
  notes: ['It has neither a time limit nor a signal.'],
});
