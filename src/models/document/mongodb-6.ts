import { withoutSignals } from '../derive.js';
import { defineModel } from '../model.js';
import mongodb from './mongodb.js';

export default defineModel({ ...withoutSignals(mongodb), versions: '>=4 <6.13', checked: '6.12.0' });
