import { defineModel, type Call } from '../model.js';

/** Services of the app, as `admin.auth()` and as `app.auth()`. */
const services: Record<string, Call> = {
  auth: { returns: 'firebase-admin/auth#Auth' },
  firestore: { returns: '@google-cloud/firestore#Firestore' },
  messaging: { returns: 'firebase-admin/messaging#Messaging' },
};

export default defineModel({
  package: 'firebase-admin',
  versions: '>=8 <14',
  checked: '13.10.0',
  docs: 'https://firebase.google.com/docs/reference/admin/node/firebase-admin',
  area: 'sdk',
  exports: {
    default: { namespace: true },
    ...Object.fromEntries(Object.entries(services).map(([name, call]) => [name, { function: call }])),
    initializeApp: { function: { returns: 'App' } },
    app: { function: { returns: 'App' } },
  },
  types: { App: { members: { ...services, delete: { concept: 'close' } } } },
  notes: ['From 14 on services come from their own entry points: `getAuth()` of `firebase-admin/auth`.'],
});
