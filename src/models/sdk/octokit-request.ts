import { defineModel } from '../model.js';
import { octokitFacts, octokitTypes } from './octokit-rest.js';

export default defineModel({
  ...octokitFacts,
  package: '@octokit/request',
  versions: '>=5',
  checked: '10.0.16',
  docs: 'https://github.com/octokit/request.js#readme',
  exports: { request: { instance: 'Request' } },
  types: { Request: { ...octokitTypes['Request']!, members: { defaults: { returns: 'Request', options: 0, inherits: true } }, construction: { options: 0, timeouts: ['signal'] } } },
  retries: { default: 0 },
});
