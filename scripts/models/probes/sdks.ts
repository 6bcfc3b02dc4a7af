import type { CallProbe } from './call-probe.js';

const signal = '{ signal: AbortSignal.timeout(300) }';
const timeout = '{ timeout: 300 }';

/** Clients of one shape: service, class, command that needs no input. */
const AWS: readonly [service: string, name: string, command: string, input?: string][] = [
  ['bedrock-runtime', 'BedrockRuntime', 'ListAsyncInvokesCommand'],
  ['cloudwatch', 'CloudWatch', 'ListDashboardsCommand'],
  ['cognito-identity-provider', 'CognitoIdentityProvider', 'ListUserPoolsCommand', '{ MaxResults: 1 }'],
  ['dynamodb', 'DynamoDB', 'ListTablesCommand'],
  ['eventbridge', 'EventBridge', 'ListRulesCommand'],
  ['kms', 'KMS', 'ListKeysCommand'],
  ['lambda', 'Lambda', 'ListFunctionsCommand'],
  ['secrets-manager', 'SecretsManager', 'ListSecretsCommand'],
  ['ses', 'SES', 'ListIdentitiesCommand'],
  ['sesv2', 'SESv2', 'ListContactListsCommand'],
  ['sns', 'SNS', 'ListTopicsCommand'],
  ['sqs', 'SQS', 'ListQueuesCommand'],
  ['ssm', 'SSM', 'DescribeParametersCommand'],
  ['sts', 'STS', 'GetCallerIdentityCommand'],
  ['apigatewaymanagementapi', 'ApiGatewayManagementApi', 'GetConnectionCommand', "{ ConnectionId: 'x' }"],
  ['athena', 'Athena', 'ListWorkGroupsCommand'],
  ['bedrock-agent-runtime', 'BedrockAgentRuntime', 'RetrieveCommand', "{ knowledgeBaseId: 'x', retrievalQuery: { text: 'x' } }"],
  ['cloudfront', 'CloudFront', 'ListDistributionsCommand'],
  ['cloudwatch-logs', 'CloudWatchLogs', 'DescribeLogGroupsCommand'],
  ['ec2', 'EC2', 'DescribeVpcsCommand'],
  ['ecs', 'ECS', 'ListClustersCommand'],
  ['firehose', 'Firehose', 'ListDeliveryStreamsCommand'],
  ['kinesis', 'Kinesis', 'ListStreamsCommand'],
  ['rekognition', 'Rekognition', 'ListCollectionsCommand'],
  ['scheduler', 'Scheduler', 'ListSchedulesCommand'],
  ['sfn', 'SFN', 'ListStateMachinesCommand'],
  ['textract', 'Textract', 'ListAdaptersCommand'],
];

/** Those that speak HTTP/2: their handler has no limit of the socket, and a server of HTTP/1 tells nothing of them. */
const HTTP2 = new Set(['bedrock-runtime', 'bedrock-agent-runtime', 'kinesis']);

const aws = AWS.map(([service, name, command, input = '{}']): CallProbe => ({
  package: `@aws-sdk/client-${service}`,
  load: `const { ${name}Client, ${command} } = await import('@aws-sdk/client-${service}'); const make = (requestHandler) => new ${name}Client({ endpoint: ADDRESS, region: 'x', credentials: { accessKeyId: 'x', secretAccessKey: 'x' }, maxAttempts: 1, requestHandler });`,
  call: `(({ abortSignal, ...handler }) => make(handler).send(new ${command}(${input}), { abortSignal }))(OPTIONS)`,
  none: '{}',
  ...(HTTP2.has(service)
    ? { limits: { request: '{ requestTimeout: 300 }', signal: '{ abortSignal: AbortSignal.timeout(300) }' } }
    : {
        limits: { request: '{ requestTimeout: 300, throwOnRequestTimeout: true }', socket: '{ socketTimeout: 300 }', signal: '{ abortSignal: AbortSignal.timeout(300) }' },
        connects: { connect: '{ connectionTimeout: 300 }' },
        read: 'CALL',
      }),
}));

