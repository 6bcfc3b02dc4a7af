import { awsClient } from '../parts/aws.js';

export default awsClient('cloudwatch-logs', 'CloudWatchLogs', { checked: '3.1169.0', silenceMs: 300_000 });
