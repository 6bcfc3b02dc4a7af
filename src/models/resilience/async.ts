import { type Call, type Callback, type Export, defineModel } from '../model.js';

/** The final callback, which gets the first error. */
function done(index: number): Callback {
  return { at: `Argument[${index}]`, role: 'callback', params: ['error', null] };
}

/** A function that runs the iteratee at `index` once per element of the first argument. */
function perElement(index: number, limit: Callback['limit']): Call {
  return {
    concept: 'each',
    callbacks: [{ at: `Argument[${index}]`, role: 'element', over: 'Argument[0]', limit }, done(index + 1)],
  };
}

const concurrent = perElement(1, { default: null });
const series = perElement(1, { default: 1 });
const limited = perElement(2, { at: 'Argument[1]', default: null });
const folded = perElement(2, { default: 1 });

const ITERATED = [
  ...['each', 'eachOf', 'forEach', 'forEachOf', 'map', 'mapValues', 'concat', 'flatMap', 'groupBy'],
  ...['filter', 'select', 'reject', 'detect', 'find', 'some', 'any', 'every', 'all'],
];

/** The same call under several names. */
function names(list: string[], call: Call): Record<string, Export> {
  return Object.fromEntries(list.map((name) => [name, { function: call }]));
}

const tasks: Callback = { at: 'Argument[0].*', role: 'callback' };

export default defineModel({
  package: 'async',
  aliases: ['async-es'],
  versions: '>=2',
  checked: '3.2.6',
  docs: 'https://caolan.github.io/async/v3/docs.html',
  area: 'resilience',
  typedBy: ['@types/async@3.2.26'],
  exports: {
    default: { namespace: true },
    ...names(ITERATED, concurrent),
    ...names(ITERATED.map((name) => `${name}Series`), series),
    ...names(ITERATED.map((name) => `${name}Limit`), limited),
    ...names(['sortBy'], concurrent),
    ...names(['reduce', 'reduceRight', 'inject', 'foldl', 'foldr'], folded),
    times: { function: concurrent },
    timesSeries: { function: series },
    timesLimit: { function: limited },
    parallel: { function: { callbacks: [tasks, done(1)] } },
    series: { function: { callbacks: [tasks, done(1)] } },
    waterfall: { function: { callbacks: [tasks, done(1)] } },
    parallelLimit: {
      function: {
        concept: 'limiter',
        callbacks: [{ ...tasks, role: 'limited', limit: { at: 'Argument[1]', default: null } }, done(2)],
      },
    },
    queue: {
      function: {
        concept: 'limiter',
        callbacks: [{ at: 'Argument[0]', role: 'limited', limit: { at: 'Argument[1]', default: 1 } }],
      },
    },
    cargo: { function: { callbacks: [{ at: 'Argument[0]', role: 'batch' }] } },
    forever: { function: { callbacks: [{ at: 'Argument[0]', role: 'job' }, done(1)] } },
    retry: {
      function: {
        concept: 'retry',
        options: 0,
        callbacks: [
          { at: 'Argument[0]', role: 'retried' },
          { at: 'Argument[1]', role: 'retried' },
          done(2),
        ],
        retry: {
          attempts: { at: 'times', default: 5 },
          counts: 'attempts',
          backoff: { at: 'interval', default: 'none', means: 'delay' },
          filter: ['errorFilter'],
        },
      },
    },
    timeout: {
      function: {
        concept: 'timeout',
        limitMs: 'Argument[1]',
        callbacks: [{ at: 'Argument[0]', role: 'timed' }],
      },
    },
  },
  types: {},
});
