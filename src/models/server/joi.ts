import { type Call, defineModel } from '../model.js';

const object: Call = { describes: 'Argument[0]', returns: 'Object' };
const number: Call = { returns: 'Number' };
const root = { object, number };

export default defineModel({
  package: 'joi',
  aliases: ['@hapi/joi'],
  versions: '>=17',
  checked: '18.0.2',
  docs: 'https://joi.dev/api',
  area: 'server',
  exports: { default: { instance: 'Root' } },
  types: {
    Root: { members: { ...root, string: { returns: 'Schema' } } },
    Object: { members: { keys: object } },
    Number: {
      unbounded: true,
      members: {
        'min|greater|integer|positive|precision|multiple|unsafe': { returns: 'self' },
        'optional|required|default|description|label|note|example|empty|options|unit|failover': { returns: 'self' },
        'max|less|negative|port|valid|equal': { returns: 'Schema' },
      },
    },
    Schema: {},
  },
  notes: ['A number has no upper bound unless it is given one: `.max(100)`.'],
});
