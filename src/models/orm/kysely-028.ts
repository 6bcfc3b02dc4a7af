import { without, withoutSignals } from '../derive.js';
import { defineModel } from '../model.js';
import kysely from './kysely.js';

export default defineModel({ ...without(withoutSignals(kysely, { newOptions: true }), { members: ['$extendTables', '$omitTables', '$pickTables'] }), versions: '>=0.26 <0.29', checked: '0.28.19', older: ['0.27.6'] });
