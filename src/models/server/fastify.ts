import { type Call, type Callback, type SizeLimit, defineModel } from '../model.js';

/** A hook or handler at a place, with the parameters of a request handler. */
function handler(at: string): Callback {
  return { at, role: 'handler', params: ['FastifyRequest', 'FastifyReply'] };
}

/** A hook of another kind than a request's. */
function hook(role: Callback['role'], params: Callback['params']): Partial<Call> {
  return { callbacks: [{ at: 'Argument[1]', role, params }] };
}

const HOOKS = ['onRequest', 'preParsing', 'preValidation', 'preHandler', 'preSerialization', 'onSend', 'onResponse'];

/** Of the instance, and of one route. */
const bodyLimit: SizeLimit = { at: 'bodyLimit', default: 1_048_576, of: 'body' };

const TIMEOUTS = ['handler', 'request', 'connection', 'keepAlive'];

const start: Callback = { at: 'Argument[0]', role: 'startup', params: ['FastifyInstance', null] };

export default defineModel({
  package: 'fastify',
  versions: '>=5',
  checked: '5.12.8',
  docs: 'https://fastify.dev/docs/latest/Reference/Server/',
  area: 'server',
  exports: {
    default: { function: { returns: 'FastifyInstance', options: 0, bodyLimit } },
    fastify: { function: { returns: 'FastifyInstance', options: 0, bodyLimit } },
    FastifyInstance: { type: 'FastifyInstance' },
    FastifyRequest: { type: 'FastifyRequest' },
    FastifyReply: { type: 'FastifyReply' },
    FastifyBaseLogger: { type: 'pino#Logger' },
    FastifyPluginAsync: { type: 'Plugin' },
    FastifyPluginCallback: { type: 'Plugin' },
    FastifyPlugin: { type: 'Plugin' },
    RouteHandler: { type: 'RouteHandler' },
    RouteHandlerMethod: { type: 'RouteHandler' },
    onRequestHookHandler: { type: 'RouteHandler' },
    preHandlerHookHandler: { type: 'RouteHandler' },
    preHandlerAsyncHookHandler: { type: 'RouteHandler' },
  },
  types: {
    FastifyInstance: {
      members: {
        'get|head|post|put|patch|delete|options|all': {
          concept: 'route',
          pathAt: 'Argument[0]',
          options: 1,
          bodyLimit,
          returns: 'self',
          callbacks: [
            handler('Argument[last]'),
            handler('Argument[1].handler'),
            ...HOOKS.map((name) => handler(`Argument[1].${name}`)),
          ],
        },
        route: {
          concept: 'route',
          pathAt: 'Argument[0].url',
          options: 0,
          bodyLimit,
          method: { at: 'method', default: 'GET' },
          returns: 'self',
          callbacks: [handler('Argument[0].handler'), ...HOOKS.map((name) => handler(`Argument[0].${name}`))],
        },
        addHook: {
          concept: 'middleware',
          eventAt: 'Argument[0]',
          returns: 'self',
          callbacks: [handler('Argument[1]')],
          events: {
            onError: hook('handler', ['FastifyRequest', 'FastifyReply', 'error']),
            'onReady|onListen|onRoute|onRegister': hook('startup', []),
            'onClose|preClose': { concept: 'shutdown', ...hook('shutdown', ['FastifyInstance']) },
          },
        },
        setErrorHandler: {
          concept: 'middleware',
          returns: 'self',
          callbacks: [{ at: 'Argument[0]', role: 'handler', params: ['error', 'FastifyRequest', 'FastifyReply'] }],
        },
        setNotFoundHandler: { concept: 'middleware', returns: 'self', callbacks: [handler('Argument[last]')] },
        register: { options: 1, returns: 'self', callbacks: [start] },
        after: { returns: 'self', callbacks: [{ at: 'Argument[0]', role: 'startup', params: ['error'] }] },
        ready: { callbacks: [{ at: 'Argument[0]', role: 'startup', params: ['error'] }] },
        listen: {
          concept: 'listen',
          options: 0,
          callbacks: [{ at: 'Argument[last]', role: 'callback', params: ['error', null] }],
        },
        close: { concept: 'close' },
        'decorate|decorateRequest|decorateReply|withTypeProvider|addSchema|addContentTypeParser': { returns: 'self' },
        'setSerializerCompiler|setValidatorCompiler|setGenReqId': { returns: 'self' },
        'inject|hasDecorator|printRoutes': {},
      },
      properties: { log: 'pino#Logger', server: 'node:http#Server' },
      construction: { options: 0, timeouts: TIMEOUTS },
      server: { name: 'Fastify', register: '$.register($guard)', bodyLimit: 'framework', requestId: 'logger' },
      lifecycle: { stage: 'server', close: '$.close()', opens: ['listen'], httpServer: '$.server' },
    },
    FastifyRequest: {
      properties: {
        log: 'pino#Logger',
        server: 'FastifyInstance',
        raw: 'node:http#IncomingMessage',
        signal: 'global#AbortSignal',
      },
    },
    FastifyReply: {
      answersRejections: true,
      members: {
        'code|status': { returns: 'self', statusAt: 'Argument[0]' },
        'header|headers|type|serializer|removeHeader': { returns: 'self' },
        send: { concept: 'respond', body: ['Argument[0]'], returns: 'self' },
        redirect: { returns: 'self' },
      },
      properties: {
        log: 'pino#Logger',
        request: 'FastifyRequest',
        server: 'FastifyInstance',
        raw: 'node:http#ServerResponse',
      },
    },
    Plugin: { function: { role: 'startup', params: ['FastifyInstance', null] } },
    RouteHandler: { function: { role: 'handler', params: ['FastifyRequest', 'FastifyReply'] } },
  },
  timeouts: {
    handler: { covers: 'handler', unit: 'ms', default: null, client: 'handlerTimeout', off: [0] },
    request: { covers: 'receiving', unit: 'ms', default: null, client: 'requestTimeout', off: [0] },
    connection: { covers: 'idle', unit: 'ms', default: null, client: 'connectionTimeout', off: [0] },
    keepAlive: { covers: 'keep-alive', unit: 'ms', default: 72_000, client: 'keepAliveTimeout' },
  },
  notes: [
    '`requestTimeout` is 0 by default, which switches off the 300 s of `node:http`.',
    '`handlerTimeout` is cooperative: it answers 503 and aborts `request.signal`. Both exist from version 5 on.',
    'Without the `logger` option `request.log` and `app.log` write nothing.',
  ],
});
