import { defineModel } from '../model.js';

export default defineModel({
  package: '@mikro-orm/nestjs',
  versions: '>=5',
  checked: '6.1.1',
  docs: 'https://mikro-orm.io/docs/usage-with-nestjs',
  area: 'orm',
  exports: {
    InjectRepository: { decorator: { injects: '@mikro-orm/core#EntityRepository', rowsOf: 'Argument[0]' } },
    InjectEntityManager: { decorator: { injects: '@mikro-orm/core#EntityManager' } },
    InjectMikroORM: { decorator: { injects: '@mikro-orm/core#MikroORM' } },
    MikroOrmModule: { statics: { forRoot: { options: 0, makes: '@mikro-orm/core#MikroORM' } } },
  },
  types: {},
  notes: ['The module closes the connection when the application shuts down; that needs enableShutdownHooks().'],
});
