import { type Call, defineModel } from '../model.js';
import { uploads } from '../parts/body.js';

const middleware: Call = { concept: 'middleware' };

export default defineModel({
  package: 'multer',
  versions: '>=1',
  checked: '2.5.0',
  docs: 'https://github.com/expressjs/multer#limits',
  area: 'server',
  exports: {
    default: { function: { options: 0, returns: 'Multer', bodyLimit: uploads } },
    memoryStorage: { function: { returns: 'MemoryStorage' } },
  },
  types: { Multer: { members: { 'single|array|fields|any|none': middleware } }, MemoryStorage: {} },
  notes: ['Without `dest` and `storage`, and with `memoryStorage()`, a file is in memory as a whole; `limits.fileSize` has no default.'],
});
