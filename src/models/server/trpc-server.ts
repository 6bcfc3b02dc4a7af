import { type Call, defineModel } from '../model.js';

const resolver: Call = { concept: 'route', callbacks: [{ at: 'Argument[0]', role: 'handler' }] };

export default defineModel({
  package: '@trpc/server',
  versions: '>=10',
  checked: '11.25.2',
  docs: 'https://trpc.io/docs/server/procedures',
  area: 'server',
  exports: {
    initTRPC: { instance: 'Builder' },
    TRPCError: { class: 'TRPCError', construction: { concept: 'respond', body: ['Argument[0].message'] } },
  },
  types: {
    TRPCError: {},
    Builder: { members: { 'context|meta': { returns: 'self' }, create: { returns: 'Trpc' } } },
    Trpc: { members: { middleware: { returns: 'Middleware' } }, properties: { procedure: 'Procedure' } },
    Middleware: { members: { unstable_pipe: { returns: 'self' } } },
    Procedure: {
      members: {
        'input|output|use|meta|concat|unstable_concat': { returns: 'self' },
        'query|mutation|subscription': resolver,
      },
    },
  },
});
