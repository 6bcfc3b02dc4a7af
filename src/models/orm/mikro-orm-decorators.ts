import { defineModel } from '../model.js';

const hooks = ['Create', 'Update', 'Upsert', 'Delete'].flatMap((change) => [`Before${change}`, `After${change}`]);

export default defineModel({
  package: '@mikro-orm/decorators',
  aliases: ['@mikro-orm/decorators/legacy', '@mikro-orm/decorators/es'],
  versions: '>=7',
  checked: '7.2.1',
  docs: 'https://mikro-orm.io/docs/using-decorators',
  area: 'orm',
  exports: {
    Transactional: { decorator: { role: 'transaction', concept: 'transaction' } },
    // A flush runs hooks in its own transaction.
    ...Object.fromEntries(hooks.map((name) => [name, { decorator: { role: 'transaction' as const } }])),
    Entity: { decorator: { marks: 'entity' } },
    OneToMany: { decorator: { relation: 'many' } },
    ManyToMany: { decorator: { relation: 'many' } },
    ManyToOne: { decorator: { relation: 'one' } },
    OneToOne: { decorator: { relation: 'one' } },
  },
  types: {},
});
