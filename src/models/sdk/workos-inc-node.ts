import { defineModel } from '../model.js';
import { resourceTypes } from '../parts/resources.js';

const types = resourceTypes(
  'WorkOS',
  { timeouts: ['timeout'] },
  'get*|list*',
  'create*|update*|delete*|authenticate*|send*|revoke*|verify*|enroll*|challenge*',
);

export default defineModel({
  package: '@workos-inc/node',
  versions: '>=7',
  checked: '8.13.0',
  docs: 'https://github.com/workos/workos-node#readme',
  area: 'sdk',
  exports: { WorkOS: { class: 'WorkOS', construction: { options: 1, timeouts: ['timeout'] } } },
  // What makes a URL sends nothing.
  types: { ...types, Resource: { ...types['Resource'], members: { 'getAuthorizationUrl|getLogoutUrl|getJwksUrl': {}, ...types['Resource']!.members } } },
  timeouts: { timeout: { covers: 'headers', unit: 'ms', default: null, client: 'timeout' } },
  retries: { default: 3, kinds: '408 and 5xx of audit logs and of FGA; other calls are not tried again' },
});
