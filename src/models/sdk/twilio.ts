import { type Construction, defineModel } from '../model.js';
import { resourceTypes } from '../parts/resources.js';

const construction: Construction = { options: 2, timeouts: ['timeout'], pool: { max: { at: 'maxSockets', default: 20 } } };

export default defineModel({
  package: 'twilio',
  versions: '>=4',
  checked: '6.2.0',
  docs: 'https://github.com/twilio/twilio-node#readme',
  area: 'sdk',
  exports: {
    default: { function: { returns: 'Twilio', options: 2 }, construction, namespace: { Twilio: { class: 'Twilio', construction } } },
    Twilio: { class: 'Twilio', construction },
  },
  types: {
    ...resourceTypes('Twilio', { timeouts: ['timeout'] }, 'list|each|page|fetch', 'create|update|remove', {
      request: { concept: 'external-call', access: 'either', medium: 'http', options: 0, timeouts: ['timeout'] },
    }),
  },
  timeouts: { timeout: { covers: 'call', unit: 'ms', default: 30_000, client: 'timeout' } },
  retries: { default: 0, option: 'maxRetries', kinds: '429, with `autoRetry: true`' },
  notes: ['`list()` without `limit` reads every page.', 'No call takes a limit or a signal of its own.'],
});
