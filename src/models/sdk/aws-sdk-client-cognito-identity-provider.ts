import { awsClient } from '../parts/aws.js';

export default awsClient('cognito-identity-provider', 'CognitoIdentityProvider', { checked: '3.1162.0', silenceMs: 300_000 });
