import { type Call, defineModel } from '../model.js';

const read: Call = { concept: 'query', access: 'read', medium: 'sql', batch: "fetchAll({ withRelated: ['…'] })" };
const write: Call = { concept: 'query', access: 'write', medium: 'sql', options: 'last', session: 'transacting' };

export default defineModel({
  package: 'bookshelf',
  versions: '>=1',
  checked: '1.2.0',
  docs: 'https://bookshelfjs.org/api.html',
  area: 'orm',
  typedBy: ['@types/bookshelf@1.2.9', 'knex@3.3.0'],
  exports: { default: { function: { returns: 'Bookshelf' } } },
  types: {
    Bookshelf: {
      members: {
        transaction: {
          concept: 'transaction',
          medium: 'sql',
          acquires: { kind: 'transaction', release: [], auto: true },
          callbacks: [{ at: 'Argument[0]', role: 'transaction' }],
        },
        model: {},
      },
    },
    Model: {
      members: {
        fetch: { ...read, rows: 'one' },
        fetchAll: { ...read, rows: 'many' },
        count: { ...read, rows: 'count' },
        load: read,
        'save|destroy': write,
        'where|query|orderBy': { returns: 'self' },
      },
    },
  },
  retries: { default: 0 },
  notes: ['There is no limit of its own: the driver under knex has one.', 'Version 1.2.0 is the last release.'],
});
