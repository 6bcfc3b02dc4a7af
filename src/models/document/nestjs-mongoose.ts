import { defineModel } from '../model.js';

export default defineModel({
  package: '@nestjs/mongoose',
  versions: '>=9',
  checked: '12.0.0',
  docs: 'https://docs.nestjs.com/techniques/mongodb',
  area: 'document',
  exports: {
    InjectModel: { decorator: { injects: 'mongoose#Model' } },
    InjectConnection: { decorator: { injects: 'mongoose#Connection' } },
    MongooseModule: { statics: { forRoot: { options: 1, makes: 'mongoose#Connection' } } },
  },
  types: {},
  retries: { default: 8, option: 'retryAttempts', kinds: 'connecting when the application starts' },
  notes: ['The module closes the connection when the application shuts down; that needs enableShutdownHooks().'],
});
