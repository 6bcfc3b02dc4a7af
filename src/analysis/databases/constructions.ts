import type { Area, Construction, LibraryModel, TypeRef } from '../../models/model.js';
import type { Project } from '../project/project.js';

/** What is made, and the model with its facts. */
export interface Made {
  model: LibraryModel;
  construction: Construction;
}

export const DATABASES: ReadonlySet<Area> = new Set<Area>(['sql', 'orm', 'document']);

/** The construction of a type, and the model with its facts; null where it is no database client. */
export function constructed(project: Project, from: LibraryModel, ref: TypeRef): Made | null {
  const found = project.models.type(from, ref);
  if (!found || !DATABASES.has(found.model.area)) return null;
  const construction =
    found.type.construction ?? Object.values(found.model.exports).find((entry) => entry.class === found.name && entry.construction)?.construction;
  return construction ? { model: found.model, construction } : null;
}

