import { type Call, defineModel } from '../model.js';
import { resourceTypes } from '../parts/resources.js';

const call: Call = { timeouts: ['signal'], signal: 'signal', failure: { as: 'result', status: 'error.statusCode' } };

export default defineModel({
  package: 'resend',
  versions: '>=6.38',
  checked: '6.38.0',
  docs: 'https://resend.com/docs/send-with-nodejs',
  area: 'sdk',
  exports: { Resend: { class: 'Resend', construction: { options: 1 } } },
  types: resourceTypes('Resend', { ...call, batch: 'batch.send(emails)' }, 'get|list', 'send|create|update|remove|cancel'),
  timeouts: { signal: { covers: 'call', unit: 'ms', default: null, call: 'signal', signal: true } },
  retries: { default: 0 },
  notes: ['It throws no errors of the service: they are in `error` of what a call gives. A signal was not taken before 6.38.'],
});
