import { awsClient } from '../parts/aws.js';

export default awsClient('firehose', 'Firehose', { checked: '3.1169.0', batch: 'PutRecordBatchCommand', silenceMs: 300_000 });
