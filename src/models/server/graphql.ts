import { defineModel } from '../model.js';

export default defineModel({
  package: 'graphql',
  versions: '>=14',
  checked: '16.11.0',
  docs: 'https://the-guild.dev/graphql/tools/docs/resolvers',
  area: 'server',
  resolverRoots: ['Query', 'Mutation', 'Subscription'],
  exports: {
    GraphQLError: {
      class: 'GraphQLError',
      construction: { statusAt: 'Argument[1].extensions.http.status' },
      source: 'https://www.apollographql.com/docs/apollo-server/data/errors#setting-http-status-code-and-headers',
    },
  },
  types: { GraphQLError: {} },
  notes: ['Resolvers of fields run once per object of the list above them, at the same time for all of them.'],
});
