import type { LibraryModel } from '../../models/model.js';

/** Whether a type of a model is a query builder: some of its members add a clause and give it back. */
export function isBuilderType(model: LibraryModel, name: string): boolean {
  const type = model.types[name];
  if (!type) return false;
  const addsClauses = Object.values(type.members ?? {}).some((call) => call.clause !== undefined && call.returns === 'self');
  return addsClauses || (type.extends !== undefined && isBuilderType(model, type.extends));
}
