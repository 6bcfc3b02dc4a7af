import { type Call, type Callback, defineModel } from '../model.js';

const handlers: Callback[] = [{ at: 'Argument[rest]', role: 'handler', params: ['Context', null] }];

const verb: Call = { concept: 'route', pathAt: 'Argument[0]', returns: 'self', callbacks: handlers };

export default defineModel({
  package: 'hono',
  aliases: ['hono/factory', 'hono/timeout', 'hono/body-limit', 'hono/http-exception'],
  versions: '>=3',
  checked: '4.13.19',
  docs: 'https://hono.dev/docs/api/hono',
  area: 'server',
  exports: {
    Hono: { class: 'Hono', construction: { options: 0 } },
    Context: { type: 'Context' },
    Handler: { type: 'Handler' },
    MiddlewareHandler: { type: 'Handler' },
    ErrorHandler: { type: 'ErrorHandler' },
    createMiddleware: { function: { callbacks: [{ at: 'Argument[0]', role: 'handler', params: ['Context', null] }] } },
    timeout: { function: { concept: 'middleware', limitMs: 'Argument[0]' } },
    bodyLimit: { function: { concept: 'middleware', options: 0 } },
    HTTPException: { class: 'HTTPException', construction: { concept: 'respond', body: ['Argument[1].message'], statusAt: 'Argument[0]' } },
  },
  types: {
    HTTPException: {},
    Hono: {
      members: {
        'get|post|put|patch|delete|options|query|all': verb,
        on: { ...verb, pathAt: 'Argument[1]' },
        use: { ...verb, concept: 'middleware' },
        onError: {
          concept: 'middleware',
          returns: 'self',
          callbacks: [{ at: 'Argument[0]', role: 'handler', params: ['error', 'Context'] }],
        },
        notFound: {
          concept: 'middleware',
          returns: 'self',
          callbacks: [{ at: 'Argument[0]', role: 'handler', params: ['Context'] }],
        },
        'route|basePath|mount': { returns: 'self' },
        'fetch|request|fire': {},
      },
      server: { name: 'Hono', register: '$.use($guard)', bodyLimit: null },
    },
    Context: {
      members: {
        'json|text|html|body|newResponse': { concept: 'respond', body: ['Argument[0]'], statusAt: 'Argument[1]' },
        status: { statusAt: 'Argument[0]' },
        'redirect|header|notFound|render': {},
        get: { shares: 'get' },
        set: { shares: 'set' },
      },
      properties: { req: 'HonoRequest', res: 'global#Response' },
    },
    HonoRequest: {
      members: { 'json|text|arrayBuffer|blob|formData|parseBody|param|query|queries|header|valid': {} },
      properties: { raw: 'global#Request' },
    },
    Handler: { function: { role: 'handler', params: ['Context', null] } },
    ErrorHandler: { function: { role: 'handler', params: ['error', 'Context'] } },
  },
  notes: ['`timeout()` answers 504 while the handler runs on.', 'A rejected handler goes to `app.onError()`.'],
});
