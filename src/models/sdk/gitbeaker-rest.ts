import { defineModel } from '../model.js';
import { resourceTypes } from '../parts/resources.js';

export default defineModel({
  package: '@gitbeaker/rest',
  aliases: ['@gitbeaker/node'],
  versions: '>=35',
  checked: '43.8.0',
  docs: 'https://github.com/jdalrymple/gitbeaker#readme',
  area: 'sdk',
  exports: { Gitlab: { class: 'Gitlab', construction: { options: 0, timeouts: ['timeout'] } } },
  types: resourceTypes('Gitlab', { timeouts: ['timeout'] }, 'all*|show*', 'create|edit|remove|merge|accept|cancel|retry'),
  timeouts: { timeout: { covers: 'call', unit: 'ms', default: 300_000, client: 'queryTimeout', off: [null] } },
  retries: { default: 9, kinds: '429 and 502' },
});
