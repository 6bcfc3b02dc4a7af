import { defineModel } from '../model.js';
import { listening } from '../parts/events.js';

export default defineModel({
  package: 'node:stream',
  versions: '>=20',
  checked: '24.0.0',
  docs: 'https://nodejs.org/api/stream.html',
  area: 'runtime',
  exports: { Readable: { type: 'Readable' }, default: { namespace: true } },
  types: {
    Readable: {
      members: {
        'on|once|addListener|prependListener': listening(),
        'setEncoding|pause|resume|unpipe|off|removeListener': { returns: 'self' },
        pipe: { concept: 'pipe' },
        destroy: { concept: 'close', sync: true },
      },
    },
  },
  notes: [
    'pipe() passes no error on: an "error" event of the source that nobody listens to ends the process.',
    'pipe() leaves the source open when its receiver goes away; pipeline() closes both.',
  ],
});
