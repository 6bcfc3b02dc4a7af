import { type Call, defineModel } from '../model.js';

const lookup: Call = { concept: 'external-call', access: 'read', medium: 'socket', timeouts: ['system'] };
const resolve: Call = { concept: 'external-call', access: 'read', medium: 'socket', timeouts: ['resolver'] };

export default defineModel({
  package: 'node:dns/promises',
  aliases: ['dns/promises'],
  versions: '>=18',
  checked: '26.10.0',
  docs: 'https://nodejs.org/api/dns.html#dnspromises',
  area: 'runtime',
  exports: {
    default: { namespace: true },
    lookup: { function: lookup },
    resolve: { function: resolve },
    resolve4: { function: resolve },
    resolve6: { function: resolve },
    resolveTxt: { function: resolve },
    resolveMx: { function: resolve },
    resolveSrv: { function: resolve },
    reverse: { function: resolve },
    Resolver: { class: 'Resolver', construction: { options: 0, timeouts: ['resolver'] } },
  },
  types: {
    Resolver: { members: { 'resolve|resolve4|resolve6|resolveTxt|resolveMx|resolveSrv|reverse': resolve, cancel: {} } },
  },
  timeouts: {
    system: { covers: 'call', unit: 'ms', default: 'unknown' },
    resolver: { covers: 'call', unit: 'ms', default: 'unknown', client: 'timeout', off: [-1] },
  },
  retries: { default: 0, option: 'tries' },
  notes: ['`lookup()` runs in the thread pool of four: names that do not resolve hold up file access and everything else there.'],
});
