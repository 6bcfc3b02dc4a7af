import { type Call, type Callback, defineModel } from '../model.js';
import { parser } from '../parts/body.js';

/** A function with four parameters is an error handler; Express goes by their number. */
const handlers: Callback[] = [
  { at: 'Argument[rest]', role: 'handler', arity: 4, params: ['error', 'Request', 'Response', null] },
  { at: 'Argument[rest]', role: 'handler', params: ['Request', 'Response', null] },
];

const verb: Call = { concept: 'route', returns: 'self', callbacks: handlers };

const VERBS = 'get|post|put|patch|delete|all|head|options';

export default defineModel({
  package: 'express',
  versions: '>=5',
  checked: '5.3.0',
  docs: 'https://expressjs.com/en/5x/api.html',
  area: 'server',
  typedBy: ['@types/express@5.0.6'],
  exports: {
    default: { function: { returns: 'Application' } },
    Router: { function: { returns: 'Router', options: 0 }, type: 'Router' },
    json: { function: parser },
    urlencoded: { function: parser },
    raw: { function: parser },
    text: { function: parser },
    static: { function: { options: 1 } },
    Application: { type: 'Application' },
    Express: { type: 'Application' },
    IRouter: { type: 'Router' },
    Request: { type: 'Request' },
    Response: { type: 'Response' },
    RequestHandler: { type: 'RequestHandler' },
    ErrorRequestHandler: { type: 'ErrorRequestHandler' },
  },
  types: {
    Router: {
      members: {
        [VERBS]: { ...verb, pathAt: 'Argument[0]' },
        use: { concept: 'middleware', pathAt: 'Argument[0]', returns: 'self', callbacks: handlers },
        param: {
          concept: 'middleware',
          returns: 'self',
          callbacks: [{ at: 'Argument[1]', role: 'handler', params: ['Request', 'Response', null] }],
        },
        route: { returns: 'Route' },
      },
    },
    Application: {
      extends: 'Router',
      server: { name: 'Express', register: '$.use($guard)', bodyLimit: 'parser' },
      members: {
        listen: {
          concept: 'listen',
          returns: 'node:http#Server',
          callbacks: [{ at: 'Argument[last]', role: 'callback', params: ['error'] }],
        },
        'set|enable|disable|engine': { returns: 'self' },
        'enabled|disabled|path': {},
        render: { callbacks: [{ at: 'Argument[last]', role: 'callback', params: ['error', null] }] },
      },
    },
    Route: {
      members: { [VERBS]: verb },
    },
    Request: {
      extends: 'node:http#IncomingMessage',
      properties: { app: 'Application', res: 'Response' },
    },
    Response: {
      extends: 'node:http#ServerResponse',
      answersRejections: true,
      members: {
        status: { returns: 'self', statusAt: 'Argument[0]' },
        sendStatus: { statusAt: 'Argument[0]' },
        'type|set|header|cookie|clearCookie|append|vary|links|location|attachment': { returns: 'self' },
        'json|jsonp|send': { concept: 'respond', body: ['Argument[0]'] },
        render: { concept: 'respond', body: ['Argument[1]'] },
        redirect: {},
        'sendFile|download': { callbacks: [{ at: 'Argument[last]', role: 'callback', params: ['error'] }] },
      },
      properties: { app: 'Application', req: 'Request' },
    },
    RequestHandler: { function: { role: 'handler', params: ['Request', 'Response', null] } },
    ErrorRequestHandler: { function: { role: 'handler', params: ['error', 'Request', 'Response', null] } },
  },
  notes: [
    'Version 5 hands a rejected handler to the error handler; in version 4 it is unhandled and the request hangs.',
    'Nothing bounds how long a handler takes.',
  ],
});
