import { type Call, defineModel } from '../model.js';

const query: Call = { concept: 'query', access: 'sql', medium: 'sql', text: 0, textKey: 'query', options: 0, rows: 'many', timeouts: ['job'] };

export default defineModel({
  package: '@google-cloud/bigquery',
  versions: '>=6',
  checked: '8.3.1',
  docs: 'https://cloud.google.com/nodejs/docs/reference/bigquery/latest',
  area: 'sdk',
  exports: { BigQuery: { class: 'BigQuery', construction: { options: 0 } } },
  types: {
    BigQuery: {
      members: {
        query,
        createQueryJob: query,
        createQueryStream: { ...query, rows: 'stream' },
        dataset: { returns: 'Dataset' },
        getDatasets: { concept: 'query', access: 'read', medium: 'sql' },
      },
    },
    Dataset: { members: { query, table: { returns: 'Table' } } },
    Table: {
      members: {
        insert: { concept: 'query', access: 'write', medium: 'sql', bulk: true },
        getRows: { concept: 'query', access: 'read', medium: 'sql', rows: 'many' },
        getMetadata: { concept: 'query', access: 'read', medium: 'sql', rows: 'one' },
      },
    },
  },
  timeouts: { job: { covers: 'statement', unit: 'ms', default: null, call: 'jobTimeoutMs' } },
  retries: { default: 3, option: 'maxRetries', kinds: 'network errors, 429 and 5xx' },
});
