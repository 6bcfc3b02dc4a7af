import { awsClient } from '../parts/aws.js';

export default awsClient('sts', 'STS', { checked: '3.1162.0', silenceMs: 300_000 });
