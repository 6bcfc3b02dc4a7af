import { defineModel } from '../model.js';

export default defineModel({
  package: 'node:fs',
  versions: '>=20',
  checked: '24.0.0',
  docs: 'https://nodejs.org/api/fs.html',
  area: 'runtime',
  exports: {
    default: { namespace: true },
    createReadStream: { function: { returns: 'node:stream#Readable', options: 1 } },
  },
  types: {},
});
