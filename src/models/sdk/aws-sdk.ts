import { type Call, type Construction, defineModel } from '../model.js';

const call: Call = {
  concept: 'external-call',
  medium: 'http',
  timeouts: ['timeout'],
  returns: 'Request',
};
const construction: Construction = { options: 0, timeouts: ['timeout'] };
const service = { class: 'Service', construction } as const;

export default defineModel({
  package: 'aws-sdk',
  versions: '>=2 <3',
  checked: '2.1693.0',
  docs: 'https://docs.aws.amazon.com/AWSJavaScriptSDK/latest/AWS/Config.html#httpOptions-property',
  area: 'sdk',
  exports: {
    default: { namespace: true },
    S3: service,
    SQS: service,
    SNS: service,
    SES: service,
    DynamoDB: { ...service, namespace: { DocumentClient: { class: 'Service', construction } } },
    Lambda: service,
    SecretsManager: service,
    SSM: service,
    KMS: service,
    CloudWatch: service,
    Kinesis: service,
  },
  types: {
    Service: {
      members: { 'get*|list*|describe*|head*|query*|scan*': { ...call, access: 'read' }, '*': { ...call, access: 'either' } },
    },
    Request: { members: { promise: {} } },
  },
  timeouts: { timeout: { covers: 'response', unit: 'ms', default: 120_000, client: 'httpOptions.timeout', off: [0] } },
  retries: { default: 3, option: 'maxRetries', kinds: 'throttling, network errors and 5xx; ten for DynamoDB' },
  notes: ['The package has reached its end of support: the clients under `@aws-sdk/` follow it.'],
});
