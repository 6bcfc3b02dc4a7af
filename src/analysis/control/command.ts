import { relative, sep } from 'node:path';
import type { Module } from '../project/module.js';
import type { Project } from '../project/project.js';

/** Whether a file belongs to a command that a person runs and whose output that person reads: a script, or one of `cli/`. */
export function isCommand(project: Project, module: Module): boolean {
  if (module.program.hashbang) return true;
  const root = project.resolver.packageOf(module.path)?.dir;
  return root !== undefined && relative(root, module.path).split(sep).slice(0, -1).includes('cli');
}
