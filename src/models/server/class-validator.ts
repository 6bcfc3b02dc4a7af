import { defineModel, type Export } from '../model.js';

const number: Export = { decorator: { checks: 'number' } };
const bound: Export = { decorator: { checks: 'bound' } };
const other: Export = { decorator: {} };

export default defineModel({
  package: 'class-validator',
  versions: '>=0.12',
  checked: '0.15.1',
  docs: 'https://github.com/typestack/class-validator#validation-decorators',
  area: 'server',
  exports: {
    IsInt: number,
    IsNumber: number,
    IsNumberString: number,
    IsPositive: number,
    Min: number,
    Max: bound,
    IsIn: bound,
    IsEnum: bound,
    Equals: bound,
    Validate: bound,
    ValidateBy: bound,
    IsOptional: other,
    IsDefined: other,
    IsNotEmpty: other,
    ValidateIf: other,
    Allow: other,
  },
  types: {},
  notes: ['`@Min` bounds a number from below only: a page size needs `@Max`, too.'],
});
