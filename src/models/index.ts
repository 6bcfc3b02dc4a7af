import type { LibraryModel } from './model.js';
import cacheManager from './cache/cache-manager.js';
import ioredis from './cache/ioredis.js';
import keyv from './cache/keyv.js';
import nestjsModulesIoredis from './cache/nestjs-modules-ioredis.js';
import redis from './cache/redis.js';
import redis5 from './cache/redis-5.js';
import redis4 from './cache/redis-4.js';
import upstashRedis from './cache/upstash-redis.js';
import elasticElasticsearch from './document/elastic-elasticsearch.js';
import firebaseAdminFirestore from './document/firebase-admin-firestore.js';
import googleCloudFirestore from './document/google-cloud-firestore.js';
import mongodb from './document/mongodb.js';
import mongodb6 from './document/mongodb-6.js';
import mongoose from './document/mongoose.js';
import mongoose8 from './document/mongoose-8.js';
import nestjsMongoose from './document/nestjs-mongoose.js';
import typegooseTypegoose from './document/typegoose-typegoose.js';
import apolloClient from './http/apollo-client.js';
import axios from './http/axios.js';
import bent from './http/bent.js';
import gaxios from './http/gaxios.js';
import globalModel from './http/global.js';
import got from './http/got.js';
import got11 from './http/got-11.js';
import graphqlRequest from './http/graphql-request.js';
import ky from './http/ky.js';
import needle from './http/needle.js';
import nestjsAxios from './http/nestjs-axios.js';
import nodeFetch from './http/node-fetch.js';
import nodeFetch2 from './http/node-fetch-2.js';
import nodeHttp from './http/node-http.js';
import nodeHttps from './http/node-https.js';
import ofetch from './http/ofetch.js';
import request from './http/request.js';
import superagent from './http/superagent.js';
import undici from './http/undici.js';
import urqlCore from './http/urql-core.js';
import wretch from './http/wretch.js';
import bunyan from './logger/bunyan.js';
import consola from './logger/consola.js';
import consoleModel from './logger/console.js';
import debug from './logger/debug.js';
import koaPinoLogger from './logger/koa-pino-logger.js';
import log4js from './logger/log4js.js';
import loglevel from './logger/loglevel.js';
import nestWinston from './logger/nest-winston.js';
import nestjsPino from './logger/nestjs-pino.js';
import pino from './logger/pino.js';
import pinoHttp from './logger/pino-http.js';
import roarr from './logger/roarr.js';
import sentryNode from './logger/sentry-node.js';
import signale from './logger/signale.js';
import tslog from './logger/tslog.js';
import winston from './logger/winston.js';
import bookshelf from './orm/bookshelf.js';
import drizzleOrm from './orm/drizzle-orm.js';
import knex from './orm/knex.js';
import knex31 from './orm/knex-3.1.js';
import kysely from './orm/kysely.js';
import kysely028 from './orm/kysely-028.js';
import mikroOrm from './orm/mikro-orm.js';
import mikroOrm6 from './orm/mikro-orm-6.js';
import mikroOrmDecorators from './orm/mikro-orm-decorators.js';
import mikroOrmNestjs from './orm/mikro-orm-nestjs.js';
import nestjsClsTransactional from './orm/nestjs-cls-transactional.js';
import nestjsSequelize from './orm/nestjs-sequelize.js';
import nestjsTypeorm from './orm/nestjs-typeorm.js';
import objection from './orm/objection.js';
import prismaAdapterBetterSqlite3 from './orm/prisma-adapter-better-sqlite3.js';
import prismaAdapterLibsql from './orm/prisma-adapter-libsql.js';
import prismaAdapterMariadb from './orm/prisma-adapter-mariadb.js';
import prismaAdapterMssql from './orm/prisma-adapter-mssql.js';
import prismaAdapterNeon from './orm/prisma-adapter-neon.js';
import prismaAdapterPg from './orm/prisma-adapter-pg.js';
import prismaAdapterPlanetscale from './orm/prisma-adapter-planetscale.js';
import prismaClient from './orm/prisma-client.js';
import sequelize from './orm/sequelize.js';
import sequelizeCore from './orm/sequelize-core.js';
import sequelizeTypescript from './orm/sequelize-typescript.js';
import typeorm from './orm/typeorm.js';
import typeorm03 from './orm/typeorm-03.js';
import typeorm02 from './orm/typeorm-02.js';
import typeormTransactional from './orm/typeorm-transactional.js';
import umzug from './orm/umzug.js';
import agenda from './queue/agenda.js';
import agenda5 from './queue/agenda-5.js';
import amqpConnectionManager from './queue/amqp-connection-manager.js';
import amqplib from './queue/amqplib.js';
import amqplibCallbackApi from './queue/amqplib-callback-api.js';
import bree from './queue/bree.js';
import bull from './queue/bull.js';
import bullmq from './queue/bullmq.js';
import bullmq2 from './queue/bullmq-2.js';
import confluentincKafkaJavascript from './queue/confluentinc-kafka-javascript.js';
import cron from './queue/cron.js';
import cron3 from './queue/cron-3.js';
import cron2 from './queue/cron-2.js';
import croner from './queue/croner.js';
import croner8 from './queue/croner-8.js';
import googleCloudPubsub from './queue/google-cloud-pubsub.js';
import googleCloudTasks from './queue/google-cloud-tasks.js';
import graphileWorker from './queue/graphile-worker.js';
import kafkajs from './queue/kafkajs.js';
import mqtt from './queue/mqtt.js';
import nats from './queue/nats.js';
import natsIoTransportNode from './queue/nats-io-transport-node.js';
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
import axiosRetry from './resilience/axios-retry.js';
import bottleneck from './resilience/bottleneck.js';
import cockatiel from './resilience/cockatiel.js';
import dataloader from './resilience/dataloader.js';
import exponentialBackoff from './resilience/exponential-backoff.js';
import genericPool from './resilience/generic-pool.js';
import lifeomicAttempt from './resilience/lifeomic-attempt.js';
import lodash from './resilience/lodash.js';
import opossum from './resilience/opossum.js';
import pLimit from './resilience/p-limit.js';
import pMap from './resilience/p-map.js';
import pQueue from './resilience/p-queue.js';
import pRetry from './resilience/p-retry.js';
import pTimeout from './resilience/p-timeout.js';
import pTimeout5 from './resilience/p-timeout-5.js';
import promiseRetry from './resilience/promise-retry.js';
import redlock from './resilience/redlock.js';
import redlock4 from './resilience/redlock-4.js';
import retry from './resilience/retry.js';
import rxjs from './resilience/rxjs.js';
import tsRetryPromise from './resilience/ts-retry-promise.js';
import closeWithGrace from './runtime/close-with-grace.js';
import config from './runtime/config.js';
import exitHook from './runtime/exit-hook.js';
import godaddyTerminus from './runtime/godaddy-terminus.js';
import nconf from './runtime/nconf.js';
import nestjsConfig from './runtime/nestjs-config.js';
import nodeChildProcess from './runtime/node-child-process.js';
import nodeDns from './runtime/node-dns.js';
import nodeDnsPromises from './runtime/node-dns-promises.js';
import nodeEvents from './runtime/node-events.js';
import nodeFs from './runtime/node-fs.js';
import nodeNet from './runtime/node-net.js';
import nodeProcess from './runtime/node-process.js';
import nodeStream from './runtime/node-stream.js';
import nodeTimers from './runtime/node-timers.js';
import nodeTimersPromises from './runtime/node-timers-promises.js';
import nodeTls from './runtime/node-tls.js';
import ai from './sdk/ai.js';
import algoliasearch from './sdk/algoliasearch.js';
import anthropicAiSdk from './sdk/anthropic-ai-sdk.js';
import assemblyai from './sdk/assemblyai.js';
import awsSdk from './sdk/aws-sdk.js';
import awsSdkClientBedrockRuntime from './sdk/aws-sdk-client-bedrock-runtime.js';
import awsSdkClientCloudwatch from './sdk/aws-sdk-client-cloudwatch.js';
import awsSdkClientCognitoIdentityProvider from './sdk/aws-sdk-client-cognito-identity-provider.js';
import awsSdkClientDynamodb from './sdk/aws-sdk-client-dynamodb.js';
import awsSdkClientEventbridge from './sdk/aws-sdk-client-eventbridge.js';
import awsSdkClientKms from './sdk/aws-sdk-client-kms.js';
import awsSdkClientLambda from './sdk/aws-sdk-client-lambda.js';
import awsSdkClientS3 from './sdk/aws-sdk-client-s3.js';
import awsSdkClientSecretsManager from './sdk/aws-sdk-client-secrets-manager.js';
import awsSdkClientSes from './sdk/aws-sdk-client-ses.js';
import awsSdkClientSesv2 from './sdk/aws-sdk-client-sesv2.js';
import awsSdkClientSns from './sdk/aws-sdk-client-sns.js';
import awsSdkClientSqs from './sdk/aws-sdk-client-sqs.js';
import awsSdkClientSsm from './sdk/aws-sdk-client-ssm.js';
import awsSdkClientSts from './sdk/aws-sdk-client-sts.js';
import awsSdkLibDynamodb from './sdk/aws-sdk-lib-dynamodb.js';
import azureCoreRestPipeline from './sdk/azure-core-rest-pipeline.js';
import azureStorageBlob from './sdk/azure-storage-blob.js';
import basicFtp from './sdk/basic-ftp.js';
import elevenlabsElevenlabsJs from './sdk/elevenlabs-elevenlabs-js.js';
import firebaseAdmin from './sdk/firebase-admin.js';
import firebaseAdminAuth from './sdk/firebase-admin-auth.js';
import firebaseAdminMessaging from './sdk/firebase-admin-messaging.js';
import googleCloudStorage from './sdk/google-cloud-storage.js';
import googleGenai from './sdk/google-genai.js';
import googleapis from './sdk/googleapis.js';
import grpcGrpcJs from './sdk/grpc-grpc-js.js';
import langchain from './sdk/langchain.js';
import langchainOpenai from './sdk/langchain-openai.js';
import linearSdk from './sdk/linear-sdk.js';
import meilisearch from './sdk/meilisearch.js';
import nodemailer from './sdk/nodemailer.js';
import octokit from './sdk/octokit.js';
import octokitRest from './sdk/octokit-rest.js';
import openai from './sdk/openai.js';
import playwright from './sdk/playwright.js';
import puppeteer from './sdk/puppeteer.js';
import sendgridClient from './sdk/sendgrid-client.js';
import sendgridMail from './sdk/sendgrid-mail.js';
import slackWebApi from './sdk/slack-web-api.js';
import slackWebhook from './sdk/slack-webhook.js';
import socketIoClient from './sdk/socket-io-client.js';
import ssh2 from './sdk/ssh2.js';
import stripe from './sdk/stripe.js';
import supabaseSupabaseJs from './sdk/supabase-supabase-js.js';
import twilio from './sdk/twilio.js';
import ws from './sdk/ws.js';
import apolloServer from './server/apollo-server.js';
import apolloServer3 from './server/apollo-server-3.js';
import bodyParser from './server/body-parser.js';
import classTransformer from './server/class-transformer.js';
import classValidator from './server/class-validator.js';
import express from './server/express.js';
import express4 from './server/express-4.js';
import fastify from './server/fastify.js';
import fastify4 from './server/fastify-4.js';
import fastifyPlugin from './server/fastify-plugin.js';
import graphql from './server/graphql.js';
import hapiHapi from './server/hapi-hapi.js';
import hono from './server/hono.js';
import honoNodeServer from './server/hono-node-server.js';
import honoZodOpenapi from './server/hono-zod-openapi.js';
import joi from './server/joi.js';
import koa from './server/koa.js';
import koaBodyparser from './server/koa-bodyparser.js';
import koaRouter from './server/koa-router.js';
import multer from './server/multer.js';
import nestjsCommon from './server/nestjs-common.js';
import nestjsCommon10 from './server/nestjs-common-10.js';
import nestjsCore from './server/nestjs-core.js';
import nestjsGraphql from './server/nestjs-graphql.js';
import next from './server/next.js';
import restify from './server/restify.js';
import socketIo from './server/socket-io.js';
import trpcServer from './server/trpc-server.js';
import typeGraphql from './server/type-graphql.js';
import zod from './server/zod.js';
import betterSqlite3 from './sql/better-sqlite3.js';
import cassandraDriver from './sql/cassandra-driver.js';
import clickhouseClient from './sql/clickhouse-client.js';
import libsqlClient from './sql/libsql-client.js';
import mariadb from './sql/mariadb.js';
import mssql from './sql/mssql.js';
import mysql2 from './sql/mysql2.js';
import mysql2Promise from './sql/mysql2-promise.js';
import neo4jDriver from './sql/neo4j-driver.js';
import neondatabaseServerless from './sql/neondatabase-serverless.js';
import oracledb from './sql/oracledb.js';
import pg from './sql/pg.js';
import pgCursor from './sql/pg-cursor.js';
import pgPool from './sql/pg-pool.js';
import pgPromise from './sql/pg-promise.js';
import pgQueryStream from './sql/pg-query-stream.js';
import planetscaleDatabase from './sql/planetscale-database.js';
import postgres from './sql/postgres.js';
import slonik from './sql/slonik.js';
import snowflakeSdk from './sql/snowflake-sdk.js';

