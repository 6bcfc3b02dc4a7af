import { defineModel } from '../model.js';
import { resourceTypes } from '../parts/resources.js';

export default defineModel({
  package: '@clerk/backend',
  versions: '>=1',
  checked: '3.25.0',
  docs: 'https://clerk.com/docs/references/backend/overview',
  area: 'sdk',
  exports: { createClerkClient: { function: { returns: 'ClerkClient', options: 0 } } },
  types: resourceTypes('ClerkClient', {}, 'get*', 'create*|update*|delete*|ban*|lock*|unlock*|revoke*|merge*'),
  notes: ['No call takes a limit or a signal.'],
});
