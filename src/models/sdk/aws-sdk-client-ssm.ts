import { awsClient } from '../parts/aws.js';

export default awsClient('ssm', 'SSM', { checked: '3.1162.0', batch: 'GetParametersCommand', silenceMs: 900_000 });