/** Every built-in model, one per line, sorted by path without extension; of one package the newest first. Written by `npm run models:index`. */
export const MODELS: readonly LibraryModel[] = [
  cacheManager,
  ioredis,
  keyv,
  nestjsModulesIoredis,
  redis,
  redis5,
  redis4,
  upstashRedis,
  elasticElasticsearch,
  firebaseAdminFirestore,
  googleCloudFirestore,
  mongodb,
  mongodb6,
  mongoose,
  mongoose8,
  nestjsMongoose,
  typegooseTypegoose,
  apolloClient,
  axios,
  bent,
  gaxios,
  globalModel,
  got,
  got11,
  graphqlRequest,
  ky,
  needle,
  nestjsAxios,
  nodeFetch,
  nodeFetch2,
  nodeHttp,
  nodeHttps,
  ofetch,
  request,
  superagent,
  undici,
  urqlCore,
  wretch,
  bunyan,
  consola,
  consoleModel,
  debug,
  koaPinoLogger,
  log4js,
  loglevel,
  nestWinston,
  nestjsPino,
  pino,
  pinoHttp,
  roarr,
  sentryNode,
  signale,
  tslog,
  winston,
  bookshelf,
  drizzleOrm,
  knex,
  knex31,
  kysely,
  kysely028,
  mikroOrm,
  mikroOrm6,
  mikroOrmDecorators,
  mikroOrmNestjs,
  nestjsClsTransactional,
  nestjsSequelize,
  nestjsTypeorm,
  objection,
  prismaAdapterBetterSqlite3,
  prismaAdapterLibsql,
  prismaAdapterMariadb,
  prismaAdapterMssql,
  prismaAdapterNeon,
  prismaAdapterPg,
  prismaAdapterPlanetscale,
  prismaClient,
  sequelize,
  sequelizeCore,
  sequelizeTypescript,
  typeorm,
  typeorm03,
  typeorm02,
  typeormTransactional,
  umzug,
  agenda,
  agenda5,
  amqpConnectionManager,
  amqplib,
  amqplibCallbackApi,
  bree,
  bull,
  bullmq,
  bullmq2,
  confluentincKafkaJavascript,
  cron,
  cron3,
  cron2,
  croner,
  croner8,
  googleCloudPubsub,
  googleCloudTasks,
  graphileWorker,
  kafkajs,
  mqtt,
  nats,
  natsIoTransportNode,
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
  axiosRetry,
  bottleneck,
  cockatiel,
  dataloader,
  exponentialBackoff,
  genericPool,
  lifeomicAttempt,
  lodash,
  opossum,
  pLimit,
  pMap,
  pQueue,
  pRetry,
  pTimeout,
  pTimeout5,
  promiseRetry,
  redlock,
  redlock4,
  retry,
  rxjs,
  tsRetryPromise,
  closeWithGrace,
  config,
  exitHook,
  godaddyTerminus,
  nconf,
  nestjsConfig,
  nodeChildProcess,
  nodeDns,
  nodeDnsPromises,
  nodeEvents,
  nodeFs,
  nodeNet,
  nodeProcess,
  nodeStream,
  nodeTimers,
  nodeTimersPromises,
  nodeTls,
  ai,
  algoliasearch,
  anthropicAiSdk,
  assemblyai,
  awsSdk,
  awsSdkClientBedrockRuntime,
  awsSdkClientCloudwatch,
  awsSdkClientCognitoIdentityProvider,
  awsSdkClientDynamodb,
  awsSdkClientEventbridge,
  awsSdkClientKms,
  awsSdkClientLambda,
  awsSdkClientS3,
  awsSdkClientSecretsManager,
  awsSdkClientSes,
  awsSdkClientSesv2,
  awsSdkClientSns,
  awsSdkClientSqs,
  awsSdkClientSsm,
  awsSdkClientSts,
  awsSdkLibDynamodb,
  azureCoreRestPipeline,
  azureStorageBlob,
  basicFtp,
  elevenlabsElevenlabsJs,
  firebaseAdmin,
  firebaseAdminAuth,
  firebaseAdminMessaging,
  googleCloudStorage,
  googleGenai,
  googleapis,
  grpcGrpcJs,
  langchain,
  langchainOpenai,
  linearSdk,
  meilisearch,
  nodemailer,
  octokit,
  octokitRest,
  openai,
  playwright,
  puppeteer,
  sendgridClient,
  sendgridMail,
  slackWebApi,
  slackWebhook,
  socketIoClient,
  ssh2,
  stripe,
  supabaseSupabaseJs,
  twilio,
  ws,
  apolloServer,
  apolloServer3,
  bodyParser,
  classTransformer,
  classValidator,
  express,
  express4,
  fastify,
  fastify4,
  fastifyPlugin,
  graphql,
  hapiHapi,
  hono,
  honoNodeServer,
  honoZodOpenapi,
  joi,
  koa,
  koaBodyparser,
  koaRouter,
  multer,
  nestjsCommon,
  nestjsCommon10,
  nestjsCore,
  nestjsGraphql,
  next,
  restify,
  socketIo,
  trpcServer,
  typeGraphql,
  zod,
  betterSqlite3,
  cassandraDriver,
  clickhouseClient,
  libsqlClient,
  mariadb,
  mssql,
  mysql2,
  mysql2Promise,
  neo4jDriver,
  neondatabaseServerless,
  oracledb,
  pg,
  pgCursor,
  pgPool,
  pgPromise,
  pgQueryStream,
  planetscaleDatabase,
  postgres,
  slonik,
  snowflakeSdk,
];

/** The same, for what is loaded by a linter: the build keeps them in a file of their own, which is read when they are first asked for. */
export function builtInModels(): readonly LibraryModel[] {
  return MODELS;
}