/** SDKs whose address can be set. */
export const SDK_PROBES: readonly CallProbe[] = [
  ...aws,
  { package: 'openai', load: `const { default: OpenAI } = await import('openai'); const client = new OpenAI({ apiKey: 'x', baseURL: ADDRESS, maxRetries: 0 });`, call: `client.models.list(OPTIONS)`, limits: { timeout, signal }, read: 'CALL' },
  { package: '@anthropic-ai/sdk', load: `const { default: Anthropic } = await import('@anthropic-ai/sdk'); const client = new Anthropic({ apiKey: 'x', baseURL: ADDRESS, maxRetries: 0 });`, call: `client.models.list({}, OPTIONS)`, limits: { timeout, signal }, read: 'CALL' },
  { package: 'stripe', load: `const { default: Stripe } = await import('stripe'); const client = new Stripe('sk_test_x', { host: HOST, port: PORT, protocol: 'http', maxNetworkRetries: 0 });`, call: `client.customers.list({}, OPTIONS)`, limits: { timeout }, none: '{}', read: 'CALL' },
  { package: '@slack/web-api', load: `const { WebClient } = await import('@slack/web-api');`, call: `new WebClient('x', { slackApiUrl: ADDRESS, retryConfig: { retries: 0 }, ...OPTIONS }).users.list()`, limits: { timeout }, read: 'CALL' },
  { package: '@slack/webhook', load: `const { IncomingWebhook } = await import('@slack/webhook');`, call: `new IncomingWebhook(ADDRESS, OPTIONS).send('x')`, limits: { timeout }, read: 'CALL' },
  { package: '@octokit/rest', load: `const { Octokit } = await import('@octokit/rest'); const client = new Octokit({ baseUrl: ADDRESS });`, call: `client.request('GET /user', OPTIONS)`, limits: { signal: `{ request: ${signal} }` }, read: 'CALL' },
  { package: '@supabase/supabase-js', load: `const { createClient } = await import('@supabase/supabase-js');`, call: `createClient(ADDRESS, 'x', { realtime: { transport: class {} }, ...OPTIONS }).from('t').insert({}).throwOnError()`, limits: { db: '{ db: { timeout: 300 } }' }, none: '{}', read: 'CALL' },
  { package: 'meilisearch', load: `const { Meilisearch } = await import('meilisearch');`, call: `new Meilisearch({ host: ADDRESS, ...OPTIONS }).index('x').search('x')`, limits: { timeout, signal: `{ requestInit: ${signal} }` }, read: 'CALL' },
  { package: 'assemblyai', load: `const { AssemblyAI } = await import('assemblyai');`, call: `new AssemblyAI({ apiKey: 'x', baseUrl: ADDRESS }).transcripts.get('x', OPTIONS)`, limits: {}, read: 'CALL' },
  { package: '@google/genai', load: `const { GoogleGenAI } = await import('@google/genai'); const client = new GoogleGenAI({ apiKey: 'x', httpOptions: { baseUrl: ADDRESS } });`, call: `client.models.generateContent({ model: 'x', contents: 'x', config: OPTIONS })`, limits: { timeout: '{ httpOptions: { timeout: 300 } }', signal: '{ abortSignal: AbortSignal.timeout(300) }' }, none: '{}', read: 'CALL' },
  { package: '@aws-sdk/client-s3', load: `const { S3Client, ListBucketsCommand } = await import('@aws-sdk/client-s3'); const make = (requestHandler) => new S3Client({ endpoint: ADDRESS, region: 'x', credentials: { accessKeyId: 'x', secretAccessKey: 'x' }, maxAttempts: 1, forcePathStyle: true, requestHandler });`, call: `(({ abortSignal, ...handler }) => make(handler).send(new ListBucketsCommand({}), { abortSignal }))(OPTIONS)`, limits: { request: '{ requestTimeout: 300, throwOnRequestTimeout: true }', socket: '{ socketTimeout: 300 }', signal: '{ abortSignal: AbortSignal.timeout(300) }' }, connects: { connect: '{ connectionTimeout: 300 }' }, none: '{}', read: 'CALL' },
  { package: '@upstash/redis', load: `const { Redis } = await import('@upstash/redis');`, call: `new Redis({ url: ADDRESS, token: 'x', retry: false, ...OPTIONS }).get('x')`, limits: { signal }, none: '{}', read: 'CALL' },
  { package: 'octokit', load: `const { Octokit } = await import('octokit'); const client = new Octokit({ baseUrl: ADDRESS, retry: { enabled: false } });`, call: `client.request('GET /user', OPTIONS)`, limits: { signal: `{ request: ${signal} }` }, read: 'CALL' },
  { package: 'algoliasearch', load: `const { algoliasearch } = await import('algoliasearch'); const make = (timeouts) => algoliasearch('x', 'y', { hosts: [{ url: HOST + ':' + PORT, accept: 'readWrite', protocol: 'http' }], ...(timeouts && { timeouts }) });`, call: `(({ client, call }) => make(client).searchSingleIndex({ indexName: 'x' }, call && { timeouts: call }))(OPTIONS)`, limits: { connect: '{ client: { connect: 300, read: 5000, write: 5000 } }', read: '{ client: { connect: 2000, read: 300, write: 300 } }', callRead: '{ call: { read: 300 } }' }, none: '{}', read: 'CALL' },
  { package: '@azure/core-rest-pipeline', load: `const { createPipelineFromOptions, createPipelineRequest, createDefaultHttpClient } = await import('@azure/core-rest-pipeline'); const pipeline = createPipelineFromOptions({ retryOptions: { maxRetries: 0 } }); const http = createDefaultHttpClient();`, call: `pipeline.sendRequest(http, createPipelineRequest({ url: ADDRESS, allowInsecureConnection: true, ...OPTIONS }))`, limits: { pipelineTimeout: timeout, pipelineSignal: '{ abortSignal: AbortSignal.timeout(300) }' }, none: '{}', read: 'CALL' },
  { package: '@azure/storage-blob', load: `const { BlobServiceClient, AnonymousCredential } = await import('@azure/storage-blob'); const make = (retryOptions) => new BlobServiceClient(ADDRESS + '/account', new AnonymousCredential(), { retryOptions: { maxTries: 1, ...retryOptions } });`, call: `(({ abortSignal, ...retry }) => make(retry).getProperties({ abortSignal }))(OPTIONS)`, limits: { signal: '{ abortSignal: AbortSignal.timeout(300) }' }, none: '{}', read: 'CALL' },
  { package: '@elevenlabs/elevenlabs-js', load: `const { ElevenLabsClient } = await import('@elevenlabs/elevenlabs-js'); const client = new ElevenLabsClient({ apiKey: 'x', baseUrl: ADDRESS, maxRetries: 0 });`, call: `client.voices.getAll({}, { maxRetries: 0, ...OPTIONS })`, limits: { timeout: '{ timeoutInSeconds: 0.3 }', signal: '{ abortSignal: AbortSignal.timeout(300) }' }, none: '{}', read: 'CALL' },
  { package: '@google-cloud/storage', versions: '>=8', load: `const { Storage } = await import('@google-cloud/storage'); const make = (options) => new Storage({ apiEndpoint: ADDRESS, projectId: 'x', useAuthWithCustomEndpoint: false, retryOptions: { autoRetry: false, maxRetries: 0 }, ...options });`, call: `make(OPTIONS).bucket('x').getMetadata()`, limits: {}, none: '{}', read: 'CALL' },
  { package: '@google-cloud/storage', versions: '>=6 <8', load: `const { Storage } = await import('@google-cloud/storage'); const make = (options) => new Storage({ apiEndpoint: ADDRESS, projectId: 'x', useAuthWithCustomEndpoint: false, retryOptions: { autoRetry: false, maxRetries: 0 }, ...options });`, call: `make(OPTIONS).bucket('x').getMetadata()`, limits: { timeout }, none: '{}', read: 'CALL' },
  { package: 'googleapis', load: `const { google } = await import('googleapis'); const drive = google.drive({ version: 'v3', auth: 'x', rootUrl: ADDRESS + '/' });`, call: `drive.files.list({}, { retry: false, ...OPTIONS })`, limits: { timeout, signal }, none: '{}', read: 'CALL' },
  { package: '@langchain/openai', needs: ['@langchain/core@1.4.0'], load: `const { ChatOpenAI } = await import('@langchain/openai'); const make = (options) => new ChatOpenAI({ apiKey: 'x', model: 'x', maxRetries: 0, configuration: { baseURL: ADDRESS }, ...options });`, call: `(({ client, call }) => make(client).invoke('x', call))(OPTIONS)`, limits: { timeout: '{ client: { timeout: 300 } }', callTimeout: '{ call: { timeout: 300 } }', signal: '{ call: { signal: AbortSignal.timeout(300) } }' }, none: '{}', read: 'CALL' },
  { package: '@linear/sdk', load: `const { LinearClient } = await import('@linear/sdk');`, call: `new LinearClient({ apiKey: 'x', apiUrl: ADDRESS, ...OPTIONS }).viewer`, limits: { signal }, none: '{}', read: 'CALL' },
  { package: '@sendgrid/client', load: `const { default: sendgrid } = await import('@sendgrid/client'); const make = (options) => { const client = new sendgrid.Client(); client.setApiKey('SG.x'); client.setDefaultRequest({ baseUrl: ADDRESS, ...options }); return client; };`, call: `make(OPTIONS).request({ url: '/v3/x', method: 'GET' })`, limits: { timeout }, none: '{}', read: 'CALL' },
  { package: 'twilio', load: `const { default: twilio } = await import('twilio'); const make = (options) => { const client = twilio('ACx', 'y', options); const send = client.httpClient.request.bind(client.httpClient); client.httpClient.request = (options) => send({ ...options, uri: ADDRESS }); return client; };`, call: `make(OPTIONS).messages.list({ limit: 1 })`, limits: { timeout }, none: '{}', read: 'CALL' },
  { package: 'ai', needs: ['@ai-sdk/openai@3.0.0'], load: `const { generateText } = await import('ai'); const { createOpenAI } = await import('@ai-sdk/openai'); const model = createOpenAI({ apiKey: 'x', baseURL: ADDRESS })('x');`, call: `generateText({ model, prompt: 'x', maxRetries: 0, ...OPTIONS })`, limits: { signal: '{ abortSignal: AbortSignal.timeout(300) }' }, none: '{}', read: 'CALL' },
  { package: 'aws-sdk', load: `const { default: AWS } = await import('aws-sdk');`, call: `new AWS.S3({ endpoint: ADDRESS, region: 'x', accessKeyId: 'x', secretAccessKey: 'x', maxRetries: 0, s3ForcePathStyle: true, ...OPTIONS }).listBuckets().promise()`, limits: { timeout: '{ httpOptions: { timeout: 300 } }' }, none: '{}', read: 'CALL' },
  { package: '@upstash/qstash', load: `const { Client } = await import('@upstash/qstash');`, call: `new Client({ baseUrl: ADDRESS, token: 'x', retry: false }).publishJSON({ url: 'https://example.com', body: {} })`, limits: {}, read: 'CALL' },
  { package: '@libsql/client', load: `const { createClient } = await import('@libsql/client/http');`, call: `createClient({ url: ADDRESS }).execute('SELECT 1')`, limits: {}, read: 'CALL' },
  { package: '@planetscale/database', load: `const { connect } = await import('@planetscale/database');`, call: `connect({ url: ADDRESS.replace('http', 'mysql').replace('//', '//u:p@') + '/db', fetch: (url, options) => fetch(String(url).replace('https:', 'http:'), options) }).execute('SELECT 1')`, limits: {}, read: 'CALL' },
  { package: '@neondatabase/serverless', load: `const { neon, neonConfig } = await import('@neondatabase/serverless'); neonConfig.fetchEndpoint = () => ADDRESS;`, call: `neon('postgres://u:p@host.example.com/db')\`SELECT 1\``, limits: {}, read: 'CALL' },
];
