import { defineModel } from '../model.js';
import firestore, { firestoreTypes } from './google-cloud-firestore.js';

export default defineModel({
  package: 'firebase-admin/firestore',
  versions: '>=10',
  checked: '14.5.1',
  docs: 'https://firebase.google.com/docs/reference/admin/node/firebase-admin.firestore',
  area: 'document',
  typedBy: ['@google-cloud/firestore@9.4.1'],
  exports: {
    ...firestore.exports,
    default: { namespace: true },
    getFirestore: { function: { returns: 'Firestore' } },
  },
  types: firestoreTypes,
  keyset: firestore.keyset!,
  retries: firestore.retries!,
});
