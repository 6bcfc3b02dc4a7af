import { type Call, type Construction, defineModel } from '../model.js';

const request: Call = { concept: 'external-call', access: 'either', medium: 'http', options: 0, timeouts: ['timeout', 'signal'], signal: 'signal' };
const token: Call = { concept: 'external-call', access: 'read', medium: 'http', timeouts: ['transporter'] };
const construction: Construction = { options: 'last', timeouts: ['transporter'] };
const client = { class: 'Client', construction };

export default defineModel({
  package: 'google-auth-library',
  versions: '>=10',
  checked: '10.9.1',
  docs: 'https://github.com/googleapis/google-auth-library-nodejs#readme',
  area: 'sdk',
  exports: {
    GoogleAuth: { class: 'GoogleAuth', construction: { options: 0 } },
    OAuth2Client: client,
    JWT: client,
  },
  types: {
    GoogleAuth: { members: { getClient: { returns: 'Client' }, request, getAccessToken: token } },
    Client: { members: { request, 'getAccessToken|refreshAccessToken|getToken|getTokenInfo|verifyIdToken': token } },
  },
  timeouts: {
    timeout: { covers: 'call', unit: 'ms', default: null, call: 'timeout', off: [0] },
    signal: { covers: 'call', unit: 'ms', default: null, call: 'signal', signal: true },
    transporter: { covers: 'call', unit: 'ms', default: null, client: 'transporterOptions.timeout' },
  },
});
