import type { CallProbe } from './call-probe.js';

const signal = '{ signal: AbortSignal.timeout(300) }';
const timeout = '{ timeout: 300 }';
const text = '(CALL).then((response) => response.text())';
const agent = (options: string) => `{ dispatcher: new Agent(${options}) }`;
const nodeRequest = (module: string) =>
  `const http = await import('${module}'); const get = (options) => new Promise((resolve, reject) => { const request = http.get(ADDRESS, options, (response) => { response.on('error', reject).on('end', resolve).resume(); }); request.on('error', reject); request.on('timeout', () => request.destroy(new Error('timeout'))); });`;

/** HTTP clients. */
export const HTTP_PROBES: readonly CallProbe[] = [
  {
    package: 'global',
    needs: ['undici@7.30.2'],
    load: `const { Agent } = await import('undici');`,
    call: 'fetch(ADDRESS, OPTIONS)',
    limits: { signal, headersTimeout: agent('{ headersTimeout: 300 }'), bodyTimeout: agent('{ headersTimeout: 300, bodyTimeout: 300 }') },
    read: text,
  },
  {
    package: 'axios',
    load: `const { default: axios } = await import('axios');`,
    call: 'axios.get(ADDRESS, OPTIONS)',
    limits: { timeout, signal, cancelToken: '{ cancelToken: (() => { const source = axios.CancelToken.source(); setTimeout(() => source.cancel("late"), 300); return source.token; })() }' },
    read: 'CALL',
  },
  {
    package: 'got',
    versions: '>=12',
    load: `const { default: got } = await import('got');`,
    call: 'got(ADDRESS, { retry: { limit: 0 }, ...OPTIONS })',
    limits: { request: '{ timeout: { request: 300 } }', response: '{ timeout: { response: 300 } }', socket: '{ timeout: { socket: 300 } }', signal },
    read: 'CALL',
  },
  {
    package: 'got',
    versions: '>=10 <12',
    load: `const { default: got } = await import('got');`,
    call: 'got(ADDRESS, { retry: 0, ...OPTIONS })',
    limits: { plain: '{ timeout: 300 }', request: '{ timeout: { request: 300 } }', response: '{ timeout: { response: 300 } }', socket: '{ timeout: { socket: 300 } }' },
    read: 'CALL',
  },
  {
    package: 'ky',
    load: `const { default: ky } = await import('ky');`,
    call: 'ky(ADDRESS, { retry: 0, ...OPTIONS })',
    limits: { timeout, signal, totalTimeout: '{ timeout: false, totalTimeout: 300 }' },
    read: text,
  },
  { package: 'node-fetch', versions: '>=3', load: `const { default: fetch } = await import('node-fetch');`, call: 'fetch(ADDRESS, OPTIONS)', limits: { signal }, read: text },
  { package: 'node-fetch', versions: '<3', load: `const { default: fetch } = await import('node-fetch');`, call: 'fetch(ADDRESS, OPTIONS)', limits: { signal, timeout }, read: text },
  {
    package: 'undici',
    load: `const { request, fetch, Agent } = await import('undici');`,
    call: 'request(ADDRESS, OPTIONS)',
    limits: { headersTimeout: '{ headersTimeout: 300 }', bodyTimeout: '{ headersTimeout: 300, bodyTimeout: 300 }', dispatcherHeadersTimeout: agent('{ headersTimeout: 300 }'), signal },
    read: '(CALL).then(({ body }) => body.text())',
  },
  { package: 'ofetch', load: `const { ofetch } = await import('ofetch');`, call: 'ofetch(ADDRESS, { retry: 0, ...OPTIONS })', limits: { timeout, signal }, read: 'CALL' },
  { package: 'gaxios', load: `const { request } = await import('gaxios');`, call: 'request({ url: ADDRESS, ...OPTIONS })', limits: { timeout, signal }, read: 'CALL' },
  {
    package: 'needle',
    load: `const { default: needle } = await import('needle');`,
    call: `needle('get', ADDRESS, null, OPTIONS)`,
    limits: { response: '{ response_timeout: 300 }', read: '{ response_timeout: 300, read_timeout: 300 }', signal },
    none: '{}',
    read: 'CALL',
  },
  {
    package: 'superagent',
    load: `const { default: superagent } = await import('superagent');`,
    call: 'superagent.get(ADDRESS).timeout(OPTIONS)',
    limits: { timeout: '300', deadline: '{ deadline: 300 }', response: '{ response: 300 }' },
    none: '{}',
    read: 'CALL',
  },
  {
    package: 'wretch',
    load: `const { default: wretch } = await import('wretch'); const { default: abort } = await import('wretch/addons/abort');`,
    call: '(({ ms, ...options }) => { const request = wretch(ADDRESS, options).addon(abort()).get(); return ms ? request.setTimeout(ms).text() : request.text(); })(OPTIONS)',
    limits: { signal, setTimeout: '{ ms: 300 }' },
    none: '{}',
    read: 'CALL',
  },
  {
    package: 'graphql-request',
    needs: ['graphql@16.15.0'],
    load: `const { GraphQLClient } = await import('graphql-request'); const client = new GraphQLClient(ADDRESS);`,
    call: `client.request({ document: '{ a }', ...OPTIONS })`,
    limits: { signal },
    read: 'CALL',
  },
  {
    package: '@apollo/client',
    load: `const { ApolloClient, HttpLink, InMemoryCache, gql } = await import('@apollo/client/core'); const client = new ApolloClient({ link: new HttpLink({ uri: ADDRESS }), cache: new InMemoryCache() });`,
    call: `client.query({ query: gql('{ a' + Math.floor(Math.random() * 1e6) + ' }'), ...OPTIONS })`,
    limits: { signal: `{ context: { fetchOptions: ${signal} } }` },
    read: 'CALL',
  },
  {
    package: '@urql/core',
    needs: ['graphql@16.15.0'],
    load: `const { Client, fetchExchange } = await import('@urql/core'); const client = new Client({ url: ADDRESS, exchanges: [fetchExchange], preferGetMethod: false });`,
    call: `client.query('{ a }', OPTIONS).toPromise()`,
    limits: {},
    none: '{}',
    read: 'CALL',
  },
  {
    package: '@nestjs/axios',
    needs: ['axios@1.21.1', 'rxjs@7.8.2', '@nestjs/common@12.5.1', 'reflect-metadata@0.2.2'],
    load: `await import('reflect-metadata'); const { HttpService } = await import('@nestjs/axios'); const { default: axios } = await import('axios'); const { firstValueFrom, timeout: limit } = await import('rxjs'); const service = new HttpService(axios.create());`,
    call: '(({ ms, ...options }) => firstValueFrom(ms ? service.get(ADDRESS).pipe(limit(ms)) : service.get(ADDRESS, options)))(OPTIONS)',
    limits: { timeout, signal, operator: '{ ms: 300 }' },
    none: '{}',
    read: 'CALL',
  },
  { package: 'request', load: `const { default: request } = await import('request');`, call: `new Promise((resolve, reject) => request.get(ADDRESS, OPTIONS, (error) => (error ? reject(error) : resolve())))`, limits: { timeout }, none: '{}', read: 'CALL' },
  { package: 'bent', load: `const { default: bent } = await import('bent');`, call: `bent(ADDRESS, 'string')('/')`, limits: {}, read: 'CALL' },
  { package: 'node:http', load: nodeRequest('node:http'), call: 'get(OPTIONS)', limits: { timeout, signal }, none: '{}', read: 'CALL' },
  {
    package: 'axios-retry',
    needs: ['axios@1.21.1'],
    load: `const { default: axios } = await import('axios'); const { default: retry } = await import('axios-retry'); const client = axios.create(); retry(client, { retries: 2 });`,
    call: 'client.get(ADDRESS, OPTIONS)',
    limits: {},
  },
];
