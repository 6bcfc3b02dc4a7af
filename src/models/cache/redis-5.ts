import { defineModel } from '../model.js';
import redis from './redis.js';

export default defineModel({
  ...redis,
  versions: '>=5 <6',
  checked: '5.12.1',
  timeouts: {
    ...redis.timeouts,
    command: { covers: 'call', unit: 'ms', default: null, client: 'commandOptions.timeout', off: [0] },
    clusterCommand: { covers: 'call', unit: 'ms', default: null, client: 'commandOptions.timeout', off: [0] },
  },
  notes: [...(redis.notes ?? []), 'Commands have no time limit until 6.'],
});
