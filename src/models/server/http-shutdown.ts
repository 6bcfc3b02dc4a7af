import { defineModel } from '../model.js';

export default defineModel({
  package: 'http-shutdown',
  versions: '>=1',
  checked: '1.2.2',
  docs: 'https://github.com/thedillonb/http-shutdown#usage',
  area: 'server',
  exports: {
    default: { function: { returns: 'WithShutdown' } },
  },
  types: {
    WithShutdown: { extends: 'node:http#Server', members: { 'shutdown|forceShutdown': { concept: 'close' } } },
  },
  notes: ['The server that it gives is the one that it is given, with `shutdown`, which waits for open requests.'],
});
