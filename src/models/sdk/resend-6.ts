import { withoutSignals } from '../derive.js';
import { defineModel } from '../model.js';
import resend from './resend.js';

/** Older versions take no signal: nothing bounds a call. */
export default defineModel({ ...withoutSignals(resend), versions: '<6.38', checked: '6.30.0', older: ['4.8.0'] });
