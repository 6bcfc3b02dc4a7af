import { awsClient } from '../parts/aws.js';

export default awsClient('athena', 'Athena', { checked: '3.1164.0', silenceMs: 900_000 });
