import { type Call, type LibraryModel, defineModel } from '../model.js';

const call: Call = { concept: 'external-call', medium: 'http', options: 1, timeouts: ['request', 'socket', 'signal'], signal: 'abortSignal' };

/**
 * The model of one service's client: all of them have the same shape. `silenceMs`: the silence after which the client
 * of this service gives up where nothing is set.
 */
export function awsClient(service: string, name: string, { checked, batch, silenceMs = null }: { checked: string; batch?: string; silenceMs?: number | null }): LibraryModel {
  const send: Call = { ...call, access: 'either', ...(batch && { batch }) };
  const construction = { options: 0, timeouts: ['request', 'socket', 'connect'] };
  return defineModel({
    package: `@aws-sdk/client-${service}`,
    versions: '>=3',
    checked,
    docs: `https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/client/${service}/`,
    area: 'sdk',
    exports: {
      [`${name}Client`]: { class: 'Client', construction },
      [name]: { class: 'Service', construction },
    },
    types: {
      Client: { members: { send, destroy: { concept: 'close' } }, lifecycle: { stage: 'client', close: '$.destroy()' } },
      Service: {
        extends: 'Client',
        members: { 'get*|list*|describe*|head*|query*|scan*': { ...call, access: 'read' }, '*': { ...call, access: 'either' } },
      },
    },
    timeouts: awsTimeouts(silenceMs),
    retries: { default: 2, option: 'maxAttempts', kinds: 'throttling, network errors and 5xx' },
    notes: [
      '`requestTimeout` only logs a warning in current versions: `throwOnRequestTimeout: true` makes it end the call.',
      '`maxAttempts` counts all attempts: 3 by default. A signal bounds all of them.',
    ],
  });
}

export function awsTimeouts(silenceMs: number | null): NonNullable<LibraryModel['timeouts']> {
  return {
    request: {
      covers: 'call',
      unit: 'ms',
      default: null,
      client: 'requestHandler.requestTimeout',
      off: [0],
      source: 'https://github.com/smithy-lang/smithy-typescript/blob/main/packages/types/src/http/httpHandlerInitialization.ts',
    },
    // Silence on the socket: a service that never answers is silent.
    socket: { covers: 'response', unit: 'ms', default: silenceMs, client: 'requestHandler.socketTimeout', off: [0] },
    connect: { covers: 'connect', unit: 'ms', default: null, client: 'requestHandler.connectionTimeout', off: [0] },
    signal: { covers: 'call', unit: 'ms', default: null, call: 'abortSignal', signal: true },
  };
}
