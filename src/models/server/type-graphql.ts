import { defineModel, type Export } from '../model.js';

const root: Export = { decorator: { role: 'handler', concept: 'route' } };

export default defineModel({
  package: 'type-graphql',
  versions: '>=1',
  checked: '1.1.1',
  docs: 'https://typegraphql.com/docs/resolvers.html',
  area: 'server',
  exports: {
    Resolver: { decorator: { marks: 'resolver' } },
    Query: root,
    Mutation: root,
    Subscription: root,
    FieldResolver: { decorator: { role: 'element' } },
    Root: { decorator: { gives: 'object' } },
  },
  types: {},
  notes: ['A field resolver runs once per object of the parent list, at the same time for all of them.'],
});
