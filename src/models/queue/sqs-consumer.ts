import { type Construction, defineModel } from '../model.js';

const construction: Construction = {
  concept: 'consume',
  options: 0,
  timeouts: ['handler'],
  callbacks: [
    { at: 'Argument[0].handleMessage', role: 'consumer' },
    { at: 'Argument[0].handleMessageBatch', role: 'consumer' },
  ],
  // What isn't deleted comes again when its visibility timeout is over.
  runs: { rejection: 'failed', source: 'https://github.com/bbc/sqs-consumer#readme' },
};

export default defineModel({
  package: 'sqs-consumer',
  versions: '>=6',
  checked: '14.2.8',
  docs: 'https://bbc.github.io/sqs-consumer/',
  area: 'queue',
  typedBy: ['@aws-sdk/client-sqs@3.1169.0'],
  exports: {
    Consumer: {
      class: 'Consumer',
      construction,
      statics: {
        create: {
          concept: 'consume',
          options: 0,
          returns: 'Consumer',
          timeouts: ['handler'],
          callbacks: construction.callbacks!,
          runs: construction.runs!,
        },
      },
    },
  },
  types: {
    Consumer: {
      members: { start: {}, stop: { concept: 'close' }, 'on|once': {}, updateOption: {} },
      lifecycle: { stage: 'worker', close: '$.stop()', opens: ['start'], errorEvent: 'error' },
    },
  },
  timeouts: { handler: { covers: 'job', unit: 'ms', default: null, client: 'handleMessageTimeout', call: 'handleMessageTimeout' } },
  notes: ['`stop()` waits for nothing: with `pollingCompleteWaitTimeMs` it emits `stopped` when the last message is done.'],
});
