import { defineModel } from '../model.js';
import { cronModel } from './cron.js';

export default defineModel(
  cronModel(
    '>=3 <4',
    '3.5.0',
    { overlap: 'begins', exclusive: 'waitForCompletion', rejection: 'unhandled', source: 'Observed with 3.5.0.' },
    [
      'A run that takes longer than the interval overlaps with the next one; `waitForCompletion: true` (3.2) leaves that one out.',
      'A rejected run is an unhandled rejection, which ends the process; `errorHandler` only gets errors that are thrown at once.',
    ],
  ),
);
