import { defineModel } from '../model.js';

export default defineModel({
  package: '@hono/zod-openapi',
  versions: '>=0.9',
  checked: '1.6.3',
  docs: 'https://github.com/honojs/middleware/tree/main/packages/zod-openapi',
  area: 'server',
  exports: { OpenAPIHono: { class: 'OpenAPIHono', construction: { options: 0 } } },
  types: {
    OpenAPIHono: {
      extends: 'hono#Hono',
      members: {
        openapi: {
          concept: 'route',
          pathAt: 'Argument[0].path',
          returns: 'self',
          callbacks: [{ at: 'Argument[1]', role: 'handler', params: ['hono#Context'] }],
        },
        'doc|doc31|getOpenAPIDocument|getOpenAPI31Document': {},
      },
    },
  },
});
