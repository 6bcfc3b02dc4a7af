import { describe, expect, it } from 'vitest';
import { tempProject } from '../support/temp-project.js';

/**
 * Each source says behind `// =>` which modelled calls its line makes, as `package concept label`, several with ` + `.
 * A line without the comment makes none.
 */
const SOURCES: Record<string, { source: string; dependencies?: Record<string, string> }> = {
  fetch: {
    source: `
      export async function load(url: string) {
        const response = await fetch(url, { signal: AbortSignal.timeout(5_000) }); // => global external-call fetch + global signal AbortSignal.timeout
        return response.json();
      }
      setInterval(() => load('/x'), 1_000); // => global schedule setInterval
      console.error('text', new Error('x')); // => node:console log Console.error`,
  },
  axios: {
    source: `
      import axios, { type AxiosInstance } from 'axios';
      const api = axios.create({ baseURL: 'x', timeout: 500 });
      await api.get('/users'); // => axios external-call AxiosInstance.get
      await axios({ url: '/users' }); // => axios external-call axios
      await axios.post('/users', {}); // => axios external-call AxiosInstance.post
      export const list = (client: AxiosInstance) => client.get('/x'); // => axios external-call AxiosInstance.get`,
  },
  'axios in CommonJS': {
    source: `
      const axios = require('axios');
      axios.get('/users'); // => axios external-call AxiosInstance.get
      const api = require('axios').create();
      api.put('/users', {}); // => axios external-call AxiosInstance.put`,
  },
  got: {
    source: `
      import got from 'got';
      const api = got.extend({ timeout: { request: 500 } });
      await api('x').json(); // => got external-call got
      await got.post('x', { json: {} }); // => got external-call Got.post
      got.stream('x'); // => got external-call got`,
  },
  ky: {
    source: `
      import ky from 'ky';
      await ky.create({ timeout: 500 }).get('x').json(); // => ky external-call KyInstance.get`,
  },
  'node-fetch': {
    source: `
      import fetch from 'node-fetch';
      await fetch('x'); // => node-fetch external-call node-fetch`,
  },
  request: {
    source: `
      const request = require('request');
      request.get('x', { timeout: 500 }, done); // => request external-call Request.get
      request({ url: 'x' }, (error, response, body) => done(error, body)); // => request external-call request
      const api = request.defaults({ timeout: 500 });
      api.post('x', {}); // => request external-call Request.post`,
  },
  superagent: {
    source: `
      import request from 'superagent';
      await request.get('x').query({ a: 1 }).timeout(500); // => superagent external-call SuperAgent.get`,
  },
  undici: {
    source: `
      import { Agent, request } from 'undici';
      const agent = new Agent({ headersTimeout: 500 });
      await agent.request({ path: '/', method: 'GET', origin: 'x' }); // => undici external-call Agent.request
      const { body } = await request('x'); // => undici external-call request
      await body.json();
      await agent.close(); // => undici close Agent.close`,
  },
  'node:http and https': {
    source: `
      import http from 'http';
      import * as https from 'node:https';
      https.get('https://x', (res) => res.on('error', () => {})); // => node:https external-call get + node:https event IncomingMessage.on
      const server = http.createServer((req, res) => res.end()); // => node:http respond ServerResponse.end
      server.listen(80); // => node:http listen Server.listen
      process.on('SIGTERM', () => server.close()); // => node:process shutdown Process.on + node:http close Server.close`,
  },
  '@nestjs/axios': {
    source: `
      import { HttpService } from '@nestjs/axios';
      import { firstValueFrom, timeout } from 'rxjs';
      class Users {
        constructor(private readonly http: HttpService) {}
        load() {
          return firstValueFrom(this.http.get('x').pipe(timeout(500))); // => @nestjs/axios external-call HttpService.get + rxjs timeout timeout
        }
      }`,
  },
  pino: {
    source: `
      import pino, { type Logger } from 'pino';
      const log = pino({ level: 'info' }).child({ part: 'x' });
      log.error({ err: new Error('x') }, 'text'); // => pino log Logger.error
      export const warn = (logger: Logger) => logger.warn('x'); // => pino log Logger.warn
      export const info = (logger: pino.Logger) => logger.info('x'); // => pino log Logger.info`,
  },
  winston: {
    source: `
      import winston, { createLogger, format } from 'winston';
      const log = createLogger({ format: format.json() });
      log.error('text', new Error('x')); // => winston log Logger.error
      winston.createLogger().child({}).warn('x'); // => winston log Logger.warn
      winston.error('x'); // => winston log DefaultLogger.error
      log.log('error', 'text'); // => winston log Logger.log`,
  },
  bunyan: {
    source: `
      import bunyan from 'bunyan';
      const log = bunyan.createLogger({ name: 'x' });
      log.error(new Error('x'), 'text'); // => bunyan log Logger.error
      class Job {
        private log = new bunyan({ name: 'y' });
        run() {
          this.log.fatal('x'); // => bunyan log Logger.fatal
        }
      }`,
  },
  '@nestjs/common': {
    source: `
      import { Controller, Get, Logger } from '@nestjs/common';
      import { NestFactory } from '@nestjs/core';
      @Controller('x')
      class Users {
        private readonly logger = new Logger(Users.name);
        @Get()
        list() {
          this.logger.error('text', new Error('x')); // => @nestjs/common log Logger.error
          Logger.warn('text'); // => @nestjs/common log Logger.warn
        }
      }
      const app = await NestFactory.create(Users);
      app.enableShutdownHooks(); // => @nestjs/common shutdown INestApplication.enableShutdownHooks
      await app.listen(80); // => @nestjs/common listen INestApplication.listen`,
  },
  '@sentry/node': {
    source: `
      import * as Sentry from '@sentry/node';
      Sentry.captureException(new Error('x')); // => @sentry/node track captureException`,
  },
  'express with pino-http': {
    dependencies: { express: '^5.0.0', 'pino-http': '^11.0.0' },
    source: `
      import express, { Router, type Request, type RequestHandler } from 'express';
      const app = express();
      const router = Router();
      router.get('/x', (req, res, next) => { // => express route Router.get
        req.log.error('x'); // => pino log Logger.error
        res.status(200).json({}); // => express respond Response.json
      });
      const audit: RequestHandler = (req) => req.log.info('x'); // => pino log Logger.info
      export const named = (req: Request) => req.log.warn('x'); // => pino log Logger.warn
      app.use('/x', router); // => express middleware Application.use
      app.use((err, req, res, next) => req.log.error({ err }, 'x')); // => express middleware Application.use + pino log Logger.error
      const server = app.listen(80); // => express listen Application.listen
      server.close(); // => node:http close Server.close`,
  },
  'express without pino-http': {
    dependencies: { express: '^5.0.0' },
    source: `
      import express from 'express';
      const app = express();
      app.post('/x', (req) => { // => express route Application.post
        req.log.error('x');
      });`,
  },
  fastify: {
    source: `
      import Fastify, { type FastifyInstance, type FastifyPluginAsync } from 'fastify';
      import fp from 'fastify-plugin';
      const app = Fastify({ logger: true });
      app.get('/x', async (request, reply) => { // => fastify route FastifyInstance.get
        request.log.error('x'); // => pino log Logger.error
        return reply.send({}); // => fastify respond FastifyReply.send
      });
      app.register(async (scope) => {
        scope.post('/y', () => ({})); // => fastify route FastifyInstance.post
      });
      const plugin: FastifyPluginAsync = async (scope) => {
        scope.log.warn('x'); // => pino log Logger.warn
      };
      export default fp(async (scope) => {
        scope.addHook('onClose', async () => {}); // => fastify shutdown FastifyInstance.addHook
        scope.addHook('onError', async (request, reply, err) => request.log.error(err)); // => fastify middleware FastifyInstance.addHook + pino log Logger.error
      });
      export const routes = (scope: FastifyInstance) => scope.delete('/z', () => {}); // => fastify route FastifyInstance.delete
      await app.listen({ port: 80 }); // => fastify listen FastifyInstance.listen
      await app.close(); // => fastify close FastifyInstance.close`,
  },
  'koa and its router': {
    dependencies: { koa: '^3.0.0', 'koa-pino-logger': '^5.0.0' },
    source: `
      import Koa from 'koa';
      import Router from '@koa/router';
      const app = new Koa();
      const router = new Router({ prefix: '/x' });
      router.get('/y', async (ctx) => { // => @koa/router route Router.get
        ctx.log.error('x'); // => pino log Logger.error
      });
      app.use(router.routes()); // => koa middleware Koa.use
      app.on('error', (err, ctx) => ctx.log.error(err)); // => koa event Koa.on + pino log Logger.error
      app.listen(80); // => koa listen Koa.listen`,
  },
  tRPC: {
    source: `
      import { initTRPC } from '@trpc/server';
      const t = initTRPC.context<Context>().create({ transformer });
      const authed = t.procedure.use(t.middleware(check));
      export const users = t.router({
        list: authed.input(schema).query(({ input }) => fetch(input)), // => global external-call fetch + @trpc/server route Procedure.query
        add: t.procedure.mutation(async () => 1), // => @trpc/server route Procedure.mutation
      });`,
  },
  hono: {
    source: `
      import { serve } from '@hono/node-server';
      import { Hono } from 'hono';
      import { timeout } from 'hono/timeout';
      const app = new Hono().basePath('/api');
      app.use('*', timeout(5_000)); // => hono middleware Hono.use + hono middleware timeout
      app.get('/x', async (c) => { // => hono route Hono.get
        await fetch('y', { signal: c.req.raw.signal }); // => global external-call fetch
        return c.json({}); // => hono respond Context.json
      });
      const server = serve({ fetch: app.fetch }); // => @hono/node-server listen serve
      server.close(); // => node:http close Server.close`,
  },
  next: {
    source: `
      import { after, NextResponse, type NextRequest } from 'next/server';
      export async function GET(request: NextRequest) {
        await fetch('x', { signal: request.signal }); // => global external-call fetch
        after(() => console.log('x')); // => node:console log Console.log
        return NextResponse.json({}); // => next respond NextResponse.json
      }`,
  },
  'retry, timeout, limit': {
    source: `
      import retry from 'async-retry';
      import pLimit from 'p-limit';
      import pMap from 'p-map';
      import pRetry from 'p-retry';
      import pTimeout from 'p-timeout';
      await pRetry(() => fetch('x'), { retries: 3 }); // => p-retry retry p-retry + global external-call fetch
      await retry(async (bail) => fetch('x')); // => async-retry retry async-retry + global external-call fetch
      const limit = pLimit(5);
      await limit(() => fetch('x')); // => p-limit limiter p-limit + global external-call fetch
      await pMap([1], (id) => fetch('x'), { concurrency: 5 }); // => p-map limiter p-map + global external-call fetch
      await pTimeout(fetch('x'), { milliseconds: 500 }); // => p-timeout timeout p-timeout + global external-call fetch`,
  },
  cockatiel: {
    source: `
      import { circuitBreaker, ConsecutiveBreaker, handleAll, retry, timeout, TimeoutStrategy } from 'cockatiel';
      const again = retry(handleAll, { maxAttempts: 3 });
      const breaker = circuitBreaker(handleAll, { halfOpenAfter: 1_000, breaker: new ConsecutiveBreaker(5) });
      await again.execute(({ signal }) => fetch('x', { signal })); // => cockatiel retry RetryPolicy.execute + global external-call fetch
      await breaker.execute(() => fetch('x')); // => cockatiel breaker CircuitBreakerPolicy.execute + global external-call fetch
      await timeout(500, TimeoutStrategy.Aggressive).execute(() => fetch('x')); // => cockatiel timeout TimeoutPolicy.execute + global external-call fetch`,
  },
  'queues and breakers': {
    source: `
      import Bottleneck from 'bottleneck';
      import CircuitBreaker from 'opossum';
      import DataLoader from 'dataloader';
      import PQueue from 'p-queue';
      const queue = new PQueue({ concurrency: 2 });
      await queue.add(() => fetch('x')); // => p-queue limiter PQueue.add + global external-call fetch
      const limiter = new Bottleneck({ maxConcurrent: 2 });
      await limiter.schedule(() => fetch('x')); // => bottleneck limiter Bottleneck.schedule + global external-call fetch
      const breaker = new CircuitBreaker(() => fetch('x'), { timeout: 500 }); // => global external-call fetch
      await breaker.fire(); // => opossum breaker CircuitBreaker.fire
      const loader = new DataLoader(async (keys: readonly string[]) => keys);
      await loader.load('x'); // => dataloader batch DataLoader.load`,
  },
  'async and lodash': {
    source: `
      import async, { eachSeries } from 'async';
      import _, { chunk } from 'lodash';
      async.eachLimit([1], 5, async (id) => fetch('x')); // => async each eachLimit + global external-call fetch
      await eachSeries([1], async (id) => fetch('x')); // => async each eachSeries + global external-call fetch
      await Promise.all(_.map([1], (id) => fetch('x'))); // => lodash each map + global external-call fetch
      for (const ids of chunk([1, 2], 10)) ids;`,
  },
  signals: {
    source: `
      import closeWithGrace from 'close-with-grace';
      import { asyncExitHook } from 'exit-hook';
      import { createTerminus } from '@godaddy/terminus';
      import { ApolloServer } from '@apollo/server';
      for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => process.exit(0)); // => node:process shutdown Process.on + node:process exit Process.exit
      ['SIGTERM', 'SIGINT'].forEach((signal) => process.once(signal, () => {})); // => node:process shutdown Process.once
      process.on('warning', () => {}); // => node:process event Process.on
      closeWithGrace({ delay: 500 }, async () => {}); // => close-with-grace shutdown close-with-grace
      asyncExitHook(async () => {}, { wait: 500 }); // => exit-hook shutdown asyncExitHook
      createTerminus({}, { onSignal: async () => {} }); // => @godaddy/terminus shutdown createTerminus
      const apollo = new ApolloServer({}); // => @apollo/server shutdown ApolloServer
      await apollo.stop(); // => @apollo/server close ApolloServer.stop
      import { expressMiddleware } from '@as-integrations/express5';
      import { startStandaloneServer } from '@apollo/server/standalone';
      expressMiddleware(apollo); // => @apollo/server route expressMiddleware
      await startStandaloneServer(apollo, { listen: { port: 4000 } }); // => @apollo/server listen startStandaloneServer`,
  },
  'schedulers and job queues': {
    source: `
      import cron from 'node-cron';
      import { CronJob } from 'cron';
      import { Cron } from 'croner';
      import schedule from 'node-schedule';
      import { AsyncTask, ToadScheduler } from 'toad-scheduler';
      import Bree from 'bree';
      cron.schedule('* * * * *', async () => fetch('x'), { noOverlap: true }); // => node-cron schedule schedule + global external-call fetch
      new CronJob('* * * * *', async () => fetch('x')).start(); // => cron schedule CronJob + cron connect CronJob.start + global external-call fetch
      CronJob.from({ cronTime: '* * * * *', onTick: async () => fetch('x') }); // => cron schedule CronJob.from + global external-call fetch
      const job = new Cron('* * * * *', { protect: true }, () => fetch('x')); // => croner schedule Cron + global external-call fetch
      job.stop(); // => croner close Cron.stop
      schedule.scheduleJob('* * * * *', () => fetch('x')); // => node-schedule schedule scheduleJob + global external-call fetch
      const task = new AsyncTask('x', () => fetch('x')); // => toad-scheduler schedule AsyncTask + global external-call fetch
      new ToadScheduler().stop(); // => toad-scheduler close ToadScheduler.stop
      await new Bree({ jobs: [] }).start(); // => bree schedule bree + bree connect Bree.start`,
  },
  'job queues on a database': {
    source: `
      import { PgBoss } from 'pg-boss';
      import { makeWorkerUtils, run } from 'graphile-worker';
      import { Agenda } from 'agenda';
      const boss = new PgBoss('postgres://x');
      await boss.start(); // => pg-boss connect PgBoss.start
      await boss.work('mail', async ([job]) => fetch('x')); // => pg-boss consume PgBoss.work + global external-call fetch
      await boss.send('mail', {}); // => pg-boss publish PgBoss.send
      const runner = await run({ taskList: { mail: async (payload, helpers) => helpers.query('SELECT 1') } }); // => graphile-worker consume run + graphile-worker query JobHelpers.query
      const utils = await makeWorkerUtils({});
      await utils.addJob('mail', {}); // => graphile-worker publish WorkerUtils.addJob
      await runner.stop(); // => graphile-worker close Runner.stop
      const agenda = new Agenda({});
      agenda.define('mail', async (job) => job.touch()); // => agenda consume Agenda.define + agenda query Job.touch
      await agenda.every('1 hour', 'mail'); // => agenda schedule Agenda.every`,
  },
  '@nestjs/schedule': {
    source: `
      import { Cron } from '@nestjs/schedule';
      class Tasks {
        @Cron('* * * * *', { waitForCompletion: true })
        async mail() {
          await fetch('x'); // => global external-call fetch
        }
      }`,
  },
  'timers and events': {
    source: `
      import { EventEmitter, once } from 'node:events';
      import { setTimeout as sleep } from 'node:timers/promises';
      await sleep(100); // => node:timers/promises sleep setTimeout
      const bus = new EventEmitter();
      bus.on('x', () => {}); // => node:events event EventEmitter.on
      await once(bus, 'x'); // => node:events event once`,
  },
};

