import { awsClient } from '../parts/aws.js';

export default awsClient('bedrock-runtime', 'BedrockRuntime', { checked: '3.1162.0', isHttp2: true, stream: 'InvokeModelWithResponseStreamCommand' });
