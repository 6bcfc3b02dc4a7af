import { defineModel } from '../model.js';

export default defineModel({
  package: '@segment/analytics-node',
  versions: '>=1',
  checked: '3.1.0',
  docs: 'https://segment.com/docs/connections/sources/catalog/libraries/server/node/',
  area: 'sdk',
  exports: { Analytics: { class: 'Analytics', construction: { options: 0, timeouts: ['timeout'] } } },
  types: {
    Analytics: {
      members: {
        'track|identify|page|screen|group|alias': {},
        flush: { concept: 'external-call', access: 'write', medium: 'http', timeouts: ['timeout'] },
        closeAndFlush: { concept: 'close' },
      },
      lifecycle: { stage: 'client', close: '$.closeAndFlush()' },
    },
  },
  timeouts: { timeout: { covers: 'call', unit: 'ms', default: 10_000, client: 'httpRequestTimeout' } },
  notes: ['`track()` only keeps the event: what is still kept is lost without `closeAndFlush()`.'],
});
