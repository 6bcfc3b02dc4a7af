import { type Call, defineModel } from '../model.js';

const call: Call = { concept: 'external-call', medium: 'http' };
const read: Call = { ...call, access: 'read' };
const write: Call = { ...call, access: 'write' };

export default defineModel({
  package: 'minio',
  versions: '>=7',
  checked: '8.0.7',
  docs: 'https://min.io/docs/minio/linux/developers/javascript/API.html',
  area: 'sdk',
  exports: { default: { namespace: true }, Client: { class: 'Client', construction: { options: 0 } } },
  types: {
    Client: {
      members: {
        'bucketExists|listBuckets|statObject|getObjectTagging|getBucketPolicy': read,
        'getObject|getPartialObject': { ...read, rows: 'stream' },
        'fGetObject': read,
        'putObject|fPutObject|copyObject|makeBucket|removeBucket|setBucketPolicy': write,
        removeObject: { ...write, batch: 'removeObjects(bucket, names)' },
        removeObjects: { ...write, bulk: true },
        'listObjects|listObjectsV2': { access: 'read', medium: 'http' },
        'presignedUrl|presignedGetObject|presignedPutObject|presignedPostPolicy': {},
      },
    },
  },
  notes: ['No call takes a limit or a signal: `transportAgent` of the client can be an agent with a `timeout`.'],
});
