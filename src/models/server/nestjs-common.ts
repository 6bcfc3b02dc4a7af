import { type Call, type Construction, type Export, type LogShape, type TypeModel, defineModel } from '../model.js';
import { limit } from '../parts/body.js';

const log: Call = { concept: 'log', logShape: 'any' };

const levels: Record<string, Call> = {
  fatal: { ...log, level: 'fatal' },
  error: { ...log, level: 'error', logShape: 'error' },
  warn: { ...log, level: 'warn' },
  log: { ...log, level: 'info' },
  debug: { ...log, level: 'debug' },
  verbose: { ...log, level: 'trace' },
};

const verb: Export = { decorator: { role: 'handler', concept: 'route' } };

/** An interface whose method the framework calls. */
function hook(method: string, role: 'handler' | 'startup' | 'shutdown'): TypeModel {
  return { hooks: { [method]: role } };
}

const hooks: Record<string, TypeModel> = {
  CanActivate: hook('canActivate', 'handler'),
  NestInterceptor: hook('intercept', 'handler'),
  NestMiddleware: hook('use', 'handler'),
  PipeTransform: hook('transform', 'handler'),
  ExceptionFilter: hook('catch', 'handler'),
  OnModuleInit: hook('onModuleInit', 'startup'),
  OnApplicationBootstrap: hook('onApplicationBootstrap', 'startup'),
  OnModuleDestroy: hook('onModuleDestroy', 'shutdown'),
  BeforeApplicationShutdown: hook('beforeApplicationShutdown', 'shutdown'),
  OnApplicationShutdown: hook('onApplicationShutdown', 'shutdown'),
};

/** What the framework answers with when it is thrown. */
const construction: Construction = { concept: 'respond', body: ['Argument[0]'] };
const exception: Export = { class: 'HttpException', construction };

const EXCEPTIONS = [
  'BadRequestException',
  'UnauthorizedException',
  'NotFoundException',
  'ForbiddenException',
  'NotAcceptableException',
  'RequestTimeoutException',
  'ConflictException',
  'GoneException',
  'PayloadTooLargeException',
  'UnprocessableEntityException',
  'InternalServerErrorException',
  'NotImplementedException',
  'BadGatewayException',
  'ServiceUnavailableException',
  'GatewayTimeoutException',
];

/** Everything is printed with `util.inspect`, so an error keeps its stack wherever it is. */
const printed: LogShape = { errorAt: ['any'], objectAt: 'any', errorKeys: ['*'], stackAt: 1 };

export default defineModel({
  package: '@nestjs/common',
  versions: '>=11',
  checked: '12.5.1',
  older: ['11.2.10'],
  docs: 'https://docs.nestjs.com/techniques/logger',
  area: 'server',
  exports: {
    Logger: { class: 'Logger', statics: levels },
    ConsoleLogger: { class: 'ConsoleLogger' },
    LoggerService: { type: 'LoggerService' },
    INestApplication: { type: 'INestApplication' },
    INestApplicationContext: { type: 'INestApplicationContext' },
    INestMicroservice: { type: 'INestMicroservice' },
    Controller: { decorator: { marks: 'controller' } },
    Injectable: { decorator: { marks: 'provider' } },
    Catch: { decorator: { marks: 'provider' } },
    Module: { decorator: { marks: 'module' } },
    Get: verb,
    Post: verb,
    Put: verb,
    Patch: verb,
    Delete: verb,
    Head: verb,
    Options: verb,
    All: verb,
    Search: verb,
    Sse: verb,
    ...Object.fromEntries(Object.keys(hooks).map((name) => [name, { type: name }])),
    ...Object.fromEntries(EXCEPTIONS.map((name) => [name, exception])),
    HttpException: { ...exception, construction: { ...construction, statusAt: 'Argument[1]' } },
  },
  types: {
    Logger: { members: levels },
    ConsoleLogger: { extends: 'Logger', members: { 'setContext|setLogLevels|resetContext': {} } },
    // Somebody's own class, or another logger behind the framework's interface: its shape is not known.
    LoggerService: {
      members: Object.fromEntries(Object.entries(levels).map(([name, { level }]) => [name, { concept: 'log', level }])),
    },
    INestApplicationContext: {
      members: {
        'get|resolve': { instanceOf: 'Argument[0]' },
        select: { returns: 'INestApplicationContext' },
        close: { concept: 'close' },
        enableShutdownHooks: { concept: 'shutdown', returns: 'self' },
        init: { returns: 'self' },
        'useLogger|flushLogs': {},
      },
      lifecycle: { stage: 'worker', close: '$.close()' },
    },
    INestApplication: {
      extends: 'INestApplicationContext',
      members: {
        listen: { concept: 'listen', returns: 'node:http#Server' },
        use: {
          concept: 'middleware',
          returns: 'self',
          callbacks: [
            {
              at: 'Argument[rest]',
              role: 'handler',
              params: ['node:http#IncomingMessage', 'node:http#ServerResponse', null],
            },
          ],
        },
        useBodyParser: { options: 'last', bodyLimit: limit, returns: 'self', source: 'https://docs.nestjs.com/faq/raw-body#registering-a-different-parser' },
        getHttpServer: { returns: 'node:http#Server' },
        connectMicroservice: { returns: 'INestMicroservice' },
        startAllMicroservices: { concept: 'consume', returns: 'self' },
        'enableCors|enableVersioning|setGlobalPrefix': { returns: 'self' },
        'useGlobalFilters|useGlobalGuards|useGlobalInterceptors|useGlobalPipes': { returns: 'self' },
      },
      construction: { options: 'last' },
      server: { name: 'NestJS', register: '$.use($guard)', bodyLimit: 'framework' },
      lifecycle: { stage: 'server', close: '$.close()', opens: ['listen'], httpServer: '$.getHttpServer()' },
    },
    INestMicroservice: {
      extends: 'INestApplicationContext',
      members: {
        listen: { concept: 'consume' },
        'useGlobalFilters|useGlobalGuards|useGlobalInterceptors|useGlobalPipes': { returns: 'self' },
      },
      lifecycle: { stage: 'worker', close: '$.close()', opens: ['listen'] },
    },
    ...hooks,
    HttpException: {},
  },
  logShapes: {
    error: { ...printed, fix: '($message, $error)' },
    any: printed,
  },
  notes: [
    'Until version 10 the error must be passed as its stack; from 11 on an Error keeps its stack in every position.',
    'SIGTERM runs no hook before `enableShutdownHooks()` was called.',
    'Nothing bounds how long a handler takes.',
  ],
});
