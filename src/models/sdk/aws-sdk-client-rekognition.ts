import { awsClient } from '../parts/aws.js';

export default awsClient('rekognition', 'Rekognition', { checked: '3.1142.0' });
