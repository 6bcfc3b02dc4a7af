import { type Call, defineModel } from '../model.js';

const call: Call = { concept: 'external-call', medium: 'http', timeouts: ['timeout'] };
const read: Call = { ...call, access: 'read' };
const write: Call = { ...call, access: 'write' };

export default defineModel({
  package: 'posthog-node',
  versions: '>=4',
  checked: '5.70.0',
  docs: 'https://posthog.com/docs/libraries/node',
  area: 'sdk',
  exports: { PostHog: { class: 'PostHog', construction: { options: 1, timeouts: ['timeout'] } } },
  types: {
    PostHog: {
      members: {
        'capture|identify|groupIdentify|alias': {},
        captureException: { concept: 'track' },
        'captureImmediate|identifyImmediate|flush': write,
        'isFeatureEnabled|getFeatureFlag|getFeatureFlagPayload': { ...read, batch: 'getAllFlags(id)' },
        'getAllFlags|getAllFlagsAndPayloads': { ...read, bulk: true },
        shutdown: { concept: 'close' },
      },
      lifecycle: { stage: 'client', close: '$.shutdown()' },
    },
  },
  timeouts: { timeout: { covers: 'call', unit: 'ms', default: 10_000, client: 'requestTimeout' } },
  retries: { default: 3, option: 'fetchRetryCount', kinds: 'network errors and 5xx, of what is sent' },
  notes: ['`capture()` only keeps the event: what is still kept is lost without `shutdown()`.'],
});
