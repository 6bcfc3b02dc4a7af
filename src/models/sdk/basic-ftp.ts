import { type Call, defineModel } from '../model.js';

const read: Call = { concept: 'external-call', access: 'read', medium: 'file', timeouts: ['timeout'] };
const write: Call = { ...read, access: 'write' };

export default defineModel({
  package: 'basic-ftp',
  versions: '>=4',
  checked: '6.2.3',
  docs: 'https://github.com/patrickjuchli/basic-ftp#client-api',
  area: 'sdk',
  exports: { Client: { class: 'Client', construction: { timeouts: ['timeout'] } } },
  types: {
    Client: {
      members: {
        access: { concept: 'acquire', acquires: { kind: 'connection', release: ['close'], receiver: true }, timeouts: ['timeout'] },
        'list|downloadTo|downloadToDir|size|lastMod|pwd': read,
        'uploadFrom|appendFrom|uploadFromDir|remove|rename|ensureDir|removeDir|cd': write,
        close: { concept: 'release' },
      },
    },
  },
  timeouts: { timeout: { covers: 'response', unit: 'ms', default: 30_000, client: 'Argument[0]', off: [0] } },
  retries: { default: 0 },
});
