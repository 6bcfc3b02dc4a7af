import { type Call, defineModel } from '../model.js';

const query: Call = { concept: 'query', medium: 'sql', timeouts: ['db', 'signal'] };
const auth: Call = { concept: 'external-call', medium: 'http' };
const storage: Call = { concept: 'external-call', medium: 'file' };
const filter: Call = { returns: 'self', clause: 'filter' };

export default defineModel({
  package: '@supabase/supabase-js',
  versions: '>=2',
  checked: '2.119.1',
  docs: 'https://supabase.com/docs/reference/javascript/introduction',
  area: 'sdk',
  exports: {
    createClient: { function: { returns: 'SupabaseClient', options: 2 }, construction: { options: 2, timeouts: ['db'] } },
    SupabaseClient: { class: 'SupabaseClient', construction: { options: 2, timeouts: ['db'] } },
  },
  types: {
    SupabaseClient: {
      members: { from: { returns: 'Table' }, rpc: { returns: 'Write' }, schema: { returns: 'SupabaseClient', inherits: true } },
      properties: { auth: 'Auth', functions: 'Functions', storage: 'Storage' },
    },
    Table: {
      members: {
        select: { returns: 'Select' },
        'insert|upsert': { returns: 'Write', bulk: true },
        'update|delete': { returns: 'Write' },
      },
    },
    Select: {
      members: {
        'eq|neq|gt|gte|lt|lte|like|ilike|is|in|contains|containedBy|match|not|or|filter|textSearch': filter,
        limit: { returns: 'self', clause: 'limit' },
        range: { returns: 'self', clause: 'offset' },
        order: { returns: 'self', clause: 'order' },
        'single|maybeSingle': { returns: 'self', clause: 'unique' },
        'abortSignal|throwOnError|returns|csv': { returns: 'self' },
      },
      awaited: { ...query, access: 'read', rows: 'many', batch: ".in('id', ids)" },
    },
    Write: {
      members: {
        'eq|neq|gt|gte|lt|lte|is|in|match|not|or|filter': filter,
        'select|single|maybeSingle|abortSignal|throwOnError': { returns: 'self' },
      },
      awaited: { ...query, access: 'write', batch: 'insert(rows)' },
    },
    Functions: {
      members: {
        invoke: { concept: 'external-call', medium: 'http', access: 'either', options: 1, timeouts: ['functionTimeout', 'functionSignal'], signal: 'signal' },
      },
    },
    Storage: { members: { from: { returns: 'Bucket' }, 'createBucket|deleteBucket|emptyBucket': { ...storage, access: 'write' }, listBuckets: { ...storage, access: 'read' } } },
    Bucket: {
      members: {
        'upload|update|remove|move|copy': { ...storage, access: 'write' },
        'download|list|createSignedUrl': { ...storage, access: 'read' },
        createSignedUrls: { ...storage, access: 'read', bulk: true },
        getPublicUrl: {},
      },
    },
    Auth: {
      members: {
        'getUser|getSession': { ...auth, access: 'read' },
        'signInWithPassword|signUp|signOut|refreshSession|updateUser|resetPasswordForEmail|verifyOtp': { ...auth, access: 'write' },
      },
      properties: { admin: 'AuthAdmin' },
    },
    AuthAdmin: {
      members: {
        'getUserById|listUsers': { ...auth, access: 'read' },
        'createUser|deleteUser|updateUserById|inviteUserByEmail': { ...auth, access: 'write' },
      },
    },
  },
  timeouts: {
    // It ends with the headers.
    db: { covers: 'headers', unit: 'ms', default: null, client: 'db.timeout' },
    signal: { covers: 'call', unit: 'ms', default: null, chain: 'abortSignal', signal: true },
    functionTimeout: { covers: 'call', unit: 'ms', default: null, call: 'timeout' },
    functionSignal: { covers: 'call', unit: 'ms', default: null, call: 'signal', signal: true },
  },
  retries: { default: 3, kinds: 'GET and HEAD of tables: network errors, 503 and 520' },
  notes: [
    'A query resolves with `{ data, error }` and does not reject, unless `throwOnError()` is chained.',
    'Auth and storage calls take no limit: a `global.fetch` of your own bounds them.',
  ],
});
