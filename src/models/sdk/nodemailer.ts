import { type Call, defineModel } from '../model.js';

const construction = { options: 0, timeouts: ['socket', 'greeting', 'connection'], pool: { max: { at: 'maxConnections', default: 5 } } };
const call: Call = { concept: 'external-call', medium: 'email', timeouts: ['socket', 'greeting', 'connection'], failure: { as: 'error', status: 'responseCode' } };

export default defineModel({
  package: 'nodemailer',
  versions: '>=6',
  checked: '10.6.0',
  docs: 'https://nodemailer.com/smtp#connection-options',
  area: 'sdk',
  exports: {
    default: { namespace: true },
    createTransport: { function: { returns: 'Transporter', options: 0 }, construction },
    Transporter: { type: 'Transporter' },
  },
  types: {
    Transporter: {
      members: { sendMail: { ...call, access: 'write' }, verify: { ...call, access: 'read' }, close: { concept: 'close' }, 'use|isIdle': {} },
      lifecycle: { stage: 'client', close: '$.close()', keepsBy: 'pool' },
    },
  },
  timeouts: {
    // Silence on the socket: a server that never answers is silent.
    socket: { covers: 'response', unit: 'ms', default: 600_000, client: 'socketTimeout' },
    greeting: { covers: 'connect', unit: 'ms', default: 30_000, client: 'greetingTimeout' },
    connection: { covers: 'connect', unit: 'ms', default: 120_000, client: 'connectionTimeout' },
  },
  retries: { default: 0 },
  notes: ['A mail server that falls silent after its greeting is waited for ten minutes. No message takes a limit or a signal of its own.'],
});
