import { defineModel } from '../model.js';

export default defineModel({
  package: 'graphql',
  versions: '>=14',
  checked: '16.11.0',
  docs: 'https://the-guild.dev/graphql/tools/docs/resolvers',
  area: 'server',
  resolverRoots: ['Query', 'Mutation', 'Subscription'],
  exports: {},
  types: {},
  notes: ['Resolvers of fields run once per object of the list above them, at the same time for all of them.'],
});
