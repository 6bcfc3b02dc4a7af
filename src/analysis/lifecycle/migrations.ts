import { callsOf, type ResolvedCall } from '../calls.js';
import { isCall, type Node } from '../project/ast.js';
import type { Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { evaluate } from '../values/evaluate.js';
import { lookUpInCall } from '../values/options.js';
import { alternatives } from '../values/value.js';
import { sitesOfApplication } from './sites.js';
import { alwaysStartsWithProcess, isChosen } from './startup.js';

/** A change of the database's schema that a process makes when it starts. */
export interface Migration {
  /** The call, or the option that makes it do so. */
  node: Node;
  /** As code: `DataSource.runMigrations()`, `synchronize: true`. */
  label: string;
  /** The first place at which the process then takes work. */
  site: ResolvedCall;
}

/** The migrations of a module that run on the way to taking work, in source order. */
export function migrationsAtStart(project: Project, module: Module): Migration[] {
  const found = callsOf(project, module).flatMap((call) => migrationAt(project, call));
  if (found.length === 0) return [];
  const [site] = sitesOfApplication(project, module);
  return site ? found.map((migration) => ({ ...migration, site })) : [];
}

function migrationAt(project: Project, { node, call, target, label }: ResolvedCall): Omit<Migration, 'site'>[] {
  if (call.migrates) return alwaysStartsWithProcess(project, node) ? [{ node, label: `${label}()` }] : [];
  const places = call.migratesBy ?? target.construction?.migratesBy ?? [];
  const options = call.options ?? target.construction?.options;
  if (places.length === 0 || !isCall(node) || isChosen(node)) return [];
  return places.flatMap((place) => {
    const found = lookUpInCall(project, node, options, place);
    const isOn = found.state === 'present' && alternatives(evaluate(project, found.node)).every((value) => value.kind === 'literal' && value.value === true);
    return isOn ? [{ node: found.node, label: `${place}: true` }] : [];
  });
}
