import { defineModel } from '../model.js';

export default defineModel({
  package: 'stoppable',
  versions: '>=1',
  checked: '1.1.0',
  docs: 'https://github.com/hunterloftis/stoppable#readme',
  area: 'server',
  typedBy: ['@types/stoppable@1.1.3'],
  exports: {
    default: { function: { returns: 'StoppableServer' } },
    StoppableServer: { type: 'StoppableServer' },
  },
  types: {
    StoppableServer: { extends: 'node:http#Server', members: { stop: { concept: 'close' } } },
  },
  notes: ['The server that it gives is the one that it is given, with `stop`, which waits for open requests, by default without end.'],
});
