import { defineModel } from '../model.js';

export default defineModel({
  package: 'rxjs',
  versions: '>=7',
  checked: '7.8.2',
  docs: 'https://rxjs.dev/api',
  area: 'resilience',
  exports: {
    Observable: { class: 'Observable' },
    firstValueFrom: { function: {} },
    lastValueFrom: { function: {} },
    timeout: { function: { concept: 'timeout', limitMs: 'Argument[0]' } },
    catchError: { function: { callbacks: [{ at: 'Argument[0]', role: 'callback', params: ['error', 'Observable'] }] } },
  },
  types: {
    Observable: {
      members: {
        pipe: { returns: 'self' },
        subscribe: {
          callbacks: [
            { at: 'Argument[0]', role: 'callback' },
            { at: 'Argument[1]', role: 'callback', params: ['error'] },
            { at: 'Argument[0].next', role: 'callback' },
            { at: 'Argument[0].error', role: 'callback', params: ['error'] },
          ],
        },
        forEach: { callbacks: [{ at: 'Argument[0]', role: 'callback' }] },
        toPromise: {},
      },
    },
  },
  notes: ['Per-element operators (`mergeMap`, `concatMap`) are not modelled: their source is often one value.'],
});
