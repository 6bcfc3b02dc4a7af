import { defineModel } from '../model.js';
import redis from './redis.js';

export default defineModel({
  ...redis,
  versions: '>=5 <6',
  checked: '5.12.1',
  timeouts: {
    ...redis.timeouts,
    command: { covers: 'acquire', unit: 'ms', default: null, client: 'commandOptions.timeout', off: [0] },
    clusterCommand: { covers: 'acquire', unit: 'ms', default: null, client: 'commandOptions.timeout', off: [0] },
  },
  notes: [...(redis.notes ?? []), 'Until 6 a command waits for ever to be sent.'],
});
