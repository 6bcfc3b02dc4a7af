import { awsClient } from '../parts/aws.js';

export default awsClient('cloudwatch', 'CloudWatch', { checked: '3.1162.0', silenceMs: 900_000 });
