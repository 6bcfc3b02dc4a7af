import { defineModel } from '../model.js';
import http from './node-http.js';

const { request, get, createServer, Server, Agent, globalAgent } = http.exports;

/** The same shapes as `node:http`, over TLS. */
export default defineModel({
  ...http,
  package: 'node:https',
  aliases: ['https'],
  docs: 'https://nodejs.org/api/https.html',
  exports: {
    default: { namespace: true },
    request: request!,
    get: get!,
    createServer: createServer!,
    Server: Server!,
    Agent: Agent!,
    globalAgent: globalAgent!,
  },
  types: Object.fromEntries(
    Object.entries(http.types).map(([name, type]) => [name, { ...type, extends: `node:http#${name}` }]),
  ),
});
