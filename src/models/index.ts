import type { LibraryModel } from './model.js';
import cacheManager from './cache/cache-manager.js';
import ioredis from './cache/ioredis.js';
import keyv from './cache/keyv.js';
import nestjsModulesIoredis from './cache/nestjs-modules-ioredis.js';
import redis from './cache/redis.js';
import redis5 from './cache/redis-5.js';
import redis4 from './cache/redis-4.js';
import upstashRedis from './cache/upstash-redis.js';
import vercelKv from './cache/vercel-kv.js';
import elasticElasticsearch from './document/elastic-elasticsearch.js';
import firebaseAdminFirestore from './document/firebase-admin-firestore.js';
import googleCloudFirestore from './document/google-cloud-firestore.js';
import mongodb from './document/mongodb.js';
import mongodb6 from './document/mongodb-6.js';
import mongoose from './document/mongoose.js';
import mongoose8 from './document/mongoose-8.js';
import nestjsMongoose from './document/nestjs-mongoose.js';
import opensearchProjectOpensearch from './document/opensearch-project-opensearch.js';
import typegooseTypegoose from './document/typegoose-typegoose.js';
import apolloClient from './http/apollo-client.js';
import axios from './http/axios.js';
import bent from './http/bent.js';
import crossFetch from './http/cross-fetch.js';
import gaxios from './http/gaxios.js';
import globalModel from './http/global.js';
import got from './http/got.js';
import got11 from './http/got-11.js';
import graphqlRequest from './http/graphql-request.js';
import httpsProxyAgent from './http/https-proxy-agent.js';
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
import beeQueue from './queue/bee-queue.js';
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
import sqsConsumer from './queue/sqs-consumer.js';
import toadScheduler from './queue/toad-scheduler.js';
import triggerDevSdk from './queue/trigger.dev-sdk.js';
import upstashQstash from './queue/upstash-qstash.js';
import asyncModel from './resilience/async.js';
import asyncRetry from './resilience/async-retry.js';
import axiosRetry from './resilience/axios-retry.js';
import bluebird from './resilience/bluebird.js';
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
import execa from './runtime/execa.js';
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
import simpleGit from './runtime/simple-git.js';
import ai from './sdk/ai.js';
import airtable from './sdk/airtable.js';
import algoliasearch from './sdk/algoliasearch.js';
import anthropicAiSdk from './sdk/anthropic-ai-sdk.js';
import assemblyai from './sdk/assemblyai.js';
import awsSdk from './sdk/aws-sdk.js';
import awsSdkClientApigatewaymanagementapi from './sdk/aws-sdk-client-apigatewaymanagementapi.js';
import awsSdkClientAthena from './sdk/aws-sdk-client-athena.js';
import awsSdkClientBedrockAgentRuntime from './sdk/aws-sdk-client-bedrock-agent-runtime.js';
import awsSdkClientBedrockRuntime from './sdk/aws-sdk-client-bedrock-runtime.js';
import awsSdkClientCloudfront from './sdk/aws-sdk-client-cloudfront.js';
import awsSdkClientCloudwatch from './sdk/aws-sdk-client-cloudwatch.js';
import awsSdkClientCloudwatchLogs from './sdk/aws-sdk-client-cloudwatch-logs.js';
import awsSdkClientCognitoIdentityProvider from './sdk/aws-sdk-client-cognito-identity-provider.js';
import awsSdkClientDynamodb from './sdk/aws-sdk-client-dynamodb.js';
import awsSdkClientEc2 from './sdk/aws-sdk-client-ec2.js';
import awsSdkClientEcs from './sdk/aws-sdk-client-ecs.js';
import awsSdkClientEventbridge from './sdk/aws-sdk-client-eventbridge.js';
import awsSdkClientFirehose from './sdk/aws-sdk-client-firehose.js';
import awsSdkClientKinesis from './sdk/aws-sdk-client-kinesis.js';
import awsSdkClientKms from './sdk/aws-sdk-client-kms.js';
import awsSdkClientLambda from './sdk/aws-sdk-client-lambda.js';
import awsSdkClientRekognition from './sdk/aws-sdk-client-rekognition.js';
import awsSdkClientS3 from './sdk/aws-sdk-client-s3.js';
import awsSdkClientScheduler from './sdk/aws-sdk-client-scheduler.js';
import awsSdkClientSecretsManager from './sdk/aws-sdk-client-secrets-manager.js';
import awsSdkClientSes from './sdk/aws-sdk-client-ses.js';
import awsSdkClientSesv2 from './sdk/aws-sdk-client-sesv2.js';
import awsSdkClientSfn from './sdk/aws-sdk-client-sfn.js';
import awsSdkClientSns from './sdk/aws-sdk-client-sns.js';
import awsSdkClientSqs from './sdk/aws-sdk-client-sqs.js';
import awsSdkClientSsm from './sdk/aws-sdk-client-ssm.js';
import awsSdkClientSts from './sdk/aws-sdk-client-sts.js';
import awsSdkClientTextract from './sdk/aws-sdk-client-textract.js';
import awsSdkLibDynamodb from './sdk/aws-sdk-lib-dynamodb.js';
import awsSdkLibStorage from './sdk/aws-sdk-lib-storage.js';
import azureCoreRestPipeline from './sdk/azure-core-rest-pipeline.js';
import azureKeyvaultSecrets from './sdk/azure-keyvault-secrets.js';
import azureServiceBus from './sdk/azure-service-bus.js';
import azureStorageBlob from './sdk/azure-storage-blob.js';
import azureStorageQueue from './sdk/azure-storage-queue.js';
import basicFtp from './sdk/basic-ftp.js';
import clerkBackend from './sdk/clerk-backend.js';
import cohereAi from './sdk/cohere-ai.js';
import elevenlabsElevenlabsJs from './sdk/elevenlabs-elevenlabs-js.js';
import expoServerSdk from './sdk/expo-server-sdk.js';
import firebaseAdmin from './sdk/firebase-admin.js';
import firebaseAdminAuth from './sdk/firebase-admin-auth.js';
import firebaseAdminMessaging from './sdk/firebase-admin-messaging.js';
import gitbeakerRest from './sdk/gitbeaker-rest.js';
import googleAuthLibrary from './sdk/google-auth-library.js';
import googleCloudBigquery from './sdk/google-cloud-bigquery.js';
import googleCloudSecretManager from './sdk/google-cloud-secret-manager.js';
import googleCloudStorage from './sdk/google-cloud-storage.js';
import googleCloudStorage7 from './sdk/google-cloud-storage-7.js';
import googleGax from './sdk/google-gax.js';
import googleGenai from './sdk/google-genai.js';
import googleGenerativeAi from './sdk/google-generative-ai.js';
import googleapis from './sdk/googleapis.js';
import groqSdk from './sdk/groq-sdk.js';
import grpcGrpcJs from './sdk/grpc-grpc-js.js';
import huggingfaceInference from './sdk/huggingface-inference.js';
import intercomClient from './sdk/intercom-client.js';
import jwksRsa from './sdk/jwks-rsa.js';
import langchain from './sdk/langchain.js';
import langchainAnthropic from './sdk/langchain-anthropic.js';
import langchainOpenai from './sdk/langchain-openai.js';
import langfuse from './sdk/langfuse.js';
import linearSdk from './sdk/linear-sdk.js';
import mailgunJs from './sdk/mailgun-js.js';
import meilisearch from './sdk/meilisearch.js';
import minio from './sdk/minio.js';
import mistralaiMistralai from './sdk/mistralai-mistralai.js';
import modelcontextprotocolSdk from './sdk/modelcontextprotocol-sdk.js';
import nodemailer from './sdk/nodemailer.js';
import notionhqClient from './sdk/notionhq-client.js';
import notionhqClient59 from './sdk/notionhq-client-5.9.js';
import octokit from './sdk/octokit.js';
import octokitCore from './sdk/octokit-core.js';
import octokitGraphql from './sdk/octokit-graphql.js';
import octokitRequest from './sdk/octokit-request.js';
import octokitRest from './sdk/octokit-rest.js';
import ollama from './sdk/ollama.js';
import openai from './sdk/openai.js';
import pineconeDatabasePinecone from './sdk/pinecone-database-pinecone.js';
import plaid from './sdk/plaid.js';
import playwright from './sdk/playwright.js';
import posthogNode from './sdk/posthog-node.js';
import postmark from './sdk/postmark.js';
import puppeteer from './sdk/puppeteer.js';
import qdrantJsClientRest from './sdk/qdrant-js-client-rest.js';
import replicate from './sdk/replicate.js';
import resend from './sdk/resend.js';
import resend6 from './sdk/resend-6.js';
import segmentAnalyticsNode from './sdk/segment-analytics-node.js';
import sendgridClient from './sdk/sendgrid-client.js';
import sendgridMail from './sdk/sendgrid-mail.js';
import slackWebApi from './sdk/slack-web-api.js';
import slackWebhook from './sdk/slack-webhook.js';
import socketIoClient from './sdk/socket-io-client.js';
import ssh2 from './sdk/ssh2.js';
import stripe from './sdk/stripe.js';
import supabaseSupabaseJs from './sdk/supabase-supabase-js.js';
import svix from './sdk/svix.js';
import twilio from './sdk/twilio.js';
import typesense from './sdk/typesense.js';
import vercelBlob from './sdk/vercel-blob.js';
import webPush from './sdk/web-push.js';
import workosIncNode from './sdk/workos-inc-node.js';
import ws from './sdk/ws.js';
import apolloServer from './server/apollo-server.js';
import apolloServer3 from './server/apollo-server-3.js';
import bodyParser from './server/body-parser.js';
import classTransformer from './server/class-transformer.js';
import classValidator from './server/class-validator.js';
import express from './server/express.js';
import express4 from './server/express-4.js';
import expressWs from './server/express-ws.js';
import fastify from './server/fastify.js';
import fastify4 from './server/fastify-4.js';
import fastifyPlugin from './server/fastify-plugin.js';
import graphql from './server/graphql.js';
import hapiHapi from './server/hapi-hapi.js';
import hono from './server/hono.js';
import honoNodeServer from './server/hono-node-server.js';
import honoZodOpenapi from './server/hono-zod-openapi.js';
import httpShutdown from './server/http-shutdown.js';
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
import stoppable from './server/stoppable.js';
import trpcServer from './server/trpc-server.js';
import typeGraphql from './server/type-graphql.js';
import zod from './server/zod.js';
import betterSqlite3 from './sql/better-sqlite3.js';
import cassandraDriver from './sql/cassandra-driver.js';
import clickhouseClient from './sql/clickhouse-client.js';
import libsqlClient from './sql/libsql-client.js';
import mariadb from './sql/mariadb.js';
import mssql from './sql/mssql.js';
import mysql from './sql/mysql.js';
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
import sqlite from './sql/sqlite.js';
import sqlite3 from './sql/sqlite3.js';

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
  vercelKv,
  elasticElasticsearch,
  firebaseAdminFirestore,
  googleCloudFirestore,
  mongodb,
  mongodb6,
  mongoose,
  mongoose8,
  nestjsMongoose,
  opensearchProjectOpensearch,
  typegooseTypegoose,
  apolloClient,
  axios,
  bent,
  crossFetch,
  gaxios,
  globalModel,
  got,
  got11,
  graphqlRequest,
  httpsProxyAgent,
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
  beeQueue,
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
  sqsConsumer,
  toadScheduler,
  triggerDevSdk,
  upstashQstash,
  asyncModel,
  asyncRetry,
  axiosRetry,
  bluebird,
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
  execa,
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
  simpleGit,
  ai,
  airtable,
  algoliasearch,
  anthropicAiSdk,
  assemblyai,
  awsSdk,
  awsSdkClientApigatewaymanagementapi,
  awsSdkClientAthena,
  awsSdkClientBedrockAgentRuntime,
  awsSdkClientBedrockRuntime,
  awsSdkClientCloudfront,
  awsSdkClientCloudwatch,
  awsSdkClientCloudwatchLogs,
  awsSdkClientCognitoIdentityProvider,
  awsSdkClientDynamodb,
  awsSdkClientEc2,
  awsSdkClientEcs,
  awsSdkClientEventbridge,
  awsSdkClientFirehose,
  awsSdkClientKinesis,
  awsSdkClientKms,
  awsSdkClientLambda,
  awsSdkClientRekognition,
  awsSdkClientS3,
  awsSdkClientScheduler,
  awsSdkClientSecretsManager,
  awsSdkClientSes,
  awsSdkClientSesv2,
  awsSdkClientSfn,
  awsSdkClientSns,
  awsSdkClientSqs,
  awsSdkClientSsm,
  awsSdkClientSts,
  awsSdkClientTextract,
  awsSdkLibDynamodb,
  awsSdkLibStorage,
  azureCoreRestPipeline,
  azureKeyvaultSecrets,
  azureServiceBus,
  azureStorageBlob,
  azureStorageQueue,
  basicFtp,
  clerkBackend,
  cohereAi,
  elevenlabsElevenlabsJs,
  expoServerSdk,
  firebaseAdmin,
  firebaseAdminAuth,
  firebaseAdminMessaging,
  gitbeakerRest,
  googleAuthLibrary,
  googleCloudBigquery,
  googleCloudSecretManager,
  googleCloudStorage,
  googleCloudStorage7,
  googleGax,
  googleGenai,
  googleGenerativeAi,
  googleapis,
  groqSdk,
  grpcGrpcJs,
  huggingfaceInference,
  intercomClient,
  jwksRsa,
  langchain,
  langchainAnthropic,
  langchainOpenai,
  langfuse,
  linearSdk,
  mailgunJs,
  meilisearch,
  minio,
  mistralaiMistralai,
  modelcontextprotocolSdk,
  nodemailer,
  notionhqClient,
  notionhqClient59,
  octokit,
  octokitCore,
  octokitGraphql,
  octokitRequest,
  octokitRest,
  ollama,
  openai,
  pineconeDatabasePinecone,
  plaid,
  playwright,
  posthogNode,
  postmark,
  puppeteer,
  qdrantJsClientRest,
  replicate,
  resend,
  resend6,
  segmentAnalyticsNode,
  sendgridClient,
  sendgridMail,
  slackWebApi,
  slackWebhook,
  socketIoClient,
  ssh2,
  stripe,
  supabaseSupabaseJs,
  svix,
  twilio,
  typesense,
  vercelBlob,
  webPush,
  workosIncNode,
  ws,
  apolloServer,
  apolloServer3,
  bodyParser,
  classTransformer,
  classValidator,
  express,
  express4,
  expressWs,
  fastify,
  fastify4,
  fastifyPlugin,
  graphql,
  hapiHapi,
  hono,
  honoNodeServer,
  honoZodOpenapi,
  httpShutdown,
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
  stoppable,
  trpcServer,
  typeGraphql,
  zod,
  betterSqlite3,
  cassandraDriver,
  clickhouseClient,
  libsqlClient,
  mariadb,
  mssql,
  mysql,
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
  sqlite,
  sqlite3,
];

/** The same, for what is loaded by a linter: the build keeps them in a file of their own, which is read when they are first asked for. */
export function builtInModels(): readonly LibraryModel[] {
  return MODELS;
}
