import { type Call, type Timeout, type TimeoutCovers, type TypeModel, defineModel } from '../model.js';

/** The types of got, whose calls are bound by these limits. */
export function gotTypes(timeouts: string[], cancel: Pick<Call, 'signal'>): Record<string, TypeModel> {
  const request: Call = {
    concept: 'external-call',
    medium: 'http',
    options: 'last',
    url: ['url', 'Argument[0]'],
    body: ['body'],
    baseUrl: ['prefixUrl'],
    failure: { as: 'error', status: 'response.statusCode' },
    timeouts,
    ...cancel,
  };
  const either: Call = { ...request, access: 'either', method: { at: 'method', default: 'GET' } };
  const read: Call = { ...request, access: 'read' };
  const methods = { 'get|head': read, 'post|put|patch|delete': { ...request, access: 'write' } } as const;
  return {
    Got: {
      call: either,
      members: { ...methods, extend: { returns: 'Got', options: 0, inherits: true } },
      properties: { stream: 'Stream', paginate: 'Paginate' },
      construction: { options: 0, timeouts: timeouts.filter((id) => id !== 'signal') },
    },
    Stream: { call: either, members: methods },
    Paginate: { call: read, members: { 'all|each': read } },
  };
}

function phase(name: string, covers: TimeoutCovers): Timeout {
  return { covers, unit: 'ms', default: null, call: `timeout.${name}`, client: `timeout.${name}` };
}

export default defineModel({
  package: 'got',
  versions: '>=12',
  checked: '16.1.0',
  older: ['14.6.6'],
  docs: 'https://github.com/sindresorhus/got/blob/main/documentation/6-timeout.md',
  area: 'http',
  exports: {
    default: { instance: 'Got' },
    got: { instance: 'Got', source: 'Up to version 14.' },
    Got: { type: 'Got' },
  },
  types: gotTypes(['request', 'response', 'socket', 'connect', 'signal'], { signal: 'signal' }),
  timeouts: {
    request: phase('request', 'call'),
    response: phase('response', 'response'),
    // Silence on the socket: a peer that never answers is silent, so it ends such a call too.
    socket: phase('socket', 'response'),
    connect: phase('connect', 'connect'),
    signal: { covers: 'call', unit: 'ms', default: null, call: 'signal', signal: true },
  },
  retries: {
    default: 2,
    option: 'retry.limit',
    kinds: 'network errors, 408, 413, 429 and 5xx of GET, PUT, HEAD, DELETE, OPTIONS and TRACE',
  },
  notes: [
    'Limits hold per attempt: with two retries a call can take three times as long, plus the delays.',
    'A signal bounds all attempts.',
    'POST and PATCH are not retried by default.',
  ],
});
