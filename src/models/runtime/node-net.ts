import { type Call, type LibraryModel, defineModel } from '../model.js';

const connect: Call = {
  concept: 'connect',
  medium: 'socket',
  options: 0,
  returns: 'Socket',
  acquires: { kind: 'connection', release: ['end', 'destroy'] },
};

const on: Call = {
  concept: 'event',
  eventAt: 'Argument[0]',
  returns: 'self',
  callbacks: [{ at: 'Argument[1]', role: 'listener' }],
  events: { error: { callbacks: [{ at: 'Argument[1]', role: 'listener', params: ['error'] }] } },
};

export const netFacts: Pick<LibraryModel, 'versions' | 'checked' | 'area' | 'types' | 'notes'> = {
  versions: '>=18',
  checked: '26.10.0',
  area: 'runtime',
  types: {
    Socket: {
      members: {
        'write|setTimeout|setKeepAlive|setNoDelay': {},
        'end|destroy': { concept: 'release' },
        'on|once|addListener': on,
      },
    },
    Server: {
      members: {
        listen: { concept: 'listen', returns: 'self', callbacks: [{ at: 'Argument[last]', role: 'callback' }] },
        close: { concept: 'close', returns: 'self' },
        'on|once|addListener': {
          ...on,
          events: { ...on.events, 'connection|secureConnection': { callbacks: [{ at: 'Argument[1]', role: 'handler', params: ['Socket'] }] } },
        },
      },
      lifecycle: { stage: 'server', close: 'new Promise((resolve) => $.close(resolve))', opens: ['listen'] },
    },
  },
  notes: ['`timeout` and `setTimeout()` only emit `timeout`: a listener must destroy the socket.'],
};

/** What makes a socket or a server, by its name in the module. */
export function netExports(...names: string[]): LibraryModel['exports'] {
  return {
    default: { namespace: true },
    ...Object.fromEntries(names.map((name) => [name, { function: connect }])),
    createServer: { function: { returns: 'Server', callbacks: [{ at: 'Argument[last]', role: 'handler', params: ['Socket'] }] } },
    Server: { class: 'Server' },
  };
}

export default defineModel({
  ...netFacts,
  package: 'node:net',
  aliases: ['net'],
  docs: 'https://nodejs.org/api/net.html',
  exports: { ...netExports('connect', 'createConnection'), Socket: { class: 'Socket' } },
});
