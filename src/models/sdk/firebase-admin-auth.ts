import { type Call, defineModel } from '../model.js';

const read: Call = { concept: 'external-call', access: 'read', medium: 'http' };
const write: Call = { concept: 'external-call', access: 'write', medium: 'http' };

export default defineModel({
  package: 'firebase-admin/auth',
  versions: '>=10',
  checked: '14.5.1',
  docs: 'https://firebase.google.com/docs/reference/admin/node/firebase-admin.auth.auth',
  area: 'sdk',
  exports: { getAuth: { function: { returns: 'Auth' } }, Auth: { type: 'Auth' } },
  types: {
    Auth: {
      members: {
        'getUser|getUserByEmail|getUserByPhoneNumber': { ...read, batch: 'getUsers(identifiers)' },
        getUsers: { ...read, bulk: true },
        'listUsers|verifySessionCookie': read,
        verifyIdToken: {},
        'createUser|updateUser|setCustomUserClaims|revokeRefreshTokens': { ...write, batch: 'importUsers(users)' },
        deleteUser: { ...write, batch: 'deleteUsers(uids)' },
        'deleteUsers|importUsers': { ...write, bulk: true },
      },
    },
  },
  retries: { default: 4, kinds: 'ECONNRESET, ETIMEDOUT and 503' },
  notes: ['No call takes a limit or a signal.'],
});
