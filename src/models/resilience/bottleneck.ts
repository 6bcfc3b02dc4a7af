import { type Callback, defineModel } from '../model.js';

const limited: Omit<Callback, 'at'> = { role: 'limited', limit: { at: 'Receiver.maxConcurrent', default: null } };

export default defineModel({
  package: 'bottleneck',
  versions: '>=2',
  checked: '2.19.5',
  docs: 'https://github.com/SGrondin/bottleneck#docs',
  area: 'resilience',
  exports: {
    default: { class: 'Bottleneck', construction: { options: 0 } },
  },
  types: {
    Bottleneck: {
      members: {
        schedule: {
          concept: 'limiter',
          options: 0,
          timeouts: ['expiration'],
          callbacks: [{ at: 'Argument[rest]', ...limited }],
        },
        wrap: { concept: 'limiter', callbacks: [{ at: 'Argument[0]', ...limited }] },
        'on|once': {
          concept: 'event',
          eventAt: 'Argument[0]',
          callbacks: [{ at: 'Argument[1]', role: 'listener' }],
          events: { error: { callbacks: [{ at: 'Argument[1]', role: 'listener', params: ['error'] }] } },
        },
        chain: { returns: 'self' },
        'stop|disconnect': { concept: 'close' },
        'updateSettings|incrementReservoir|currentReservoir|check|counts|queued|running|done': {},
      },
      lifecycle: { stage: 'scheduler', close: '$.stop({ dropWaitingJobs: false })' },
    },
  },
  timeouts: {
    expiration: { covers: 'call', unit: 'ms', default: null, call: 'expiration' },
  },
});
