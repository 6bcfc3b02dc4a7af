import { type Callback, defineModel } from '../model.js';

const handlers: Callback[] = [{ at: 'Argument[rest]', role: 'handler', params: ['koa#Context', null] }];

export default defineModel({
  package: '@koa/router',
  aliases: ['koa-router'],
  versions: '>=8',
  checked: '15.7.0',
  docs: 'https://github.com/koajs/router/blob/master/README.md',
  area: 'server',
  exports: {
    default: { class: 'Router', construction: { options: 0 } },
    Router: { class: 'Router', construction: { options: 0 } },
    RouterContext: { type: 'koa#Context' },
    IMiddleware: { type: 'koa#Middleware', source: 'https://github.com/DefinitelyTyped/DefinitelyTyped/blob/master/types/koa-router/index.d.ts' },
    RouterMiddleware: { type: 'koa#Middleware' },
  },
  types: {
    Router: {
      members: {
        'get|post|put|patch|delete|del|head|options|all': {
          concept: 'route',
          pathAt: 'Argument[0]',
          returns: 'self',
          callbacks: handlers,
        },
        use: { concept: 'middleware', returns: 'self', callbacks: handlers },
        param: {
          concept: 'middleware',
          returns: 'self',
          callbacks: [{ at: 'Argument[1]', role: 'handler', params: [null, 'koa#Context', null] }],
        },
        'prefix|redirect': { returns: 'self' },
        'routes|middleware|allowedMethods|url|route': {},
      },
    },
  },
});
