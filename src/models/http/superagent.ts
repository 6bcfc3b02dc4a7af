import { type Call, defineModel } from '../model.js';

/** Sent when it is awaited or ended. */
const request: Call = {
  concept: 'external-call',
  medium: 'http',
  url: ['Argument[0]'],
  failure: { as: 'error', status: 'response.status' },
  timeouts: ['timeout', 'deadline', 'response'],
  returns: 'Request',
};

const read: Call = { ...request, access: 'read' };
const write: Call = { ...request, access: 'write' };

export default defineModel({
  package: 'superagent',
  versions: '>=5',
  checked: '10.4.2',
  docs: 'https://forwardemail.github.io/superagent/#timeouts',
  area: 'http',
  typedBy: ['@types/superagent@8.1.11'],
  exports: {
    default: { instance: 'SuperAgent', namespace: true },
    agent: { function: { returns: 'SuperAgent' } },
    SuperAgentStatic: { type: 'SuperAgent' },
    SuperAgentRequest: { type: 'Request' },
  },
  types: {
    SuperAgent: {
      call: { ...request, access: 'either', method: { at: 'Argument[0]', default: 'GET' } },
      members: {
        'get|head|options': read,
        'post|put|patch|delete|del': write,
        agent: { returns: 'SuperAgent' },
      },
    },
    Request: {
      members: {
        end: { callbacks: [{ at: 'Argument[0]', role: 'callback', params: ['error', null] }], returns: 'self' },
        'abort|accept|attach|auth|buffer|field|maxResponseSize|ok|parse|query': { returns: 'self' },
        'redirects|responseType|retry|send|serialize|set|sortQuery': { returns: 'self' },
        'timeout|type|unset|use|withCredentials': { returns: 'self' },
      },
    },
  },
  timeouts: {
    timeout: { covers: 'call', unit: 'ms', default: null, chain: 'timeout', off: [0] },
    deadline: { covers: 'call', unit: 'ms', default: null, chain: 'timeout', call: 'Argument[0].deadline', off: [0] },
    response: {
      covers: 'response',
      unit: 'ms',
      default: null,
      chain: 'timeout',
      call: 'Argument[0].response',
      off: [0],
    },
  },
  retries: { default: 0 },
  notes: ['A deadline holds per attempt. `.retry()` retries every method, POST too.', 'There is no AbortSignal.'],
});
