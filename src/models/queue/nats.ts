import { defineModel } from '../model.js';
import { natsFacts } from './nats-io-transport-node.js';

export default defineModel({
  ...natsFacts,
  package: 'nats',
  versions: '>=2',
  checked: '2.29.3',
  docs: 'https://github.com/nats-io/nats.js',
  notes: ['`@nats-io/transport-node` follows it.'],
});
