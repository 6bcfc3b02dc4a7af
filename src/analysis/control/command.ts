import { basename, relative, sep } from 'node:path';
import { memberName } from '../project/ast.js';
import type { Module } from '../project/module.js';
import type { Project } from '../project/project.js';

/**
 * Whether a file belongs to a command that a person runs and whose output that person reads: a script, one of `cli/` or of a
 * package in such a folder that has a `bin`.
 */
export function isCommand(project: Project, module: Module): boolean {
  if (module.program.hashbang) return true;
  const own = project.resolver.packageOf(module.path);
  if (!own) return false;
  return (basename(own.dir) === 'cli' && own.json['bin'] !== undefined) || relative(own.dir, module.path).split(sep).slice(0, -1).includes('cli');
}

/** Whether a file takes its subject from the command line, ends the process and gives nothing to other modules. Also a job may. */
export function isRunWithArguments(module: Module): boolean {
  if (!module.text.includes('process.argv') || !module.text.includes('process.exit(')) return false;
  if (module.text.includes('module.exports') || module.program.body.some(({ type }) => /^Export/.test(type))) return false;
  const used = module.identifiers.flatMap(({ name, parent }) => (name === 'process' && parent?.type === 'MemberExpression' ? [memberName(parent)] : []));
  return used.includes('argv') && used.includes('exit');
}
