import { describe, expect, it } from 'vitest';
import { MODELS } from '../../src/models/index.js';

/** What a Node.js service is commonly built on, by area: each must be known, under its own name or as an alias. */
const COVERED: Record<string, string> = {
  databases: [
    '@clickhouse/client @elastic/elasticsearch @libsql/client @neondatabase/serverless @planetscale/database @upstash/redis',
    'better-sqlite3 cache-manager cassandra-driver ioredis keyv mariadb mongodb mongoose mssql mysql2 neo4j-driver oracledb',
    'pg pg-cursor pg-pool pg-promise pg-query-stream postgres redis slonik snowflake-sdk',
  ].join(' '),
  'http clients': [
    '@apollo/client @nestjs/axios @urql/core axios global got graphql-request ky needle node-fetch node:http node:https',
    'ofetch superagent undici wretch',
  ].join(' '),
  loggers: '@nestjs/common @sentry/node bunyan consola debug fastify log4js loglevel node:console pino roarr signale tslog winston',
  orm: [
    '@mikro-orm/core @prisma/adapter-mariadb @prisma/adapter-neon @prisma/adapter-pg @prisma/client @sequelize/core',
    '@typegoose/typegoose bookshelf drizzle-orm knex kysely objection sequelize sequelize-typescript typeorm',
  ].join(' '),
  queues: [
    '@confluentinc/kafka-javascript @nats-io/transport-node @nestjs/schedule agenda amqp-connection-manager amqplib bree bull',
    'bullmq cron croner graphile-worker kafkajs mqtt nats node-cron pg-boss',
  ].join(' '),
  resilience: [
    '@lifeomic/attempt async async-retry axios-retry bottleneck cockatiel dataloader exponential-backoff generic-pool lodash',
    'opossum p-limit p-map p-queue p-retry promise-retry redlock retry rxjs ts-retry-promise',
  ].join(' '),
  sdks: [
    '@anthropic-ai/sdk @aws-sdk/client-dynamodb @aws-sdk/client-lambda @aws-sdk/client-s3 @aws-sdk/client-secrets-manager',
    '@aws-sdk/client-ses @aws-sdk/client-sns @aws-sdk/client-sqs @aws-sdk/lib-dynamodb @azure/core-rest-pipeline',
    '@azure/storage-blob @elevenlabs/elevenlabs-js @google-cloud/firestore @google-cloud/pubsub @google-cloud/storage',
    '@google/genai @grpc/grpc-js @langchain/openai @linear/sdk @octokit/rest @sendgrid/client @sendgrid/mail @sentry/node',
    '@slack/web-api @slack/webhook @supabase/supabase-js ai algoliasearch assemblyai aws-sdk firebase-admin gaxios googleapis',
    'langchain meilisearch nodemailer octokit openai stripe twilio',
  ].join(' '),
  servers: [
    '@apollo/server @hapi/hapi @hono/node-server @nestjs/core @trpc/server express fastify hono koa next node:http node:https',
    'restify socket.io',
  ].join(' '),
  'sockets and processes': 'basic-ftp node:child_process node:dns node:net playwright puppeteer socket.io-client ssh2 ws',
};

const known = new Set(MODELS.flatMap((model) => [model.package, ...(model.aliases ?? [])]));

describe('every library that is promised has a model', () => {
  it.each(Object.entries(COVERED))('%s', (_, names) => {
    expect(names.split(' ').filter((name) => !known.has(name))).toEqual([]);
  });
});
