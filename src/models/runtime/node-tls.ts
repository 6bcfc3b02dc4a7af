import { defineModel } from '../model.js';
import { netExports, netFacts } from './node-net.js';

export default defineModel({
  ...netFacts,
  package: 'node:tls',
  aliases: ['tls'],
  docs: 'https://nodejs.org/api/tls.html',
  exports: { ...netExports('connect'), TLSSocket: { class: 'Socket' } },
});
