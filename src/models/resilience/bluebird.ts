import { type Call, type Callback, defineModel } from '../model.js';

const element: Callback = { at: 'Argument[1]', role: 'element', over: 'Argument[0]' };
const atOnce = { at: 'Argument[2].concurrency', default: null };
const each = (callback: Callback): Call => ({ concept: 'each', callbacks: [callback] });

export default defineModel({
  package: 'bluebird',
  versions: '>=3',
  checked: '3.7.2',
  docs: 'https://github.com/petkaantonov/bluebird#readme',
  area: 'resilience',
  typedBy: ['@types/bluebird@3.5.42'],
  exports: {
    default: {
      class: 'Bluebird',
      statics: {
        map: each({ ...element, limit: atOnce }),
        filter: each({ ...element, limit: atOnce }),
        each: each({ ...element, limit: { default: 1 } }),
        mapSeries: each({ ...element, limit: { default: 1 } }),
        reduce: each({ ...element, limit: { default: 1 } }),
        delay: { concept: 'sleep', delayMs: 'Argument[0]' },
      },
    },
  },
  types: { Bluebird: { members: { 'then|catch|finally|tap': {} } } },
  notes: ['`map()` begins with all at once unless `concurrency` is set.'],
});
