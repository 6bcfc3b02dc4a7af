import { withoutSignals } from '../derive.js';
import { defineModel } from '../model.js';
import kysely from './kysely.js';

export default defineModel({ ...withoutSignals(kysely), versions: '>=0.26 <0.29', checked: '0.27.6' });
