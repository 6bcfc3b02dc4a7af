import { type Callback, defineModel } from '../model.js';

const handler: Callback = { at: 'Argument[rest]', role: 'handler', params: ['Request', 'Response', null] };

export default defineModel({
  package: 'restify',
  versions: '>=8',
  checked: '12.0.0',
  docs: 'https://restify.com/docs/server-api/',
  area: 'server',
  typedBy: ['@types/restify@8.5.12'],
  exports: {
    default: { namespace: true },
    createServer: { function: { returns: 'Server', options: 0 }, construction: { options: 0 } },
  },
  types: {
    Server: {
      members: {
        'get|head|opts|post|put|patch|del': { concept: 'route', pathAt: 'Argument[0]', callbacks: [handler] },
        'use|pre': { concept: 'middleware', callbacks: [handler] },
        listen: { concept: 'listen', callbacks: [{ at: 'Argument[last]', role: 'callback' }] },
        close: { concept: 'close' },
        'on|once': { concept: 'event', eventAt: 'Argument[0]', callbacks: [{ at: 'Argument[1]', role: 'listener' }] },
      },
      properties: { server: 'node:http#Server' },
      lifecycle: { stage: 'server', close: 'new Promise((resolve) => $.close(resolve))', opens: ['listen'], httpServer: '$.server' },
    },
    Request: {},
    Response: { members: { 'send|json|status|header|redirect': {} } },
  },
  notes: ['Its limits are those of Node: a body has no size limit unless `bodyParser({ maxBodySize })` says so.'],
});
