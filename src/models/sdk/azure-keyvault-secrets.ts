import { type Call, defineModel } from '../model.js';

const read: Call = { concept: 'external-call', access: 'read', medium: 'http', options: 'last', timeouts: ['signal', 'timeout'], signal: 'abortSignal' };
const write: Call = { ...read, access: 'write' };

export default defineModel({
  package: '@azure/keyvault-secrets',
  versions: '>=4',
  checked: '4.11.2',
  docs: 'https://learn.microsoft.com/javascript/api/@azure/keyvault-secrets/',
  area: 'sdk',
  exports: { SecretClient: { class: 'SecretClient', construction: { options: 2 } } },
  types: {
    SecretClient: {
      members: {
        'getSecret|getDeletedSecret|backupSecret': read,
        'listPropertiesOfSecrets|listPropertiesOfSecretVersions|listDeletedSecrets': { ...read, rows: 'stream' },
        'setSecret|updateSecretProperties|beginDeleteSecret|purgeDeletedSecret|restoreSecretBackup': write,
      },
    },
  },
  timeouts: {
    timeout: { covers: 'headers', unit: 'ms', default: null, call: 'requestOptions.timeout' },
    signal: { covers: 'call', unit: 'ms', default: null, call: 'abortSignal', signal: true },
  },
  retries: { default: 3, option: 'retryOptions.maxRetries', kinds: 'network errors, 408, 429 and 5xx' },
});
