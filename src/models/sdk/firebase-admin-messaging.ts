import { type Call, defineModel } from '../model.js';

const send: Call = { concept: 'external-call', access: 'write', medium: 'http', timeouts: ['request'] };

export default defineModel({
  package: 'firebase-admin/messaging',
  versions: '>=10',
  checked: '14.5.1',
  docs: 'https://firebase.google.com/docs/reference/admin/node/firebase-admin.messaging.messaging',
  area: 'sdk',
  exports: { getMessaging: { function: { returns: 'Messaging' } }, Messaging: { type: 'Messaging' } },
  types: {
    Messaging: {
      members: {
        send: { ...send, batch: 'sendEach(messages)' },
        'sendEach|sendEachForMulticast|subscribeToTopic|unsubscribeFromTopic': { ...send, bulk: true },
      },
    },
  },
  timeouts: { request: { covers: 'call', unit: 'ms', default: 15_000, source: 'firebase-admin 14.5.1: lib/messaging/messaging-api-request-internal.js' } },
  retries: { default: 4, kinds: 'ECONNRESET, ETIMEDOUT and 503' },
});
