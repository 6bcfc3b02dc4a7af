import { awsClient } from '../parts/aws.js';

export default awsClient('sfn', 'SFN', { checked: '3.1164.0', silenceMs: 900_000 });
