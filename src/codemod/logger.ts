import { basename } from 'node:path';
import type { Module } from '../analysis/project/module.js';
import type { Project } from '../analysis/project/project.js';
import { filesMentioning } from '../analysis/project/tree.js';
import { valueOfExport } from '../analysis/values/imports.js';
import { alternatives, type Value } from '../analysis/values/value.js';
import { moduleKindOf, relativeSpecifier } from '../edit/modules.js';
import type { Style } from '../edit/style.js';
import type { ModulePlace } from './place.js';

/** How a generated module imports the logger of its package. */
export interface LoggerImport {
  /** Local name. */
  name: string;
  /** It is the module's default export, or all that it exports. */
  whole: boolean;
  from: string;
  /** Code that logs an error with its stack, with `$message` and `$error`: `({ err: $error }, $message)`; null where it isn't known. */
  errorForm: string | null;
}

/** Code of a generated module that logs an error with its stack. `message` and `error` are code, too. */
export function logError(logger: LoggerImport | null, message: string, error: string): string {
  const form = logger?.errorForm?.replace(`${error}: $error`, error);
  const name = form === undefined ? 'console' : logger!.name;
  return `${name}.error${(form ?? '($message, $error)').replace('$error', () => error).replace('$message', () => message)};`;
}

/**
 * The logger that a package makes once and exports, for a generated module at a path; null where there is none, or where
 * the module could not import it.
 */
export function findLogger(project: Project, modulePath: string, shape: Pick<ModulePlace, 'language' | 'modules'>, style: Style): LoggerImport | null {
  const packages = [...project.models.packagesWith('log')].filter((name) => !/^(?:node:|global$|\.|\/)/.test(name));
  const paths = [...new Set(packages.flatMap((name) => filesMentioning(project, modulePath, name)))];
  for (const path of paths.filter((candidate) => /log/i.test(basename(candidate)))) {
    const parsed = project.load(path);
    if ('reason' in parsed || path === modulePath) continue;
    const isImportable = shape.language === 'ts' || moduleKindOf(parsed.module) === shape.modules;
    const exported = isImportable ? loggerExport(project, parsed.module) : null;
    if (!exported) continue;
    return { ...exported, from: relativeSpecifier(modulePath, path, style.importExtensions) };
  }
  return null;
}

function loggerExport(project: Project, module: Module): Omit<LoggerImport, 'from'> | null {
  for (const name of module.exports.named.keys()) {
    if (!/^log(?:ger)?$/i.test(name)) continue;
    const value = valueOfExport(project, module, name);
    if (isLogger(project, value)) return { name, whole: false, errorForm: errorFormOf(project, value) };
  }
  const whole = valueOfExport(project, module, module.hasModuleSyntax ? 'default' : 'require');
  return isLogger(project, whole) ? { name: 'logger', whole: true, errorForm: errorFormOf(project, whole) } : null;
}

function errorFormOf(project: Project, value: Value): string | null {
  const [logger] = alternatives(value);
  const member = logger?.kind === 'receiver' ? project.models.member(logger.model, logger.type, 'error') : null;
  const shape = member?.kind === 'call' ? member.call.logShape : undefined;
  return (shape !== undefined && member?.kind === 'call' && member.owner.logShapes?.[shape]?.fix) || null;
}

/** Whether a value is a logger of a known package that was made in the project and takes a text at the level `warn`. */
function isLogger(project: Project, value: Value): boolean {
  return alternatives(value).every((item) => {
    if (item.kind !== 'receiver' || item.by === 'type') return false;
    const member = project.models.member(item.model, item.type, 'warn');
    return member?.kind === 'call' && member.call.concept === 'log';
  });
}
