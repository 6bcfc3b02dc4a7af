import { awsClient } from '../parts/aws.js';

export default awsClient('sns', 'SNS', { checked: '3.1162.0', batch: 'PublishBatchCommand', batchOf: 'PublishCommand', silenceMs: 300_000 });
