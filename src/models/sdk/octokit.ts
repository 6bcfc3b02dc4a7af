import { defineModel } from '../model.js';
import { construction, octokitFacts, octokitTypes } from './octokit-rest.js';

export default defineModel({
  ...octokitFacts,
  package: 'octokit',
  versions: '>=2',
  checked: '5.0.5',
  docs: 'https://github.com/octokit/octokit.js#readme',
  exports: { Octokit: { class: 'Octokit', construction } },
  types: octokitTypes,
  retries: { default: 3, option: 'request.retries', kinds: 'errors other than 400, 401, 403, 404, 410, 422 and 451' },
});
