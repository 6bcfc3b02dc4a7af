import { type Call, defineModel } from '../model.js';

const read: Call = { concept: 'external-call', access: 'read', medium: 'graphql', timeouts: ['signal'] };
const write: Call = { ...read, access: 'write' };

export default defineModel({
  package: '@linear/sdk',
  versions: '>=2',
  checked: '98.0.0',
  docs: 'https://linear.app/developers/sdk',
  area: 'sdk',
  exports: { LinearClient: { class: 'LinearClient', construction: { options: 0, timeouts: ['signal'] } } },
  types: {
    LinearClient: {
      members: {
        'issues|projects|teams|users|comments|workflowStates|cycles|issueLabels|searchIssues|attachments|webhooks': { ...read, rows: 'many' },
        'issue|project|team|user|comment|workflowState|cycle|issueLabel': { ...read, rows: 'one' },
        'create*|update*|delete*|archive*': write,
      },
      construction: { options: 0, timeouts: ['signal'] },
    },
  },
  timeouts: { signal: { covers: 'call', unit: 'ms', default: null, client: 'signal', signal: true } },
  retries: { default: 0 },
  notes: ['A relation of an object, such as `issue.assignee`, is a request of its own when it is awaited.'],
});
