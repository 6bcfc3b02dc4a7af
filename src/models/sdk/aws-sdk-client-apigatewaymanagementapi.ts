import { awsClient } from '../parts/aws.js';

export default awsClient('apigatewaymanagementapi', 'ApiGatewayManagementApi', { checked: '3.1169.0', silenceMs: 300_000 });
