import { type Call, defineModel } from '../model.js';

const rpc: Call = { concept: 'external-call', medium: 'grpc', options: 1, timeouts: ['rpc'] };

export default defineModel({
  package: '@google-cloud/tasks',
  versions: '>=3',
  checked: '6.3.0',
  docs: 'https://cloud.google.com/nodejs/docs/reference/tasks/latest',
  area: 'queue',
  exports: {
    CloudTasksClient: { class: 'CloudTasksClient', construction: { options: 0 } },
    v2: { namespace: { CloudTasksClient: { class: 'CloudTasksClient', construction: { options: 0 } } } },
  },
  types: {
    CloudTasksClient: {
      members: {
        createTask: { ...rpc, concept: 'publish' },
        'getQueue|getTask|listQueues|listTasks': { ...rpc, access: 'read' },
        'createQueue|updateQueue|deleteQueue|purgeQueue|pauseQueue|resumeQueue|deleteTask|runTask': { ...rpc, access: 'write' },
        'queuePath|locationPath|taskPath|projectPath': {},
        close: { concept: 'close' },
      },
      lifecycle: { stage: 'publisher', close: '$.close()' },
    },
  },
  timeouts: {
    rpc: {
      covers: 'call',
      unit: 'ms',
      default: 20_000,
      call: 'timeout',
      source: '@google-cloud/tasks 6.3.0: cloud_tasks_client_config.json',
    },
  },
  notes: ['Every task is a call of its own: there is no batch form.'],
});
