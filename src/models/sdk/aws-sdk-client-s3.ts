import { awsClient } from '../parts/aws.js';

export default awsClient('s3', 'S3', {
  checked: '3.1169.0',
  batch: 'DeleteObjectsCommand',
  stream: 'GetObjectCommand',
  sized: ['PutObjectCommand', 'CopyObjectCommand', 'UploadPartCommand', 'UploadPartCopyCommand', 'CompleteMultipartUploadCommand'],
});
