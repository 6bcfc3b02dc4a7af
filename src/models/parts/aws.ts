import { type Call, type LibraryModel, defineModel } from '../model.js';

const call: Call = { concept: 'external-call', medium: 'http', options: 1, timeouts: ['request', 'socket', 'signal'], signal: 'abortSignal', failure: { as: 'error', status: '$metadata.httpStatusCode' } };

interface Service {
  checked: string;
  batch?: string;
  /** The command that sends one of what `batch` sends many of. */
  batchOf?: string;
  /** The silence on the socket, in ms, after which newer versions of this client give up where nothing is set. */
  silenceMs?: number;
  /** A command whose answer is a stream. */
  stream?: string;
  /** Commands that take as long as what they move is large. */
  sized?: string[];
  /** It speaks HTTP/2, whose handler has no `socketTimeout` and no `connectionTimeout`. */
  isHttp2?: boolean;
}

/** The model of one service's client: all of them have the same shape. */
export function awsClient(service: string, name: string, { checked, batch, batchOf, silenceMs, stream, sized, isHttp2 = false }: Service): LibraryModel {
  const timeouts = isHttp2 ? http2Timeouts : awsTimeouts;
  const own: Call = { ...call, timeouts: isHttp2 ? ['request', 'signal'] : call.timeouts! };
  const send: Call = { ...own, access: 'either', ...(batch && { batch }), ...(batchOf && { batchOf: { at: 'Argument[0]', is: [batchOf] } }), ...(sized && { sized: { at: 'Argument[0]', is: sized } }), ...(stream && { streams: { at: 'Argument[0]', is: stream } }) };
  const construction = { options: 0, timeouts: isHttp2 ? ['request'] : ['request', 'socket', 'connect'] };
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
        members: { 'get*|list*|describe*|head*|query*|scan*': { ...own, access: 'read' }, '*': { ...own, access: 'either' } },
      },
    },
    timeouts,
    retries: { default: 2, option: 'maxAttempts', kinds: 'throttling, network errors and 5xx' },
    notes: [
      ...(isHttp2 ? [] : ['`requestTimeout` only logs a warning in current versions: `throwOnRequestTimeout: true` makes it end the call.']),
      '`maxAttempts` counts all attempts: 3 by default. A signal bounds all of them.',
      ...(silenceMs === undefined ? [] : [`Since about 3.1160 a socket that is silent for ${silenceMs / 1000} s ends a call; before that, a call had no end.`]),
    ],
  });
}

export const awsTimeouts: NonNullable<LibraryModel['timeouts']> = {
  // It ends with the headers: a body that stops is waited for.
  request: {
    covers: 'headers',
    unit: 'ms',
    default: null,
    client: 'requestHandler.requestTimeout',
    off: [0],
    source: 'https://github.com/smithy-lang/smithy-typescript/blob/main/packages/types/src/http/httpHandlerInitialization.ts',
  },
  // Silence on the socket: a service that never answers is silent.
  socket: { covers: 'response', unit: 'ms', default: null, client: 'requestHandler.socketTimeout', off: [0] },
  connect: { covers: 'connect', unit: 'ms', default: null, client: 'requestHandler.connectionTimeout', off: [0] },
  signal: { covers: 'call', unit: 'ms', default: null, call: 'abortSignal', signal: true },
};

const http2Timeouts: NonNullable<LibraryModel['timeouts']> = {
  // Silence of the stream.
  request: {
    covers: 'response',
    unit: 'ms',
    default: null,
    client: 'requestHandler.requestTimeout',
    off: [0],
    source: 'https://github.com/smithy-lang/smithy-typescript/blob/main/packages/types/src/http/httpHandlerInitialization.ts',
  },
  signal: { covers: 'call', unit: 'ms', default: null, call: 'abortSignal', signal: true },
};
