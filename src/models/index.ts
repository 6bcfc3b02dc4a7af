import type { LibraryModel } from './model.js';
import axios from './http/axios.js';
import globalModel from './http/global.js';
import got from './http/got.js';
import got11 from './http/got-11.js';
import ky from './http/ky.js';
import nestjsAxios from './http/nestjs-axios.js';
import nodeFetch from './http/node-fetch.js';
import nodeFetch2 from './http/node-fetch-2.js';
import nodeHttp from './http/node-http.js';
import nodeHttps from './http/node-https.js';
import superagent from './http/superagent.js';
import undici from './http/undici.js';
import bunyan from './logger/bunyan.js';
import consoleModel from './logger/console.js';
import koaPinoLogger from './logger/koa-pino-logger.js';
import nestWinston from './logger/nest-winston.js';
import nestjsPino from './logger/nestjs-pino.js';
import pino from './logger/pino.js';
import pinoHttp from './logger/pino-http.js';
import sentryNode from './logger/sentry-node.js';
import winston from './logger/winston.js';
import asyncModel from './resilience/async.js';
import asyncRetry from './resilience/async-retry.js';
import bottleneck from './resilience/bottleneck.js';
import cockatiel from './resilience/cockatiel.js';
import dataloader from './resilience/dataloader.js';
import lodash from './resilience/lodash.js';
import opossum from './resilience/opossum.js';
import pLimit from './resilience/p-limit.js';
import pMap from './resilience/p-map.js';
import pQueue from './resilience/p-queue.js';
import pRetry from './resilience/p-retry.js';
import pTimeout from './resilience/p-timeout.js';
import pTimeout5 from './resilience/p-timeout-5.js';
import rxjs from './resilience/rxjs.js';
import nodeEvents from './runtime/node-events.js';
import nodeProcess from './runtime/node-process.js';
import nodeTimers from './runtime/node-timers.js';
import nodeTimersPromises from './runtime/node-timers-promises.js';
import express from './server/express.js';
import fastify from './server/fastify.js';
import fastifyPlugin from './server/fastify-plugin.js';
import hono from './server/hono.js';
import honoNodeServer from './server/hono-node-server.js';
import koa from './server/koa.js';
import koaRouter from './server/koa-router.js';
import nestjsCommon from './server/nestjs-common.js';
import nestjsCommon10 from './server/nestjs-common-10.js';
import nestjsCore from './server/nestjs-core.js';
import next from './server/next.js';

/** Every built-in model, one per line, sorted by path without extension; of one package the newest first. */
export const MODELS: readonly LibraryModel[] = [
  axios,
  globalModel,
  got,
  got11,
  ky,
  nestjsAxios,
  nodeFetch,
  nodeFetch2,
  nodeHttp,
  nodeHttps,
  superagent,
  undici,
  bunyan,
  consoleModel,
  koaPinoLogger,
  nestWinston,
  nestjsPino,
  pino,
  pinoHttp,
  sentryNode,
  winston,
  asyncModel,
  asyncRetry,
  bottleneck,
  cockatiel,
  dataloader,
  lodash,
  opossum,
  pLimit,
  pMap,
  pQueue,
  pRetry,
  pTimeout,
  pTimeout5,
  rxjs,
  nodeEvents,
  nodeProcess,
  nodeTimers,
  nodeTimersPromises,
  express,
  fastify,
  fastifyPlugin,
  hono,
  honoNodeServer,
  koa,
  koaRouter,
  nestjsCommon,
  nestjsCommon10,
  nestjsCore,
  next,
];
