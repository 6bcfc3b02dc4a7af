import { awsClient } from '../parts/aws.js';

export default awsClient('sesv2', 'SESv2', { checked: '3.1162.0', batch: 'SendBulkEmailCommand', silenceMs: 300_000 });
