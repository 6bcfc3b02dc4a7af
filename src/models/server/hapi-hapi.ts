import { type Construction, defineModel } from '../model.js';

const construction: Construction = { options: 0, timeouts: ['payload', 'server', 'socket'] };

export default defineModel({
  package: '@hapi/hapi',
  versions: '>=20',
  checked: '21.4.10',
  docs: 'https://hapi.dev/api/?v=21.4.10',
  area: 'server',
  exports: {
    default: { namespace: true },
    server: { function: { returns: 'Server', options: 0 }, construction },
    Server: { class: 'Server', construction },
    Request: { type: 'Request' },
    ResponseToolkit: { type: 'ResponseToolkit' },
  },
  types: {
    Server: {
      members: {
        start: { concept: 'listen' },
        stop: { concept: 'close', options: 0 },
        route: {
          concept: 'route',
          pathAt: 'Argument[0].path',
          callbacks: [
            { at: 'Argument[0].handler', role: 'handler', params: ['Request', 'ResponseToolkit'] },
            { at: 'Argument[0].options.handler', role: 'handler', params: ['Request', 'ResponseToolkit'] },
          ],
        },
        ext: { concept: 'middleware', callbacks: [{ at: 'Argument[1]', role: 'handler', params: ['Request', 'ResponseToolkit'] }] },
        'register|inject|decorate|method': {},
      },
      properties: { listener: 'node:http#Server' },
      construction,
      lifecycle: { stage: 'server', close: '$.stop({ timeout: 10_000 })', opens: ['start'], httpServer: '$.listener' },
    },
    Request: { properties: { server: 'Server' } },
    ResponseToolkit: { members: { 'response|redirect': {} } },
  },
  timeouts: {
    payload: { covers: 'receiving', unit: 'ms', default: 10_000, client: 'routes.payload.timeout', off: [false] },
    server: { covers: 'handler', unit: 'ms', default: null, client: 'routes.timeout.server', off: [false] },
    socket: { covers: 'idle', unit: 'ms', default: null, client: 'routes.timeout.socket', off: [false] },
  },
  notes: ['A rejected handler is answered with 500. `stop()` waits 5 s for open connections by default.', 'A payload may have 1 MiB (`routes.payload.maxBytes`).'],
});
