import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Resource } from '../../src/analysis/lifecycle/resources.js';
import { bindingOfResource } from '../../src/analysis/lifecycle/resources.js';
import { importsOf } from '../../src/analysis/project/importers.js';
import { parseModule } from '../../src/analysis/project/module.js';
import type { Project } from '../../src/analysis/project/project.js';
import type { PlanInput } from '../../src/codemod/codemod.js';
import { placeOfModule, type ModulePlace } from '../../src/codemod/place.js';
import { UserError } from '../../src/codemod/user-error.js';
import { applyEdits } from '../../src/edit/apply.js';
import { relativeSpecifier } from '../../src/edit/modules.js';
import { restyle } from '../../src/edit/restyle.js';
import { stripTypes } from '../../src/edit/strip-types.js';
import type { Style } from '../../src/edit/style.js';
import { printModule, type ModuleLogger, type Print } from './print.js';

/** The shutdown module of a package. */
export interface ShutdownModule extends ModulePlace {
  /** It is there already. */
  exists: boolean;
}

/** @throws {UserError} where there is a file at its path that is no such module. */
export async function findModule(input: PlanInput): Promise<ShutdownModule> {
  const place = placeOfModule(input, input.files, 'shutdown', 'module');
  if (!existsSync(place.path)) return { ...place, exists: false };
  const file = await input.open(place.path);
  if (!file || !/\bfunction onShutdown\b/.test(file.text) || !/\bfunction drainServer\b/.test(file.text)) {
    throw new UserError(`${place.path} is no shutdown module of this codemod. Choose another place with --module <path>.`);
  }
  return { ...place, exists: true };
}

/** The text of a new module, in the package's language and style. */
export async function newModule(input: PlanInput, place: ModulePlace, logger: ModuleLogger | null, style: Style): Promise<string> {
  const times = { deadlineMs: Number(input.options['deadlineMs']), preStopMs: Number(input.options['preStopDelayMs']) };
  const modules: Print['modules'] = place.language === 'js' ? place.modules : (await needsImportEquals(place.path, input)) ? 'import-equals' : 'esm';
  let text = printModule({ times, logger, modules });
  if (place.language === 'js') text = applyEdits(text, stripTypes(parse(`${place.path}.ts`, text)));
  return restyle(parse(place.path, text), style);
}

function parse(path: string, text: string) {
  const parsed = parseModule(path, text);
  if ('reason' in parsed) throw new Error(parsed.reason);
  return parsed.module;
}

/** Whether TypeScript builds the module to CommonJS without the help that a default import of such a package needs. */
async function needsImportEquals(path: string, { packageJson }: PlanInput): Promise<boolean> {
  const { ts } = await import('ts-morph');
  const config = ts.findConfigFile(dirname(path), ts.sys.fileExists);
  if (!config) return packageJson['type'] !== 'module' && !path.endsWith('.mts');
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(config, ts.sys.readFile).config, ts.sys, dirname(config));
  const { module, esModuleInterop } = options;
  return esModuleInterop !== true && (module === undefined || module === ts.ModuleKind.CommonJS);
}

/**
 * The logger that the module can write with: exported under a name, known to keep errors' stacks, and imported without
 * a circle through the files that will import the module.
 */
export function loggerFor(project: Project, place: ModulePlace, resources: readonly Resource[], edited: ReadonlySet<string>, style: Style): ModuleLogger | null {
  for (const resource of resources) {
    const { module, receiver, lifecycle } = resource;
    const name = lifecycle.stage === 'logger' ? bindingOfResource(resource)?.name : undefined;
    const imported = name && exportedAs(resource, name);
    if (!name || !imported || RESERVED.has(name) || leadsTo(project, module.path, edited)) continue;
    const methods = (['info', 'error'] as const).map((method) => project.models.member(receiver.model, receiver.type, method));
    const [info, error] = methods.map((member) => (member?.kind === 'call' ? member : null));
    const errorForm = error?.call.logShape === undefined ? undefined : error.owner.logShapes?.[error.call.logShape]?.fix;
    if (!info || errorForm === undefined) continue;
    return { name, imported, from: relativeSpecifier(place.path, module.path, style.importExtensions), errorForm, close: lifecycle.close };
  }
  return null;
}

/** Names that the module declares itself. */
const RESERVED = new Set(['close', 'open', 'servers', 'sleep', 'closeWithGrace', 'shutDown']);

/** The name under which a module exports one of its own; `default`; null where it doesn't. */
function exportedAs({ module: { exports } }: Resource, name: string): string | null {
  for (const [exported, entry] of exports.named) {
    if ('local' in entry && entry.local === name) return exported;
    if (exported === 'default' && 'node' in entry && entry.node.type === 'Identifier' && entry.node.name === name) return exported;
  }
  return exports.whole.some((node) => node.type === 'Identifier' && node.name === name) ? 'default' : null;
}

/** Whether a file loads one of some files, itself or through others. */
function leadsTo(project: Project, path: string, files: ReadonlySet<string>): boolean {
  const loaded = new Set([path]);
  for (const file of loaded) {
    if (files.has(file)) return true;
    for (const imported of importsOf(project, file).files) loaded.add(imported);
  }
  return false;
}