/** What the source says of its calls, by line. */
function expectedOf(source: string): string[] {
  return source.split('\n').flatMap((line, index) => {
    const [, calls] = line.split(' // => ');
    return calls ? calls.split(' + ').map((call) => `${index + 1}: ${call}`) : [];
  });
}

describe('code as people write it is recognised', () => {
  it.each(Object.entries(SOURCES))('%s', (_, { source, dependencies = {} }) => {
    const project = tempProject({
      'package.json': JSON.stringify({ name: 'temp', type: 'module', dependencies }),
      'main.ts': source,
    });
    const { module, calls } = project.analyse('main.ts');
    const found = calls()
      .filter(({ call }) => call.concept)
      .map((call) => `${module.lineOf(call.node.start)}: ${call.library} ${call.call.concept} ${call.label}`);
    expect(found.sort()).toEqual(expectedOf(source).sort());
  });

  it.each([
    ['^10.4.0', []],
    ['^11.0.0', ['any']],
  ])('@nestjs/common %s has the log shape of its version', (version, errorAt) => {
    const project = tempProject({
      'package.json': JSON.stringify({ name: 'temp', dependencies: { '@nestjs/common': version } }),
      'main.ts': `import { Logger } from '@nestjs/common'; new Logger('x').error('text', new Error('x'));`,
    });
    const [call] = project.analyse('main.ts').calls().filter((item) => item.call.concept === 'log');
    expect(call?.target.model.logShapes?.[call.call.logShape ?? '']?.errorAt).toEqual(errorAt);
  });

  it('the framework’s logger has no known shape where another package may stand behind it', () => {
    const project = tempProject({
      'package.json': JSON.stringify({ name: 'temp', dependencies: { '@nestjs/common': '^11.0.0', 'nestjs-pino': '^4.0.0' } }),
      'main.ts': `import { Logger } from '@nestjs/common'; new Logger('x').error('text', new Error('x'));`,
    });
    const [call] = project.analyse('main.ts').calls().filter((item) => item.call.concept === 'log');
    expect(call?.call).toEqual({ concept: 'log', level: 'error' });
  });
});
