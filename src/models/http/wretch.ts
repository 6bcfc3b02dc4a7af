import { type Call, defineModel } from '../model.js';

const request: Call = {
  concept: 'external-call',
  medium: 'http',
  timeouts: ['setTimeout', 'signal'],
  returns: 'Chain',
  failure: { as: 'error', status: 'status' },
};

export default defineModel({
  package: 'wretch',
  versions: '>=2',
  checked: '3.0.9',
  docs: 'https://elbywan.github.io/wretch/api/',
  area: 'http',
  exports: { default: { function: { returns: 'Wretch', options: 1 }, construction: { options: 1, timeouts: ['signal'] } } },
  types: {
    Wretch: {
      members: {
        'get|head|opts': { ...request, access: 'read', url: ['Argument[0]'] },
        'post|put|patch': { ...request, access: 'write', url: ['Argument[1]'], body: ['Argument[0]'] },
        delete: { ...request, access: 'write', url: ['Argument[0]'] },
        fetch: { ...request, access: 'either', url: ['Argument[1]'], method: { at: 'Argument[0]', default: 'GET' } },
        options: { returns: 'self', options: 0, inherits: true },
        'url|headers|auth|accept|content|body|json|addon|middlewares|resolve|catcher': { returns: 'self', inherits: true },
      },
      construction: { options: 0, timeouts: ['signal'] },
    },
    Chain: { members: { 'res|json|text|blob|arrayBuffer|formData': { access: 'read', medium: 'http' }, 'badRequest|unauthorized|forbidden|notFound|timeout|internalError|error|fetchError': { returns: 'self' } } },
  },
  timeouts: {
    setTimeout: { covers: 'call', unit: 'ms', default: null, chain: 'setTimeout', source: 'https://elbywan.github.io/wretch/api/interfaces/addons_abort.AbortResolver.html' },
    signal: { covers: 'call', unit: 'ms', default: null, client: 'signal', signal: true, source: 'https://elbywan.github.io/wretch/api/' },
  },
  retries: { default: 0, kinds: 'with the retry middleware: 10 times, every method' },
  notes: ['`setTimeout()` needs the abort addon.'],
});
