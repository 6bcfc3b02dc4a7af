import { without, withoutSignals } from '../derive.js';
import { defineModel } from '../model.js';
import elasticsearch from './elastic-elasticsearch.js';

const { types } = without(withoutSignals(elasticsearch), { members: ['openPointInTime', 'closePointInTime', 'scrollSearch', 'scrollDocuments'] });

/** What was `@elastic/elasticsearch` 7 once. */
export default defineModel({
  package: '@opensearch-project/opensearch',
  versions: '>=2',
  checked: '3.9.0',
  docs: 'https://github.com/opensearch-project/opensearch-js#readme',
  area: 'document',
  exports: { Client: { class: 'Client', construction: { options: 0, timeouts: ['request'] } } },
  types,
  timeouts: { request: { covers: 'call', unit: 'ms', default: 30_000, call: 'requestTimeout', client: 'requestTimeout' } },
  keyset: elasticsearch.keyset!,
  retries: { default: 3, option: 'maxRetries', kinds: 'connection errors, time-outs, 502, 503 and 504' },
  notes: ['A time-out is tried again: with three retries a call can take four times as long.'],
});
