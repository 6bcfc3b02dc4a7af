import { awsClient } from '../parts/aws.js';

export default awsClient('ecs', 'ECS', { checked: '3.1164.0', silenceMs: 900_000 });
