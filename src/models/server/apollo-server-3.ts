import { defineModel } from '../model.js';

export default defineModel({
  package: 'apollo-server',
  aliases: ['apollo-server-express', 'apollo-server-core', 'apollo-server-koa', 'apollo-server-fastify'],
  versions: '>=2 <4',
  checked: '3.13.0',
  docs: 'https://www.apollographql.com/docs/apollo-server/v3',
  area: 'server',
  exports: { ApolloServer: { class: 'ApolloServer', construction: { options: 0, concept: 'shutdown' } } },
  types: {
    ApolloServer: {
      members: { stop: { concept: 'close' }, listen: { concept: 'listen' }, applyMiddleware: { concept: 'route' }, 'start|executeOperation': {} },
    },
  },
  notes: ['It stops itself on SIGINT and SIGTERM unless `stopOnTerminationSignals` is false or NODE_ENV is "test".'],
});
