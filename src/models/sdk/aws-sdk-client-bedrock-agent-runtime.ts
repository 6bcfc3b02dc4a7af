import { awsClient } from '../parts/aws.js';

export default awsClient('bedrock-agent-runtime', 'BedrockAgentRuntime', { checked: '3.1164.0', isHttp2: true });
