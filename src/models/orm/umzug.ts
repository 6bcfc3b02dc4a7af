import { defineModel } from '../model.js';

export default defineModel({
  package: 'umzug',
  versions: '>=2',
  checked: '3.8.2',
  docs: 'https://github.com/sequelize/umzug#readme',
  area: 'orm',
  exports: { Umzug: { class: 'Umzug' }, default: { class: 'Umzug', source: 'https://github.com/sequelize/umzug/blob/v2.x/README.md' } },
  types: { Umzug: { members: { up: { migrates: true }, 'down|pending|executed|runAsCLI': {} } } },
});
