import { type Construction, defineModel } from '../model.js';
import { agendaFacts, agendaTypes } from './agenda.js';

const construction: Construction = { options: 0, timeouts: ['lockLifetime'] };

export default defineModel({
  ...agendaFacts,
  versions: '>=4 <6',
  checked: '5.0.0',
  typedBy: ['mongodb@4.17.2'],
  exports: {
    Agenda: { class: 'Agenda', construction },
    default: { class: 'Agenda', construction },
    Job: { type: 'Job' },
  },
  types: agendaTypes(
    { jobs: { concept: 'query', access: 'read', medium: 'document', rows: 'many', returns: 'Job[]' }, close: { concept: 'close' } },
    2,
  ),
});
