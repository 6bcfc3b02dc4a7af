import { awsClient } from '../parts/aws.js';

export default awsClient('ec2', 'EC2', { checked: '3.1169.0', silenceMs: 900_000 });
