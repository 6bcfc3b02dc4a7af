import { defineModel } from '../model.js';

export default defineModel({
  package: '@nestjs/typeorm',
  versions: '>=8',
  checked: '12.0.2',
  docs: 'https://docs.nestjs.com/techniques/database',
  area: 'orm',
  exports: {
    InjectRepository: { decorator: { injects: 'typeorm#Repository', rowsOf: 'Argument[0]' } },
    InjectEntityManager: { decorator: { injects: 'typeorm#EntityManager' } },
    InjectDataSource: { decorator: { injects: 'typeorm#DataSource' } },
    InjectConnection: { decorator: { injects: 'typeorm#DataSource' } },
    TypeOrmModule: {
      statics: {
        forRoot: { options: 0, makes: 'typeorm#DataSource', migratesBy: ['synchronize', 'migrationsRun'] },
        forRootAsync: { makes: 'typeorm#DataSource', factory: 'Argument[0].useFactory' },
      },
    },
    TypeOrmModuleOptions: { configures: 'typeorm#DataSource' },
  },
  types: {},
  retries: { default: 9, option: 'retryAttempts', kinds: 'connecting when the application starts' },
  notes: ['The module closes the data source when the application shuts down; that needs enableShutdownHooks().'],
});
