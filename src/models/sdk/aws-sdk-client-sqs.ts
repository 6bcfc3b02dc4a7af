import { awsClient } from '../parts/aws.js';

export default awsClient('sqs', 'SQS', { checked: '3.1169.0', batch: 'SendMessageBatchCommand', batchOf: 'SendMessageCommand', silenceMs: 900_000 });
