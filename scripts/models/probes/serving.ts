import { ends, shows, waits, type Case, type Probe } from './probe.js';

/** A client of a server in the same process: it says something, and is told when its connection is closed. */
const CLIENT = `const { connect } = await import('node:net'); const closed = (port, text) => new Promise((resolve, reject) => { const socket = connect(port, '127.0.0.1', () => socket.write(text)); socket.on('error', () => {}).resume().on('close', () => reject(new Error('the connection was closed'))); });
  const PART = 'GET / HTTP/1.1\\r\\n', WHOLE = 'GET / HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n', BODY = 'POST / HTTP/1.1\\r\\nHost: x\\r\\nContent-Type: text/plain\\r\\nContent-Length: 10\\r\\n\\r\\nab';`;

/** What a server that is made with `open(options, handler)` does to clients that are slow. */
const http: Record<string, Case> = {
  'timeouts.serverHandler default': waits(`open({}, () => {}).then((port) => closed(port, WHOLE))`, 'a handler that never answers is waited for'),
  'timeouts.serverHeaders': ends(`open({ headersTimeout: 300 }, () => {}).then((port) => closed(port, PART))`),
  'timeouts.serverRequest': ends(`open({ requestTimeout: 300, headersTimeout: 200 }, () => {}).then((port) => closed(port, BODY))`),
  'timeouts.serverKeepAlive': ends(`open({ keepAliveTimeout: 300 }, (request, response) => response.end()).then((port) => closed(port, WHOLE))`),
  'timeouts.serverSocket': ends(`open({}, () => {}, (server) => { server.timeout = 300; }).then((port) => closed(port, WHOLE))`),
};

const FASTIFY = `const { default: fastify } = await import('fastify'); const open = async (options, handler) => { const app = fastify(options); app.all('/', handler); await app.listen({ port: 0, host: '127.0.0.1' }); return app.server.address().port; };`;

const fastify = (versions: string, cases: Record<string, Case>): Probe => ({
  package: 'fastify',
  versions,
  server: 'none',
  load: `${CLIENT} ${FASTIFY}`,
  cases: {
    'timeouts.connection': ends(`open({ connectionTimeout: 300 }, () => new Promise(() => {})).then((port) => closed(port, WHOLE))`),
    'timeouts.keepAlive': ends(`open({ keepAliveTimeout: 300 }, async () => 'x').then((port) => closed(port, WHOLE))`),
    ...cases,
  },
});

/** Servers, as those see them who are slow or wait. */
export const SERVING_PROBES: readonly Probe[] = [
  {
    package: 'node:http',
    server: 'none',
    load: `${CLIENT} const { createServer } = await import('node:http'); const open = (options, handler, change = () => {}) => new Promise((resolve) => { const server = createServer({ connectionsCheckingInterval: 100, ...options }, handler); change(server); server.listen(0, '127.0.0.1', () => resolve(server.address().port)); });`,
    cases: http,
  },
  fastify('>=5', {
    'timeouts.handler default': waits(`open({}, () => new Promise(() => {})).then((port) => closed(port, WHOLE))`, 'a handler that never answers is waited for'),
    'timeouts.handler': shows('503 is answered', `open({ handlerTimeout: 300 }, () => new Promise(() => {})).then((port) => fetch('http://127.0.0.1:' + port)).then(({ status }) => status === 503)`),
  }),
  fastify('<5', {}),
  {
    package: 'socket.io-client',
    needs: ['socket.io@4.8.3'],
    server: 'none',
    load: `const { Server } = await import('socket.io'); const { io } = await import('socket.io-client'); const { once } = await import('node:events'); const { createServer } = await import('node:http'); const open = async (options) => { const server = createServer(); new Server(server); server.listen(0, '127.0.0.1'); await once(server, 'listening'); const socket = io('http://127.0.0.1:' + server.address().port, options); await new Promise((resolve) => socket.on('connect', resolve)); return socket; };`,
    cases: {
      'default acknowledgement': waits(`open({}).then((socket) => socket.emitWithAck('x'))`),
      'timeouts.ack': ends(`open({ ackTimeout: 300 }).then((socket) => socket.emitWithAck('x'))`),
      'timeouts.timed': ends(`open({}).then((socket) => socket.timeout(300).emitWithAck('x'))`),
    },
  },
  {
    package: 'nats',
    server: 'none',
    load: `const { createServer } = await import('node:net'); const { connect } = await import('nats'); const open = () => new Promise((resolve) => { const server = createServer((socket) => { socket.on('error', () => {}); socket.write('INFO {"server_id":"x","version":"2.10.0","proto":1,"headers":true,"max_payload":1048576}\\r\\n'); socket.on('data', (data) => { if (String(data).includes('PING')) socket.write('PONG\\r\\n'); }); }).listen(0, '127.0.0.1', () => resolve(connect({ servers: '127.0.0.1:' + server.address().port }))); });`,
    cases: { 'timeouts.timeout': ends(`open().then((client) => client.request('x', '', { timeout: 300 }))`), 'timeouts.timeout default': ends(`open().then((client) => client.request('x'))`) },
  },
];
