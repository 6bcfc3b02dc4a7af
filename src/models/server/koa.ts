import { defineModel } from '../model.js';

export default defineModel({
  package: 'koa',
  versions: '>=2',
  checked: '3.3.0',
  docs: 'https://koajs.com/',
  area: 'server',
  typedBy: ['@types/koa@3.0.3'],
  exports: {
    default: { class: 'Koa' },
    Context: { type: 'Context' },
    ParameterizedContext: { type: 'Context' },
    Middleware: { type: 'Middleware' },
  },
  types: {
    Koa: {
      members: {
        use: {
          concept: 'middleware',
          returns: 'self',
          callbacks: [{ at: 'Argument[0]', role: 'handler', params: ['Context', null] }],
        },
        listen: {
          concept: 'listen',
          returns: 'node:http#Server',
          callbacks: [{ at: 'Argument[last]', role: 'callback' }],
        },
        callback: { returns: 'node:http#RequestListener' },
        'on|once|addListener': {
          concept: 'event',
          eventAt: 'Argument[0]',
          returns: 'self',
          callbacks: [{ at: 'Argument[1]', role: 'listener' }],
          events: { error: { callbacks: [{ at: 'Argument[1]', role: 'listener', params: ['error', 'Context'] }] } },
        },
      },
      properties: { context: 'Context' },
      server: { name: 'Koa', register: '$.use($guard)', bodyLimit: 'parser' },
    },
    Context: {
      members: {
        throw: { concept: 'respond', body: ['Argument[0]', 'Argument[1]'], statusAt: 'Argument[0]' },
        'assert|redirect|set|append|remove|get': {},
      },
      statusBy: 'status',
      answersRejections: true,
      properties: { app: 'Koa', req: 'node:http#IncomingMessage', res: 'node:http#ServerResponse' },
    },
    Middleware: { function: { role: 'handler', params: ['Context', null] } },
  },
  notes: [
    'A rejected middleware goes to `app.on("error")`, which prints the stack when nobody listens.',
    'Nothing bounds how long a handler takes.',
  ],
});
