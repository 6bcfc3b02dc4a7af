import { type Call, defineModel } from '../model.js';

const call: Call = { concept: 'external-call', medium: 'http', timeouts: ['timeout'], failure: { as: 'error', status: 'statusCode' } };
const write: Call = { ...call, access: 'write' };
const construction = { options: 0, timeouts: ['timeout'] };

export default defineModel({
  package: 'airtable',
  versions: '>=0.10',
  checked: '0.12.2',
  docs: 'https://github.com/airtable/airtable.js#configuration',
  area: 'sdk',
  exports: {
    default: { class: 'Airtable', construction, statics: { base: { returns: 'Base' }, configure: {} } },
  },
  types: {
    Airtable: { members: { base: { returns: 'Base' } }, construction },
    Base: { call: { returns: 'Table' }, members: { table: { returns: 'Table' } } },
    Table: {
      members: {
        find: { ...call, access: 'read', rows: 'one', batch: 'select({ filterByFormula })' },
        select: { returns: 'Query' },
        create: { ...write, batch: 'create(records)' },
        'update|replace': { ...write, batch: 'update(records)' },
        destroy: { ...write, batch: 'destroy(ids)' },
      },
    },
    Query: { members: { 'all|firstPage|eachPage': { ...call, access: 'read', rows: 'many' } } },
  },
  timeouts: { timeout: { covers: 'call', unit: 'ms', default: 300_000, client: 'requestTimeout' } },
  notes: ['A call that is rate-limited (429) is tried again for ever, unless `noRetryIfRateLimited`. Ten records at once at most.'],
});
