/** A call that is made to a server that never answers, with and without the limits that a model states. */
export interface CallProbe {
  package: string;
  /** Loads the library, as statements; `HOST`, `PORT` and `URL` are those of the server. */
  load: string;
  /** The call, as an expression that gives a promise; `OPTIONS` stands for the options of a limit, or for none. */
  call: string;
  /** Options by the id of the limit in the model; each is meant to end the call after 300 ms. */
  limits: Record<string, string>;
  /** What `OPTIONS` is without a limit. */
  none?: string;
}

const signal = '{ signal: AbortSignal.timeout(300) }';
const timeout = '{ timeout: 300 }';

export const CALL_PROBES: readonly CallProbe[] = [
  { package: 'global', load: '', call: 'fetch(URL, OPTIONS)', limits: { signal } },
  { package: 'axios', load: `const { default: axios } = await import('axios');`, call: 'axios.get(URL, OPTIONS)', limits: { timeout, signal } },
  {
    package: 'got',
    load: `const { default: got } = await import('got');`,
    call: 'got(URL, { retry: { limit: 0 }, ...OPTIONS })',
    limits: { request: '{ timeout: { request: 300 } }', response: '{ timeout: { response: 300 } }', socket: '{ timeout: { socket: 300 } }', signal },
  },
  { package: 'ky', load: `const { default: ky } = await import('ky');`, call: 'ky(URL, { retry: 0, ...OPTIONS })', limits: { timeout, signal } },
  { package: 'node-fetch', load: `const { default: fetch } = await import('node-fetch');`, call: 'fetch(URL, OPTIONS)', limits: { signal } },
  { package: 'undici', load: `const { request } = await import('undici');`, call: 'request(URL, OPTIONS)', limits: { headersTimeout: '{ headersTimeout: 300 }', signal } },
  { package: 'ofetch', load: `const { ofetch } = await import('ofetch');`, call: 'ofetch(URL, { retry: 0, ...OPTIONS })', limits: { timeout, signal } },
  { package: 'gaxios', load: `const { request } = await import('gaxios');`, call: 'request({ url: URL, ...OPTIONS })', limits: { timeout, signal } },
  {
    package: 'needle',
    load: `const { default: needle } = await import('needle');`,
    call: `needle('get', URL, null, OPTIONS)`,
    limits: { response: '{ response_timeout: 300 }', signal },
    none: '{}',
  },
  {
    package: 'superagent',
    load: `const { default: superagent } = await import('superagent');`,
    call: 'superagent.get(URL).timeout(OPTIONS)',
    limits: { deadline: '{ deadline: 300 }', response: '{ response: 300 }' },
    none: '{}',
  },
  { package: 'wretch', load: `const { default: wretch } = await import('wretch');`, call: 'wretch(URL, OPTIONS).get().res()', limits: { signal }, none: '{}' },
  {
    package: 'graphql-request',
    load: `const { GraphQLClient } = await import('graphql-request'); const client = new GraphQLClient(URL);`,
    call: `client.request({ document: '{ a }', ...OPTIONS })`,
    limits: { signal },
  },
  {
    package: '@apollo/client',
    load: `const { ApolloClient, HttpLink, InMemoryCache, gql } = await import('@apollo/client/core'); const client = new ApolloClient({ link: new HttpLink({ uri: URL }), cache: new InMemoryCache() });`,
    call: `client.query({ query: gql('{ a' + Math.floor(Math.random() * 1e6) + ' }'), ...OPTIONS })`,
    limits: { signal: `{ context: { fetchOptions: ${signal} } }` },
  },
  {
    package: 'node:http',
    load: `const http = await import('node:http');`,
    call: `new Promise((resolve, reject) => { const request = http.get(URL, OPTIONS, resolve); request.on('error', reject); request.on('timeout', () => request.destroy(new Error('timeout'))); })`,
    limits: { timeout, signal },
    none: '{}',
  },
  { package: 'openai', load: `const { default: OpenAI } = await import('openai'); const client = new OpenAI({ apiKey: 'x', baseURL: URL, maxRetries: 0 });`, call: `client.models.list(OPTIONS)`, limits: { timeout, signal } },
  { package: '@anthropic-ai/sdk', load: `const { default: Anthropic } = await import('@anthropic-ai/sdk'); const client = new Anthropic({ apiKey: 'x', baseURL: URL, maxRetries: 0 });`, call: `client.models.list({}, OPTIONS)`, limits: { timeout, signal } },
  { package: 'stripe', load: `const { default: Stripe } = await import('stripe'); const client = new Stripe('sk_test_x', { host: HOST, port: PORT, protocol: 'http', maxNetworkRetries: 0 });`, call: `client.customers.list({}, OPTIONS)`, limits: { timeout }, none: '{}' },
  { package: '@slack/web-api', load: `const { WebClient } = await import('@slack/web-api');`, call: `new WebClient('x', { slackApiUrl: URL, retryConfig: { retries: 0 }, ...OPTIONS }).users.list()`, limits: { timeout } },
  { package: '@slack/webhook', load: `const { IncomingWebhook } = await import('@slack/webhook');`, call: `new IncomingWebhook(URL, OPTIONS).send('x')`, limits: { timeout } },
  { package: '@octokit/rest', load: `const { Octokit } = await import('@octokit/rest'); const client = new Octokit({ baseUrl: URL });`, call: `client.request('GET /user', OPTIONS)`, limits: { signal: `{ request: ${signal} }` } },
  { package: '@supabase/supabase-js', load: `const { createClient } = await import('@supabase/supabase-js');`, call: `createClient(URL, 'x', { realtime: { transport: class {} }, ...OPTIONS }).from('t').insert({}).throwOnError()`, limits: { db: '{ db: { timeout: 300 } }' }, none: '{}' },
  { package: 'meilisearch', load: `const { Meilisearch } = await import('meilisearch');`, call: `new Meilisearch({ host: URL, ...OPTIONS }).index('x').search('x')`, limits: { timeout } },
  { package: '@elastic/elasticsearch', load: `const { Client } = await import('@elastic/elasticsearch'); const client = new Client({ node: URL, maxRetries: 0 });`, call: `client.search({}, OPTIONS)`, limits: { request: '{ requestTimeout: 300 }', signal }, none: '{}' },
  { package: '@clickhouse/client', load: `const { createClient } = await import('@clickhouse/client');`, call: `createClient({ url: URL, ...OPTIONS }).query({ query: 'SELECT 1' })`, limits: { request: '{ request_timeout: 300 }' } },
  { package: 'assemblyai', load: `const { AssemblyAI } = await import('assemblyai');`, call: `new AssemblyAI({ apiKey: 'x', baseUrl: URL }).transcripts.get('x', OPTIONS)`, limits: {} },
  { package: '@google/genai', load: `const { GoogleGenAI } = await import('@google/genai'); const client = new GoogleGenAI({ apiKey: 'x', httpOptions: { baseUrl: URL } });`, call: `client.models.generateContent({ model: 'x', contents: 'x', config: OPTIONS })`, limits: { timeout: '{ httpOptions: { timeout: 300 } }', signal: '{ abortSignal: AbortSignal.timeout(300) }' }, none: '{}' },
  { package: '@aws-sdk/client-s3', load: `const { S3Client, ListBucketsCommand } = await import('@aws-sdk/client-s3'); const make = (requestHandler) => new S3Client({ endpoint: URL, region: 'x', credentials: { accessKeyId: 'x', secretAccessKey: 'x' }, maxAttempts: 1, forcePathStyle: true, requestHandler });`, call: `(({ abortSignal, ...handler }) => make(handler).send(new ListBucketsCommand({}), { abortSignal }))(OPTIONS)`, limits: { request: '{ requestTimeout: 300, throwOnRequestTimeout: true }', socket: '{ socketTimeout: 300 }', signal: '{ abortSignal: AbortSignal.timeout(300) }' }, none: '{}' },
  { package: 'nodemailer', load: `const { default: nodemailer } = await import('nodemailer');`, call: `nodemailer.createTransport({ host: HOST, port: PORT, ...OPTIONS }).sendMail({ from: 'a@b.c', to: 'a@b.c', text: 'x' })`, limits: { greeting: '{ greetingTimeout: 300 }', socket: '{ socketTimeout: 300 }' } },
  { package: '@upstash/redis', load: `const { Redis } = await import('@upstash/redis');`, call: `new Redis({ url: URL, token: 'x', retry: false, ...OPTIONS }).get('x')`, limits: {} },
  { package: 'ioredis', load: `const { Redis } = await import('ioredis');`, call: `(() => { const client = new Redis(PORT, HOST, OPTIONS); client.on('error', () => {}); return client.get('x'); })()`, limits: { command: '{ commandTimeout: 300 }' }, none: '{}' },
  { package: 'pg', load: `const { default: pg } = await import('pg');`, call: `new pg.Client({ host: HOST, port: PORT, ...OPTIONS }).connect()`, limits: { connect: '{ connectionTimeoutMillis: 300 }' } },
  { package: 'mysql2/promise', load: `const mysql = await import('mysql2/promise');`, call: `mysql.createConnection({ host: HOST, port: PORT, ...OPTIONS })`, limits: { connect: '{ connectTimeout: 300 }' } },
  { package: 'mariadb', load: `const mariadb = await import('mariadb');`, call: `mariadb.createConnection({ host: HOST, port: PORT, ...OPTIONS })`, limits: { connect: '{ connectTimeout: 300 }' } },
  { package: 'mongodb', load: `const { MongoClient } = await import('mongodb');`, call: `new MongoClient('mongodb://' + HOST + ':' + PORT, OPTIONS).db().collection('x').findOne()`, limits: { serverSelection: '{ serverSelectionTimeoutMS: 300 }' }, none: '{}' },
  { package: 'amqplib', load: `const { connect } = await import('amqplib');`, call: `connect('amqp://' + HOST + ':' + PORT, OPTIONS)`, limits: {}, none: '{}' },
  { package: 'ws', load: `const { WebSocket } = await import('ws');`, call: `new Promise((resolve, reject) => new WebSocket(URL.replace('http', 'ws'), OPTIONS).on('open', resolve).on('error', reject))`, limits: { handshake: '{ handshakeTimeout: 300 }' }, none: '{}' },
  { package: 'ssh2', load: `const { default: ssh } = await import('ssh2');`, call: `new Promise((resolve, reject) => new ssh.Client().on('ready', resolve).on('error', reject).connect({ host: HOST, port: PORT, username: 'x', password: 'x', ...OPTIONS }))`, limits: { ready: '{ readyTimeout: 300 }' } },
  { package: 'basic-ftp', load: `const { Client } = await import('basic-ftp');`, call: `new Client(OPTIONS).access({ host: HOST, port: PORT })`, limits: { timeout: '300' }, none: '0' },
  { package: '@grpc/grpc-js', load: `const grpc = await import('@grpc/grpc-js'); const client = new grpc.Client(HOST + ':' + PORT, grpc.credentials.createInsecure());`, call: `new Promise((resolve, reject) => client.makeUnaryRequest('/a.B/c', (x) => x, (x) => x, Buffer.alloc(0), new grpc.Metadata({ waitForReady: true }), OPTIONS, (error) => (error ? reject(error) : resolve())))`, limits: { deadline: '{ deadline: Date.now() + 300 }' }, none: '{}' },
];
