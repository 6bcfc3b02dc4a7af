import { awsClient } from '../parts/aws.js';

export default awsClient('cloudfront', 'CloudFront', { checked: '3.1164.0', silenceMs: 300_000 });
