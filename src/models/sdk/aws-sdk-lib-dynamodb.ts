import { type Call, defineModel } from '../model.js';
import { awsTimeouts } from '../parts/aws.js';

const call: Call = {
  concept: 'query',
  access: 'either',
  medium: 'document',
  options: 1,
  timeouts: ['request', 'socket', 'signal'],
  signal: 'abortSignal',
  batch: 'BatchGetCommand',
  writeBatch: 'BatchWriteCommand',
};


export default defineModel({
  package: '@aws-sdk/lib-dynamodb',
  versions: '>=3',
  checked: '3.1162.0',
  docs: 'https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/Package/-aws-sdk-lib-dynamodb/',
  area: 'sdk',
  typedBy: ['@aws-sdk/client-dynamodb@3.1162.0'],
  exports: {
    DynamoDBDocumentClient: { class: 'Client', statics: { from: { returns: 'Client' } } },
    DynamoDBDocument: { class: 'Document', statics: { from: { returns: 'Document' } } },
  },
  types: {
    Client: { members: { send: call, destroy: { concept: 'close' } } },
    Document: {
      extends: 'Client',
      members: {
        get: { ...call, access: 'read', rows: 'one', batch: 'batchGet(request)' },
        'query|scan': { ...call, access: 'read', rows: 'many' },
        'put|update|delete': { ...call, access: 'write', batch: 'batchWrite(request)' },
        'batchGet|transactGet': { ...call, access: 'read', bulk: true },
        'batchWrite|transactWrite': { ...call, access: 'write', bulk: true },
      },
    },
  },
  timeouts: awsTimeouts,
  retries: { default: 2, kinds: 'as the client that it wraps' },
});
