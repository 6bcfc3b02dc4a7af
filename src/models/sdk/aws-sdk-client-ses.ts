import { awsClient } from '../parts/aws.js';

export default awsClient('ses', 'SES', { checked: '3.1162.0', batch: 'SendBulkTemplatedEmailCommand', silenceMs: 300_000 });
