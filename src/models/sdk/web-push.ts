import { defineModel } from '../model.js';

export default defineModel({
  package: 'web-push',
  versions: '>=3',
  checked: '3.6.7',
  docs: 'https://github.com/web-push-libs/web-push#sendnotificationpushsubscription-payload-options',
  area: 'sdk',
  typedBy: ['@types/web-push@3.6.4'],
  exports: {
    default: { namespace: true },
    sendNotification: {
      function: {
        concept: 'external-call',
        access: 'write',
        medium: 'http',
        options: 2,
        timeouts: ['timeout'],
        failure: { as: 'error', status: 'statusCode' },
      },
    },
    setVapidDetails: { function: {} },
  },
  types: {},
  // Silence on the socket: a service that never answers is silent.
  timeouts: { timeout: { covers: 'response', unit: 'ms', default: null, call: 'timeout', off: [0] } },
  retries: { default: 0 },
});
