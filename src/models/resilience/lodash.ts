import { type Call, type Export, defineModel } from '../model.js';

/** Calls the iteratee once per element and waits for nothing: promises that it returns run at once. */
const perElement: Call = {
  concept: 'each',
  callbacks: [{ at: 'Argument[1]', role: 'element', over: 'Argument[0]', limit: { default: null } }],
};

const MERGING: Record<string, Export> = {
  ...Object.fromEntries(['merge', 'assign', 'assignIn', 'extend'].map((name) => [name, { function: { merges: 'last' as const } }])),
  ...Object.fromEntries(['defaults', 'defaultsDeep'].map((name) => [name, { function: { merges: 'first' as const } }])),
};

const NAMES = [
  ...['map', 'flatMap', 'forEach', 'each', 'forEachRight', 'eachRight', 'forOwn', 'forIn', 'mapValues', 'mapKeys'],
  ...['filter', 'reject', 'partition', 'find', 'some', 'every', 'groupBy', 'keyBy', 'sortBy', 'uniqBy', 'reduce'],
];

const perNames: Record<string, Export> = Object.fromEntries(NAMES.map((name) => [name, { function: perElement }]));

export default defineModel({
  package: 'lodash',
  aliases: ['lodash-es'],
  versions: '>=4',
  checked: '4.18.1',
  docs: 'https://lodash.com/docs/4.17.15',
  area: 'resilience',
  typedBy: ['@types/lodash@4.17.27'],
  exports: {
    default: { namespace: true },
    ...perNames,
    ...MERGING,
    chunk: { function: { chunks: { over: 'Argument[0]', size: { at: 'Argument[1]', default: 1 } } } },
  },
  types: {},
  notes: ['Functions imported one by one (`lodash/map`) and `lodash/fp` are not followed.'],
});
