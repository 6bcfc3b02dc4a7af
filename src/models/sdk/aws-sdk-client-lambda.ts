import { awsClient } from '../parts/aws.js';

export default awsClient('lambda', 'Lambda', { checked: '3.1162.0' });
