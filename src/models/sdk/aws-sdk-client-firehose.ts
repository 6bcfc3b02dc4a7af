import { awsClient } from '../parts/aws.js';

export default awsClient('firehose', 'Firehose', { checked: '3.1169.0', batch: 'PutRecordBatchCommand', batchOf: 'PutRecordCommand', silenceMs: 300_000 });
