import { defineModel } from '../model.js';

export default defineModel({
  package: 'umzug',
  versions: '>=2',
  checked: '3.8.2',
  docs: 'https://github.com/sequelize/umzug#readme',
  area: 'orm',
  exports: { Umzug: { class: 'Umzug' }, default: { class: 'Umzug' } },
  types: { Umzug: { members: { up: { migrates: true }, 'down|pending|executed|runAsCLI': {} } } },
});
