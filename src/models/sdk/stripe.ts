import { type Construction, defineModel } from '../model.js';
import { resourceTypes } from '../parts/resources.js';

const construction: Construction = { options: 1, timeouts: ['timeout'] };

export default defineModel({
  package: 'stripe',
  versions: '>=8',
  checked: '23.1.0',
  older: ['18.5.0'],
  docs: 'https://github.com/stripe/stripe-node#configuring-timeout',
  area: 'sdk',
  exports: {
    default: { class: 'Stripe', construction, function: { returns: 'Stripe', options: 1, source: 'Also without `new` up to version 22.' }, namespace: { Stripe: { class: 'Stripe', construction } } },
    Stripe: { class: 'Stripe', construction },
  },
  types: resourceTypes(
    'Stripe',
    { timeouts: ['timeout'], failure: { as: 'error', status: 'statusCode' } },
    'retrieve|list|search',
    'create|update|del|cancel|confirm|capture|finalizeInvoice|pay|voidInvoice|sendInvoice|attach|detach|expire|approve|decline',
    { rawRequest: { concept: 'external-call', access: 'either', medium: 'http', options: 3, timeouts: ['timeout'] } },
  ),
  timeouts: { timeout: { covers: 'call', unit: 'ms', default: 80_000, call: 'timeout', client: 'timeout' } },
  retries: { default: 2, option: 'maxNetworkRetries', kinds: 'network errors, 409 and 5xx; writes carry an idempotency key by default' },
  keyset: 'list({ starting_after: lastId, limit: 100 })',
  notes: ['The limit holds per attempt. No call takes an AbortSignal.'],
});
