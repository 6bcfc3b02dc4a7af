import { awsClient } from '../parts/aws.js';

export default awsClient('secrets-manager', 'SecretsManager', { checked: '3.1162.0', batch: 'BatchGetSecretValueCommand', silenceMs: 300_000 });
