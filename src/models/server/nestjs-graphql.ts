import { defineModel, type Export } from '../model.js';

const root: Export = { decorator: { role: 'handler', concept: 'route' } };

export default defineModel({
  package: '@nestjs/graphql',
  versions: '>=10',
  checked: '14.0.3',
  docs: 'https://docs.nestjs.com/graphql/resolvers',
  area: 'server',
  exports: {
    Resolver: { decorator: { marks: 'resolver' } },
    Query: root,
    Mutation: root,
    Subscription: root,
    ResolveField: { decorator: { role: 'element' } },
    Parent: { decorator: { gives: 'object' } },
    Root: { decorator: { gives: 'object' } },
  },
  types: {},
  notes: ['A field resolver runs once per object of the parent list, at the same time for all of them.'],
});
