import { defineModel } from '../model.js';

export default defineModel({
  package: '@nestjs/sequelize',
  versions: '>=8',
  checked: '12.0.0',
  docs: 'https://docs.nestjs.com/techniques/database#sequelize-integration',
  area: 'orm',
  exports: {
    InjectModel: { decorator: { injects: 'sequelize-typescript#ModelClass' } },
    InjectConnection: { decorator: { injects: 'sequelize-typescript#Sequelize' } },
    SequelizeModule: {
      statics: {
        forRoot: { options: 0, makes: 'sequelize-typescript#Sequelize' },
        forRootAsync: { makes: 'sequelize-typescript#Sequelize', factory: 'Argument[0].useFactory' },
      },
    },
    SequelizeModuleOptions: { configures: 'sequelize-typescript#Sequelize' },
  },
  types: {},
  retries: { default: 8, option: 'retryAttempts', kinds: 'connecting when the application starts' },
  notes: ['The module closes the connection when the application shuts down; that needs enableShutdownHooks().'],
});
