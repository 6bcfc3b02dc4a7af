import { defineModel } from '../model.js';
import nestjsPino from './nestjs-pino.js';

export default defineModel({
  package: 'nest-winston',
  versions: '>=1',
  checked: '2.0.0',
  docs: 'https://github.com/gremo/nest-winston#replacing-the-nest-logger',
  area: 'logger',
  exports: {},
  types: {},
  augments: { '@nestjs/common#Logger': nestjsPino.augments!['@nestjs/common#Logger']! },
});
