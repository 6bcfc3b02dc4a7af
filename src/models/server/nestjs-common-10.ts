import { type LogShape, defineModel } from '../model.js';
import nestjsCommon from './nestjs-common.js';

/** Objects are printed with `JSON.stringify`: an Error prints its name and message, or `{}` under a key. */
const printed: LogShape = { errorAt: [], objectAt: 'any', errorKeys: [], emptyAt: ['object-key'], stackAt: 1 };

export default defineModel({
  ...nestjsCommon,
  versions: '<11',
  checked: '10.4.22',
  older: [],
  logShapes: {
    error: { ...printed, fix: '($message, $error.stack)' },
    // A trailing string is taken for the context, so there is no right place for a stack.
    any: printed,
  },
});
