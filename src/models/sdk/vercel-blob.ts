import { type Call, type Export, defineModel } from '../model.js';

const bounds: Call = { concept: 'external-call', medium: 'http', timeouts: ['signal'], signal: 'abortSignal' };
const read = (options: number): Export => ({ function: { ...bounds, access: 'read', options } });
const write = (options: number): Export => ({ function: { ...bounds, access: 'write', options } });

export default defineModel({
  package: '@vercel/blob',
  versions: '>=0.20',
  checked: '2.8.0',
  docs: 'https://vercel.com/docs/vercel-blob/using-blob-sdk',
  area: 'sdk',
  exports: {
    put: write(2),
    del: { function: { ...bounds, access: 'write', options: 1, batch: 'del(urls)' } },
    head: read(1),
    list: { function: { ...bounds, access: 'read', options: 0, rows: 'many' } },
    copy: write(2),
    createMultipartUpload: write(1),
    uploadPart: write(2),
    completeMultipartUpload: write(2),
  },
  types: {},
  timeouts: { signal: { covers: 'call', unit: 'ms', default: null, call: 'abortSignal', signal: true } },
  retries: { default: 10, kinds: 'network errors and 5xx; set by the variable `VERCEL_BLOB_RETRIES`' },
});
