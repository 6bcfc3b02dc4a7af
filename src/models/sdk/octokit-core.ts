import { defineModel } from '../model.js';
import { construction, octokitFacts, octokitTypes } from './octokit-rest.js';

const { Octokit, Request } = octokitTypes;

export default defineModel({
  ...octokitFacts,
  package: '@octokit/core',
  versions: '>=3',
  checked: '7.0.8',
  docs: 'https://github.com/octokit/core.js#readme',
  exports: { Octokit: { class: 'Octokit', construction } },
  types: {
    Octokit: { members: Octokit!.members!, properties: { request: 'Request' } },
    Request: Request!,
  },
  retries: { default: 0 },
});
