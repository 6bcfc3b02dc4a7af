import { without, withoutSignals } from '../derive.js';
import { type Call, defineModel } from '../model.js';
import mongoose from './mongoose.js';

/** Gone since 7 or 8. */
const removed: Record<string, Call> = {
  count: { clauses: { filter: ['Argument[0]'] }, returns: 'CountQuery' },
  remove: { clauses: { filter: ['Argument[0]'] }, returns: 'DeleteQuery' },
  findOneAndRemove: { options: 1, session: 'session', clauses: { filter: ['Argument[0]'] }, returns: 'OneWriteQuery' },
  findByIdAndRemove: { options: 1, session: 'session', clauses: { unique: ['Argument[0]'] }, returns: 'OneWriteQuery' },
};

const { exports, types, ...rest } = without(withoutSignals(mongoose), { members: ['findAndCount'] });
const { maxTime, ...timeouts } = rest.timeouts ?? {};
const { Model, Document } = types;

export default defineModel({
  ...rest,
  versions: '>=6 <8.18',
  checked: '7.8.13',
  older: ['6.13.11', '8.17.2'],
  exports: {
    ...exports,
    Model: { ...exports['Model'], statics: { ...exports['Model']?.statics, ...removed } },
  },
  timeouts: { ...timeouts, maxTime: { ...maxTime!, source: 'https://mongoosejs.com/docs/7.x/docs/api/query.html' } },
  types: {
    ...types,
    Model: { ...Model, members: { ...Model?.members, ...removed } },
    Document: { ...Document, members: { ...Document?.members, remove: Document?.members?.['deleteOne'] ?? {} } },
  },
});
