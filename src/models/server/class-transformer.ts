import { defineModel, type Export } from '../model.js';

const other: Export = { decorator: {} };

export default defineModel({
  package: 'class-transformer',
  versions: '>=0.4',
  checked: '0.5.1',
  docs: 'https://github.com/typestack/class-transformer',
  area: 'server',
  // What `Transform` gives may be bounded.
  exports: { Type: other, Expose: other, Transform: { decorator: { checks: 'bound' } } },
  types: {},
});
