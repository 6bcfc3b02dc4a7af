import { defineModel } from '../model.js';

export default defineModel({
  package: '@apollo/server',
  aliases: ['apollo-server', 'apollo-server-express', 'apollo-server-core', 'apollo-server-koa', 'apollo-server-fastify'],
  versions: '>=3',
  checked: '5.5.1',
  docs: 'https://www.apollographql.com/docs/apollo-server/api/apollo-server',
  area: 'server',
  exports: { ApolloServer: { class: 'ApolloServer', construction: { options: 0, concept: 'shutdown' } } },
  types: { ApolloServer: { members: { stop: { concept: 'close' }, 'start|executeOperation|applyMiddleware': {} } } },
  notes: ['It stops itself on SIGINT and SIGTERM unless `stopOnTerminationSignals` is false or NODE_ENV is "test".'],
});
