import { awsClient } from '../parts/aws.js';

export default awsClient('sqs', 'SQS', { checked: '3.1169.0', batch: 'SendMessageBatchCommand', silenceMs: 900_000 });
