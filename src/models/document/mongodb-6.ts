import { without, withoutSignals } from '../derive.js';
import { defineModel } from '../model.js';
import mongodb from './mongodb.js';

export default defineModel({ ...without(withoutSignals(mongodb), { properties: ['client', 'db'] }), versions: '>=4 <6.13', checked: '6.12.0', older: ['4.17.2', '5.9.2'] });
