import { callsOf } from '../calls.js';
import { memo, type Memo } from '../project/memo.js';
import type { Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { filesMentioning } from '../project/tree.js';
import { evaluate } from '../values/evaluate.js';
import { alternatives, type Receiver } from '../values/value.js';

/** Where more files speak of a library, one client serves them all: a finding at each of its calls would tell the same a hundred times. */
const MAX_FILES = 8;

/** A package that makes more clients of a type has them for different ends. */
const MAX_MADE = 20;

/**
 * The clients of a type that the package of a module makes anywhere outside of tests: what a client is that code knows by
 * its written type alone, as a parameter or what a container injects. Null where it makes none, or one that isn't known, and
 * where the module doesn't name the library: then the type is written in a base class that many share.
 */
export function makingsOf(project: Project, { path, text }: Module, { model, type }: Receiver): readonly Receiver[] | null {
  const root = project.resolver.packageOf(path)?.dir;
  if (root === undefined || ![model.package, ...(model.aliases ?? [])].some((name) => text.includes(name))) return null;
  return memo(
    project.derived<string, Memo<readonly Receiver[] | null>>('makings'),
    `${root} ${model.package}#${type}`,
    () => find(project, path, model.package, type),
    () => null,
  );
}

function find(project: Project, path: string, library: string, type: string): Receiver[] | null {
  const made: Receiver[] = [];
  const files = filesMentioning(project, path, library);
  if (files.length > MAX_FILES) return null;
  for (const file of files) {
    const parsed = project.load(file);
    if ('reason' in parsed) continue;
    for (const { node, call, target } of callsOf(project, parsed.module)) {
      const isOfType = (given: string | undefined) => {
        const found = given === undefined ? null : project.models.type(target.model, given);
        return found?.name === type && found.model.package === library;
      };
      // What a container makes has options of its own: `HttpModule.registerAsync({ useFactory })`.
      if (isOfType(call.makes)) return null;
      if (!isOfType(call.returns)) continue;
      const values = alternatives(evaluate(project, node));
      const [value] = values;
      if (values.length !== 1 || value?.kind !== 'receiver' || value.from?.node !== node || made.length === MAX_MADE) return null;
      made.push(value);
    }
  }
  return made.length > 0 ? made : null;
}
