import { type Call, defineModel } from '../model.js';
import { listening } from '../parts/events.js';

const run: Call = { concept: 'external-call', access: 'either', medium: 'socket', callbacks: [{ at: 'Argument[last]', role: 'callback', params: ['error'] }] };

export default defineModel({
  package: 'ssh2',
  versions: '>=1',
  checked: '1.17.0',
  docs: 'https://github.com/mscdex/ssh2#client-methods',
  area: 'sdk',
  typedBy: ['@types/ssh2@1.15.6'],
  exports: { default: { namespace: true }, Client: { class: 'Client' } },
  types: {
    Client: {
      members: {
        connect: { concept: 'acquire', options: 0, timeouts: ['ready'], acquires: { kind: 'connection', release: ['end', 'destroy'], receiver: true } },
        'exec|shell|sftp|forwardOut': run,
        'end|destroy': { concept: 'release' },
        'on|once|addListener': listening(),
      },
    },
  },
  timeouts: { ready: { covers: 'connect', unit: 'ms', default: 20_000, call: 'readyTimeout' } },
  retries: { default: 0 },
  notes: ['A command has no limit, and a dead peer is not noticed unless `keepaliveInterval` is set.'],
});
