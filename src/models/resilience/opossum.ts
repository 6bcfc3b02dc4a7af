import { defineModel } from '../model.js';

export default defineModel({
  package: 'opossum',
  versions: '>=6',
  checked: '10.0.0',
  docs: 'https://nodeshift.dev/opossum/',
  area: 'resilience',
  typedBy: ['@types/opossum@8.1.9'],
  exports: {
    default: {
      class: 'CircuitBreaker',
      construction: {
        options: 1,
        timeouts: ['timeout'],
        callbacks: [{ at: 'Argument[0]', role: 'guarded' }],
      },
    },
  },
  types: {
    CircuitBreaker: {
      members: {
        'fire|call': {
          concept: 'breaker',
          timeouts: ['timeout'],
          callbacks: [{ at: 'Receiver.Argument[0]', role: 'guarded' }],
        },
        fallback: { returns: 'self', callbacks: [{ at: 'Argument[0]', role: 'callback' }] },
        'on|once|addListener': {
          concept: 'event',
          eventAt: 'Argument[0]',
          returns: 'self',
          callbacks: [{ at: 'Argument[1]', role: 'listener' }],
          events: {
            'failure|timeout|reject': { callbacks: [{ at: 'Argument[1]', role: 'listener', params: ['error'] }] },
          },
        },
        healthCheck: { callbacks: [{ at: 'Argument[0]', role: 'job' }] },
        shutdown: { concept: 'close' },
        'open|close|enable|disable|clearCache': {},
      },
    },
  },
  timeouts: {
    timeout: {
      covers: 'call',
      unit: 'ms',
      default: 10_000,
      client: 'timeout',
      off: [false],
      source: 'opossum 10.0.0: lib/circuit.js',
    },
  },
  notes: ['The limit rejects the caller; the action runs on unless it is given an `abortController`.'],
});
