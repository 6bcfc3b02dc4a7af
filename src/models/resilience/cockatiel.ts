import { type Call, type Callback, type Concept, type RetryFacts, type TypeModel, defineModel } from '../model.js';

/** A policy: what `execute` does with the function that it is given. */
function policy(concept: Concept | undefined, callback: Omit<Callback, 'at'>, facts: Partial<Call> = {}): TypeModel {
  return {
    members: {
      execute: {
        ...(concept && { concept }),
        signal: 'Argument[1]',
        callbacks: [{ at: 'Argument[0]', params: ['Context', 'global#AbortSignal'], ...callback }],
        ...facts,
      },
    },
  };
}

/** A policy whose timers can be let go. */
function timed(type: TypeModel): TypeModel {
  return { members: { ...type.members, dangerouslyUnref: { returns: 'self', inherits: true } } };
}

const retry: RetryFacts = {
  attempts: { at: 'Receiver.maxAttempts', default: null },
  counts: 'retries',
  backoff: { at: 'Receiver.backoff', default: 'none' },
  filter: ['Receiver.Argument[0]'],
  unfiltered: ['handleAll'],
};

export default defineModel({
  package: 'cockatiel',
  versions: '>=3',
  checked: '4.0.0',
  older: ['3.2.1'],
  docs: 'https://github.com/connor4312/cockatiel#readme',
  area: 'resilience',
  exports: {
    retry: { function: { options: 1, returns: 'RetryPolicy' } },
    circuitBreaker: { function: { options: 1, returns: 'CircuitBreakerPolicy' } },
    timeout: { function: { returns: 'TimeoutPolicy' } },
    bulkhead: { function: { returns: 'BulkheadPolicy' } },
    fallback: { function: { returns: 'FallbackPolicy' } },
    wrap: { function: { joins: 'Argument[rest]', returns: 'IPolicy' } },
    noop: { instance: 'NoopPolicy' },
    handleAll: { instance: 'Policy' },
    handleType: { function: { returns: 'Policy' } },
    handleWhen: { function: { returns: 'Policy' } },
    handleResultType: { function: { returns: 'Policy' } },
    handleWhenResult: { function: { returns: 'Policy' } },
    IPolicy: { type: 'IPolicy' },
    IMergedPolicy: { type: 'IPolicy' },
    RetryPolicy: { type: 'RetryPolicy' },
    CircuitBreakerPolicy: { type: 'CircuitBreakerPolicy' },
    TimeoutPolicy: { type: 'TimeoutPolicy' },
    BulkheadPolicy: { type: 'BulkheadPolicy' },
    FallbackPolicy: { type: 'FallbackPolicy' },
  },
  types: {
    Policy: { members: { 'orType|orWhen|orResultType|orWhenResult': { returns: 'self' } } },
    RetryPolicy: timed(policy('retry', { role: 'retried' }, { retry })),
    CircuitBreakerPolicy: policy('breaker', { role: 'guarded' }),
    TimeoutPolicy: timed(policy('timeout', { role: 'timed' }, { limitMs: 'Receiver.Argument[0]' })),
    BulkheadPolicy: policy('limiter', {
      role: 'limited',
      limit: { at: 'Receiver.Argument[0]', default: null },
    }),
    FallbackPolicy: policy(undefined, { role: 'callback' }),
    NoopPolicy: policy(undefined, { role: 'callback' }),
    /** What `wrap` makes does what the policies that it joins do. Known by this type only, it says nothing. */
    IPolicy: policy(undefined, { role: 'callback' }),
    Context: { properties: { signal: 'global#AbortSignal' } },
  },
  notes: [
    '`retry` without options retries for ever and without delay.',
    'A cooperative timeout only aborts the signal that the function is given; an aggressive one rejects at once.',
    '`ExponentialBackoff` has jitter, 128 ms to 30 s.',
  ],
});
