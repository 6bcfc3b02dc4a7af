import { defineModel } from '../model.js';
import storage, { bounded } from './google-cloud-storage.js';

export default defineModel({
  ...storage,
  versions: '>=6 <8',
  checked: '7.22.0',
  exports: { Storage: { class: 'Storage', construction: { options: 0, timeouts: ['timeout'] } } },
  types: bounded({ timeouts: ['timeout'] }),
  timeouts: { timeout: { covers: 'call', unit: 'ms', default: 60_000, client: 'timeout' } },
  notes: [storage.notes![0]!],
});
