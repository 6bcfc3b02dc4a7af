import { type Call, defineModel } from '../model.js';

const get: Call = { settings: true };

export default defineModel({
  package: 'nconf',
  versions: '>=0.8',
  checked: '0.13.0',
  docs: 'https://github.com/indexzero/nconf#readme',
  area: 'runtime',
  typedBy: ['@types/nconf@0.10.7'],
  exports: {
    default: { namespace: true },
    get: { function: get },
    required: { function: { returns: 'Provider' } },
    Provider: { class: 'Provider' },
  },
  types: { Provider: { members: { get, required: { returns: 'Provider' } } } },
});
