import { awsClient } from '../parts/aws.js';

export default awsClient('eventbridge', 'EventBridge', { checked: '3.1162.0', batch: 'PutEventsCommand', silenceMs: 300_000 });
