import isolation from '../rules/require-loop-isolation.js';
import jobTimeout from '../rules/require-job-timeout.js';
import gracefulShutdown from '../rules/require-graceful-shutdown.js';
import overlapping from '../rules/no-overlapping-interval.js';
import queryInLoop from '../rules/no-query-in-loop.js';
import stuckStatus from '../rules/no-stuck-status.js';
import swallowed from '../rules/no-swallowed-error.js';
import concurrency from '../rules/no-unbounded-concurrency.js';
import { describe, expect, it } from 'vitest';
import { tempProject } from './support/temp-project.js';

/** How each library runs a function in the background. */
const RUNNERS: Record<string, (body: string) => string> = {
  BullMQ: (body) => `import { Worker } from 'bullmq';\nexport const worker = new Worker('orders', async (job) => {\n${body}\n}, { connection: { host: 'redis' } });`,
  KafkaJS: (body) => `import { Kafka } from 'kafkajs';\nconst consumer = new Kafka({ brokers: ['kafka:9092'] }).consumer({ groupId: 'orders' });\nawait consumer.connect();\nawait consumer.run({ eachMessage: async ({ message }) => {\n${body}\n} });`,
  amqplib: (body) => `import amqp from 'amqplib';\nconst connection = await amqp.connect('amqp://rabbit');\nconst channel = await connection.createChannel();\nawait channel.consume('orders', async (message) => {\n${body}\nchannel.ack(message);\n});`,
  'node-cron': (body) => `import cron from 'node-cron';\ncron.schedule('* * * * *', async () => {\n${body}\n});`,
  cron: (body) => `import { CronJob } from 'cron';\nexport const job = CronJob.from({ cronTime: '* * * * *', onTick: async () => {\n${body}\n}, start: true });`,
  croner: (body) => `import { Cron } from 'croner';\nexport const job = new Cron('* * * * *', async () => {\n${body}\n});`,
  'node-schedule': (body) => `import schedule from 'node-schedule';\nschedule.scheduleJob('* * * * *', async () => {\n${body}\n});`,
  'NestJS schedule': (body) => `import { Injectable } from '@nestjs/common';\nimport { Cron } from '@nestjs/schedule';\n@Injectable() export class Jobs {\n@Cron('* * * * *') async run() {\n${body}\n}\n}`,
  setInterval: (body) => `setInterval(async () => {\n${body}\n}, 60_000);`,
};
/** Work that fails, hangs or grows in one way each. */
const BODIES: Record<string, string> = {
  loop: `const { rows } = await pool.query('SELECT id FROM orders WHERE due');\nfor (const { id } of rows) await axios.post('https://mail.example.com', { id });`,
  query: `const { rows } = await pool.query('SELECT id FROM orders WHERE due');\nfor (const { id } of rows) await pool.query('SELECT 1 FROM lines WHERE order_id = $1', [id]);`,
  all: `const { rows } = await pool.query('SELECT id FROM orders WHERE due');\nawait Promise.all(rows.map(({ id }) => axios.post('https://mail.example.com', { id })));`,
  call: `await axios.post('https://mail.example.com', {});`,
  swallow: `try { await axios.post('https://mail.example.com', {}); } catch {}`,
  status: `const id = next();\nawait pool.query("UPDATE orders SET status = 'processing' WHERE id = $1", [id]);\nawait axios.post('https://mail.example.com', { id });`,
};

const RULES = { isolation, jobTimeout, gracefulShutdown, overlapping, queryInLoop, stuckStatus, swallowed, concurrency };

/** What is reported for each body, in the order of the rules. */
function reported(make: (body: string) => string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(BODIES).map(([name, body]) => {
      const file = tempProject({ 'main.ts': `import axios from 'axios';\nimport pg from 'pg';\nconst pool = new pg.Pool();\n${make(body)}` }).analyse('main.ts');
      return [name, Object.values(RULES).flatMap((rule) => rule.findings(file).map(({ messageId }) => messageId)).join(' ')];
    }),
  );
}

/** A consumer hands a failed message out again, and may be stopped in the middle of one. */
const CONSUMES = {
  loop: 'endlessConsumer missingShutdown',
  query: 'missingShutdown queryInLoop',
  all: 'endlessConsumer missingShutdown unboundedCalls',
  call: 'endlessConsumer missingShutdown',
  swallow: 'endlessConsumer missingShutdown errorSwallowed',
  status: 'endlessConsumer missingShutdown stuckStatus',
};

/** A schedule begins the next run whatever became of the last one. `rejection`: what is said of a run that fails. */
const schedules = (rejection: string) => ({
  loop: `${rejection}failingElement endlessJob runsOverlapPerElement`,
  query: `${rejection}runsOverlapPerElement queryInLoop`,
  all: `${rejection}endlessJob runsOverlapPerElement`,
  call: `${rejection}endlessJob`,
  swallow: 'endlessJob errorSwallowed',
  status: `${rejection}endlessJob stuckStatus`,
});

const EXPECTED: Record<string, Record<string, string>> = {
  BullMQ: CONSUMES,
  KafkaJS: CONSUMES,
  amqplib: CONSUMES,
  // These two log what a run rejects with.
  'node-cron': schedules(''),
  'NestJS schedule': schedules(''),
  cron: schedules('unhandledRun '),
  croner: schedules('unhandledRun '),
  'node-schedule': schedules('unhandledRun '),
  setInterval: schedules('unhandledRun '),
};

describe('what runs in the background, without anything round it', () => {
  it.each(Object.entries(RUNNERS))('%s', (name, make) => {
    expect(reported(make)).toEqual(EXPECTED[name]);
  });
});

describe('the same work, looked after', () => {
  const guarded = `if (busy) return;\nbusy = true;\ntry {\nawait axios.post('https://mail.example.com', {}, { timeout: 5_000 });\n} catch (error) {\nconsole.error('mail', error);\n} finally {\nbusy = false;\n}`;
  const stops = (close: string) => `\nprocess.once('SIGTERM', async () => {\nsetTimeout(() => process.exit(1), 10_000).unref();\n${close}\nawait pool.end();\nprocess.exit(0);\n});`;
  const closes: Record<string, string> = { BullMQ: 'await worker.close();', KafkaJS: 'await consumer.disconnect();', amqplib: 'await channel.close();\nawait connection.close();' };
  it.each(Object.entries(RUNNERS))('%s', (name, make) => {
    const file = tempProject({ 'main.ts': `import axios from 'axios';\nimport pg from 'pg';\nconst pool = new pg.Pool();\nlet busy = false;\n${make(guarded)}${stops(closes[name] ?? '')}` }).analyse('main.ts');
    expect(Object.values(RULES).flatMap((rule) => rule.findings(file).map(({ messageId }) => messageId))).toEqual([]);
  });
});
