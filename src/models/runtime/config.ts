import { type Call, defineModel } from '../model.js';

const get: Call = { settings: true };

export default defineModel({
  package: 'config',
  versions: '>=3',
  checked: '5.0.1',
  docs: 'https://github.com/node-config/node-config/wiki',
  area: 'runtime',
  exports: { default: { instance: 'IConfig' } },
  types: { IConfig: { members: { get } } },
});
