import { type Export, defineModel } from '../model.js';
import { construction, cronerNotes, cronerTypes } from './croner.js';

/** Also without `new`. */
const cron: Export = { class: 'Cron', construction, function: { ...construction, returns: 'Cron' } };

export default defineModel({
  package: 'croner',
  versions: '>=5 <9',
  checked: '8.1.2',
  docs: 'https://croner.56k.guru/usage/configuration/',
  area: 'queue',
  exports: { default: cron, Cron: cron },
  types: cronerTypes,
  notes: cronerNotes,
});
