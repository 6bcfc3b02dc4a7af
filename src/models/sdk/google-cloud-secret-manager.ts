import { type Call, defineModel } from '../model.js';

const rpc: Call = { concept: 'external-call', medium: 'grpc', options: 1, timeouts: ['rpc'] };
const client = { class: 'Client', construction: { options: 0 } };

export default defineModel({
  package: '@google-cloud/secret-manager',
  versions: '>=4',
  checked: '6.3.0',
  docs: 'https://cloud.google.com/nodejs/docs/reference/secret-manager/latest',
  area: 'sdk',
  exports: { SecretManagerServiceClient: client, v1: { namespace: { SecretManagerServiceClient: client } } },
  types: {
    Client: {
      members: {
        'accessSecretVersion|getSecret|getSecretVersion|listSecrets|listSecretVersions': { ...rpc, access: 'read' },
        'createSecret|addSecretVersion|updateSecret|deleteSecret|destroySecretVersion': { ...rpc, access: 'write' },
        'secretPath|secretVersionPath|projectPath': {},
        close: { concept: 'close' },
      },
      lifecycle: { stage: 'client', close: '$.close()' },
    },
  },
  timeouts: {
    rpc: { covers: 'call', unit: 'ms', default: 60_000, call: 'timeout', source: '@google-cloud/secret-manager 6.3.0: secret_manager_service_client_config.json' },
  },
});
