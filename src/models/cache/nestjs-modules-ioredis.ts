import { defineModel } from '../model.js';

export default defineModel({
  package: '@nestjs-modules/ioredis',
  aliases: ['@liaoliaots/nestjs-redis'],
  versions: '>=1',
  checked: '2.2.2',
  docs: 'https://github.com/nest-modules/ioredis',
  area: 'cache',
  exports: { InjectRedis: { decorator: { injects: 'ioredis#Redis' } } },
  types: {},
});
