import { awsClient } from '../parts/aws.js';

export default awsClient('kinesis', 'Kinesis', { checked: '3.1143.0', batch: 'PutRecordsCommand', batchOf: 'PutRecordCommand', isHttp2: true });
