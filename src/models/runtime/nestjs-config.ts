import { type Call, defineModel } from '../model.js';

const get: Call = { settings: true };

export default defineModel({
  package: '@nestjs/config',
  versions: '>=2',
  checked: '12.0.1',
  docs: 'https://docs.nestjs.com/techniques/configuration',
  area: 'runtime',
  exports: { ConfigService: { class: 'ConfigService' } },
  types: { ConfigService: { members: { get, getOrThrow: get } } },
});
