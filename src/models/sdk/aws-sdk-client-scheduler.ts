import { awsClient } from '../parts/aws.js';

export default awsClient('scheduler', 'Scheduler', { checked: '3.1169.0', silenceMs: 300_000 });
