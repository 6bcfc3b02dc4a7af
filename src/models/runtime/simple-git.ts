import { type Call, defineModel } from '../model.js';

const git: Call = { concept: 'external-call', access: 'either', medium: 'process', timeouts: ['silence', 'signal'], returns: 'self' };
const make: Call = { returns: 'SimpleGit', options: 0 };

export default defineModel({
  package: 'simple-git',
  versions: '>=3',
  checked: '4.0.2',
  older: ['3.27.0'],
  docs: 'https://github.com/steveukx/git-js#readme',
  area: 'runtime',
  exports: { simpleGit: { function: make }, default: { function: { ...make, source: 'Up to version 3.' } } },
  types: {
    SimpleGit: {
      members: {
        'clone|pull|push|fetch|merge|rebase|checkout|commit|add|reset|init|raw|mirror': git,
        'log|status|diff|branch|revparse|listRemote|show|tags': { ...git, access: 'read' },
        'cwd|env': { returns: 'self' },
      },
      construction: { options: 0, timeouts: ['silence', 'signal'] },
    },
  },
  timeouts: {
    silence: { covers: 'idle', unit: 'ms', default: null, client: 'timeout.block' },
    signal: { covers: 'call', unit: 'ms', default: null, client: 'abort', signal: true },
  },
  retries: { default: 0 },
});
