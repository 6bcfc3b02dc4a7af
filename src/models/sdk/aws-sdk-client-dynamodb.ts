import { awsClient } from '../parts/aws.js';

export default awsClient('dynamodb', 'DynamoDB', { checked: '3.1162.0', batch: 'BatchGetItemCommand', silenceMs: 300_000 });
