import { type Call, defineModel } from '../model.js';
import { resourceTypes } from '../parts/resources.js';

const call: Call = { concept: 'external-call', access: 'write', medium: 'http', options: 1, timeouts: ['signal'], signal: 'signal' };

export default defineModel({
  package: 'replicate',
  versions: '>=1',
  checked: '1.4.0',
  docs: 'https://github.com/replicate/replicate-javascript#readme',
  area: 'sdk',
  exports: { default: { class: 'Replicate', construction: { options: 0 } } },
  types: resourceTypes('Replicate', { timeouts: ['signal'], signal: 'signal' }, 'get|list|current', 'create|cancel|update|delete', {
    'run|stream': call,
    request: { ...call, access: 'either' },
    wait: { concept: 'external-call', access: 'read', medium: 'http' },
  }),
  timeouts: { signal: { covers: 'call', unit: 'ms', default: null, call: 'signal', signal: true } },
  notes: ['`run()` asks again and again until the model is done: without a signal that has no end.'],
});
