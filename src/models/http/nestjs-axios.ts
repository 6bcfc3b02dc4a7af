import { type Call, defineModel } from '../model.js';

/** Cold: sent when the Observable is subscribed, as by `firstValueFrom(this.http.get(url))`. */
const request: Call = {
  concept: 'external-call',
  medium: 'http',
  url: ['Argument[0]'],
  baseUrl: ['baseURL'],
  body: ['data'],
  failure: { as: 'error', status: 'response.status' },
  streams: { at: 'responseType', is: 'stream' },
  timeouts: ['timeout', 'signal', 'operator'],
  signal: 'signal',
  returns: 'rxjs#Observable',
};

export default defineModel({
  package: '@nestjs/axios',
  versions: '>=1',
  checked: '12.0.1',
  docs: 'https://docs.nestjs.com/techniques/http-module',
  area: 'http',
  exports: {
    HttpService: { class: 'HttpService' },
    HttpModule: {
      class: 'HttpModule',
      statics: {
        register: { options: 0, makes: 'HttpService' },
        registerAsync: { makes: 'HttpService' },
      },
    },
  },
  types: {
    HttpModule: {},
    HttpService: {
      members: {
        'get|head': { ...request, access: 'read', options: 1 },
        delete: { ...request, access: 'write', options: 1 },
        'post|put|patch|postForm|putForm|patchForm': { ...request, access: 'write', options: 2, body: ['Argument[1]'] },
        query: { ...request, access: 'read', options: 2 },
        request: { ...request, access: 'either', options: 0, url: ['url'], method: { at: 'method', default: 'GET' } },
      },
      properties: { axiosRef: 'axios#AxiosInstance' },
      construction: { options: 0, timeouts: ['timeout'] },
    },
  },
  timeouts: {
    timeout: {
      covers: 'response',
      unit: 'ms',
      default: null,
      call: 'timeout',
      client: 'timeout',
      setter: 'axiosRef.defaults.timeout',
      off: [0],
    },
    signal: { covers: 'call', unit: 'ms', default: null, call: 'signal', signal: true },
    operator: { covers: 'call', unit: 'ms', default: null, chain: 'pipe', operator: 'rxjs#timeout' },
  },
  retries: { default: 0 },
  notes: ['Without `HttpModule.register({ timeout })` nothing bounds a call.'],
});
