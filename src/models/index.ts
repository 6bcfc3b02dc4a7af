import type { LibraryModel } from './model.js';
import ioredis from './cache/ioredis.js';
import nestjsModulesIoredis from './cache/nestjs-modules-ioredis.js';
import redis from './cache/redis.js';
import redis5 from './cache/redis-5.js';
import redis4 from './cache/redis-4.js';
import mongodb from './document/mongodb.js';
import mongodb6 from './document/mongodb-6.js';
import mongoose from './document/mongoose.js';
import mongoose8 from './document/mongoose-8.js';
import nestjsMongoose from './document/nestjs-mongoose.js';
import axios from './http/axios.js';
import bent from './http/bent.js';
import globalModel from './http/global.js';
import got from './http/got.js';
import got11 from './http/got-11.js';
import ky from './http/ky.js';
import nestjsAxios from './http/nestjs-axios.js';
import nodeFetch from './http/node-fetch.js';
import nodeFetch2 from './http/node-fetch-2.js';
import nodeHttp from './http/node-http.js';
import nodeHttps from './http/node-https.js';
import request from './http/request.js';
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
import drizzleOrm from './orm/drizzle-orm.js';
import knex from './orm/knex.js';
import kysely from './orm/kysely.js';
import kysely028 from './orm/kysely-028.js';
import mikroOrm from './orm/mikro-orm.js';
import mikroOrm6 from './orm/mikro-orm-6.js';
import mikroOrmDecorators from './orm/mikro-orm-decorators.js';
import mikroOrmNestjs from './orm/mikro-orm-nestjs.js';
import nestjsSequelize from './orm/nestjs-sequelize.js';
import nestjsTypeorm from './orm/nestjs-typeorm.js';
import objection from './orm/objection.js';
import prismaClient from './orm/prisma-client.js';
import sequelize from './orm/sequelize.js';
import sequelizeTypescript from './orm/sequelize-typescript.js';
import typeorm from './orm/typeorm.js';
import typeorm02 from './orm/typeorm-02.js';
import typeormTransactional from './orm/typeorm-transactional.js';
import agenda from './queue/agenda.js';
import amqplib from './queue/amqplib.js';
import amqplibCallbackApi from './queue/amqplib-callback-api.js';
import bree from './queue/bree.js';
import bull from './queue/bull.js';
import bullmq from './queue/bullmq.js';
import cron from './queue/cron.js';
import cron3 from './queue/cron-3.js';
import cron2 from './queue/cron-2.js';
import croner from './queue/croner.js';
import googleCloudTasks from './queue/google-cloud-tasks.js';
import graphileWorker from './queue/graphile-worker.js';
import kafkajs from './queue/kafkajs.js';
import nestjsBull from './queue/nestjs-bull.js';
import nestjsBullmq from './queue/nestjs-bullmq.js';
import nestjsSchedule from './queue/nestjs-schedule.js';
import nodeCron from './queue/node-cron.js';
import nodeCron3 from './queue/node-cron-3.js';
import nodeSchedule from './queue/node-schedule.js';
import pgBoss from './queue/pg-boss.js';
import pgBoss11 from './queue/pg-boss-11.js';
import toadScheduler from './queue/toad-scheduler.js';
import upstashQstash from './queue/upstash-qstash.js';
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
import closeWithGrace from './runtime/close-with-grace.js';
import exitHook from './runtime/exit-hook.js';
import godaddyTerminus from './runtime/godaddy-terminus.js';
import nodeEvents from './runtime/node-events.js';
import nodeProcess from './runtime/node-process.js';
import nodeTimers from './runtime/node-timers.js';
import nodeTimersPromises from './runtime/node-timers-promises.js';
import apolloServer from './server/apollo-server.js';
import express from './server/express.js';
import fastify from './server/fastify.js';
import fastify4 from './server/fastify-4.js';
import fastifyPlugin from './server/fastify-plugin.js';
import hono from './server/hono.js';
import honoNodeServer from './server/hono-node-server.js';
import koa from './server/koa.js';
import koaRouter from './server/koa-router.js';
import nestjsCommon from './server/nestjs-common.js';
import nestjsCommon10 from './server/nestjs-common-10.js';
import nestjsCore from './server/nestjs-core.js';
import nestjsGraphql from './server/nestjs-graphql.js';
import next from './server/next.js';
import trpcServer from './server/trpc-server.js';
import typeGraphql from './server/type-graphql.js';
import betterSqlite3 from './sql/better-sqlite3.js';
import mysql2 from './sql/mysql2.js';
import mysql2Promise from './sql/mysql2-promise.js';
import pg from './sql/pg.js';
import pgCursor from './sql/pg-cursor.js';
import pgPool from './sql/pg-pool.js';
import postgres from './sql/postgres.js';

/** Every built-in model, one per line, sorted by path without extension; of one package the newest first. Written by `npm run models:index`. */
export const MODELS: readonly LibraryModel[] = [
  ioredis,
  nestjsModulesIoredis,
  redis,
  redis5,
  redis4,
  mongodb,
  mongodb6,
  mongoose,
  mongoose8,
  nestjsMongoose,
  axios,
  bent,
  globalModel,
  got,
  got11,
  ky,
  nestjsAxios,
  nodeFetch,
  nodeFetch2,
  nodeHttp,
  nodeHttps,
  request,
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
  drizzleOrm,
  knex,
  kysely,
  kysely028,
  mikroOrm,
  mikroOrm6,
  mikroOrmDecorators,
  mikroOrmNestjs,
  nestjsSequelize,
  nestjsTypeorm,
  objection,
  prismaClient,
  sequelize,
  sequelizeTypescript,
  typeorm,
  typeorm02,
  typeormTransactional,
  agenda,
  amqplib,
  amqplibCallbackApi,
  bree,
  bull,
  bullmq,
  cron,
  cron3,
  cron2,
  croner,
  googleCloudTasks,
  graphileWorker,
  kafkajs,
  nestjsBull,
  nestjsBullmq,
  nestjsSchedule,
  nodeCron,
  nodeCron3,
  nodeSchedule,
  pgBoss,
  pgBoss11,
  toadScheduler,
  upstashQstash,
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
  closeWithGrace,
  exitHook,
  godaddyTerminus,
  nodeEvents,
  nodeProcess,
  nodeTimers,
  nodeTimersPromises,
  apolloServer,
  express,
  fastify,
  fastify4,
  fastifyPlugin,
  hono,
  honoNodeServer,
  koa,
  koaRouter,
  nestjsCommon,
  nestjsCommon10,
  nestjsCore,
  nestjsGraphql,
  next,
  trpcServer,
  typeGraphql,
  betterSqlite3,
  mysql2,
  mysql2Promise,
  pg,
  pgCursor,
  pgPool,
  postgres,
];
