import { defineModel } from '../model.js';
import { parser } from '../parts/body.js';

const parsers = { json: parser, urlencoded: parser, raw: parser, text: parser };

export default defineModel({
  package: 'body-parser',
  versions: '>=1',
  checked: '2.4.0',
  docs: 'https://github.com/expressjs/body-parser#readme',
  area: 'server',
  exports: {
    default: { instance: 'BodyParser' },
    ...Object.fromEntries(Object.entries(parsers).map(([name, call]) => [name, { function: call }])),
  },
  types: { BodyParser: { members: parsers } },
  notes: ['A body is at most 100 kB unless `limit` says otherwise.'],
});
