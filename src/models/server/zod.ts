import { type Call, defineModel } from '../model.js';

const object: Call = { describes: 'Argument[0]', returns: 'Schema' };
const number: Call = { returns: 'Number' };

export default defineModel({
  package: 'zod',
  aliases: ['zod/v3', 'zod/v4'],
  versions: '>=3',
  checked: '4.4.3',
  docs: 'https://zod.dev/api',
  area: 'server',
  exports: {
    default: { namespace: true },
    z: { namespace: true },
    'object': { function: object },
    strictObject: { function: object },
    looseObject: { function: object },
    number: { function: number },
    int: { function: number },
    coerce: { instance: 'Coerce' },
  },
  types: {
    Coerce: { members: { number } },
    Number: {
      unbounded: true,
      members: {
        'min|gte|gt|positive|nonnegative|int|safe|finite|multipleOf|step': { returns: 'self' },
        'optional|nullable|nullish|default|prefault|catch|describe|meta|register|brand|readonly': { returns: 'self' },
        'max|lte|lt|negative|nonpositive': { returns: 'Schema' },
      },
    },
    Schema: {},
  },
  notes: ['A number has no upper bound unless it is given one: `.max(100)`.'],
});
