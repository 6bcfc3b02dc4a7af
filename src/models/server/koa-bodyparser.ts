import { type SizeLimit, defineModel } from '../model.js';

const jsonLimit: SizeLimit = { at: 'jsonLimit', default: 1_048_576, of: 'body' };

export default defineModel({
  package: '@koa/bodyparser',
  aliases: ['koa-bodyparser', 'koa-body'],
  versions: '>=3',
  checked: '6.1.0',
  docs: 'https://github.com/koajs/bodyparser#options',
  area: 'server',
  typedBy: ['koa-body@8.0.1'],
  exports: {
    default: { function: { concept: 'middleware', options: 0, bodyLimit: jsonLimit } },
    bodyParser: { function: { concept: 'middleware', options: 0, bodyLimit: jsonLimit } },
    koaBody: { function: { concept: 'middleware', options: 0, bodyLimit: jsonLimit } },
  },
  types: {},
  notes: ['A JSON body is at most 1 MB unless `jsonLimit` says otherwise.'],
});
