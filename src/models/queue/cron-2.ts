import { without } from '../derive.js';
import { defineModel } from '../model.js';
import { cronModel } from './cron.js';

export default defineModel(
  without(
    cronModel('>=1 <3', '2.4.4', { overlap: 'begins', rejection: 'unhandled', source: 'Observed with 2.4.4.' }, [
      'A run that takes longer than the interval overlaps with the next one; no option prevents it.',
      'A rejected run is an unhandled rejection, which ends the process.',
    ]),
    { members: ['from', 'fireOnTick'] },
  ),
);
