import type { Export, LibraryModel } from '../../models/model.js';
import type { Module } from '../project/module.js';
import { lookUp } from '../project/scope.js';
import { memo, type Memo } from '../project/memo.js';
import type { Project } from '../project/project.js';
import { valueOfBinding } from './bindings.js';
import { commonJsExports } from './commonjs.js';
import { evaluate } from './evaluate.js';
import { memberOf } from './member.js';
import { union, unknown, type Library, type Value } from './value.js';

/**
 * What an import gives. `name` is the imported name, `*` for the namespace, `require` for what `require()` returns.
 */
export function valueOfModule(project: Project, fromFile: string, specifier: string, name: string): Value {
  const resolution = project.resolver.resolve(fromFile, specifier);
  switch (resolution.kind) {
    case 'file': {
      const model = project.models.findFile(resolution.path);
      if (model) return libraryExport(model, model.package, name);
      const generated = project.models.generated(specifier, name);
      const parsed = project.load(resolution.path);
      if ('reason' in parsed) return generated ? libraryEntry(generated.model, generated.entry, name) : unknown(parsed.reason);
      const value = valueOfExport(project, parsed.module, name);
      return value.kind === 'unknown' && generated ? libraryEntry(generated.model, generated.entry, name) : value;
    }
    case 'package': {
      const version = project.resolver.versionOf(fromFile, resolution.name);
      const model = project.models.find(resolution.name, resolution.subpath, version);
      const path = resolution.subpath ? `${resolution.name}/${resolution.subpath}` : resolution.name;
      if (model) return libraryExport(model, path, name);
      const generated = project.models.generated(specifier, name);
      if (generated) return libraryEntry(generated.model, generated.entry, name);
      return { kind: 'library', package: path, path: isWhole(name) ? [] : [name], model: null, entry: null };
    }
    case 'builtin': {
      const model = project.models.find(resolution.name);
      if (model) return libraryExport(model, resolution.name, name);
      return { kind: 'library', package: resolution.name, path: isWhole(name) ? [] : [name], model: null, entry: null };
    }
    default: {
      const generated = project.models.generated(specifier, name);
      if (generated) return libraryEntry(generated.model, generated.entry, name);
      return unknown(resolution.reason);
    }
  }
}

function isWhole(name: string): boolean {
  return name === '*' || name === 'require' || name === '=';
}

function libraryEntry(model: LibraryModel, entry: Export, name: string): Library {
  return { kind: 'library', package: model.package, path: [name], model, entry };
}

function libraryExport(model: LibraryModel, packageName: string, name: string): Value {
  const whole: Library = { kind: 'library', package: packageName, path: [], model, entry: { namespace: true } };
  if (name === '*') return whole;
  if (name === 'require' || name === '=' || name === 'default') {
    const entry = model.exports['default'];
    return entry ? { ...whole, path: name === 'default' ? ['default'] : [], entry } : whole;
  }
  const entry = model.exports[name];
  return { kind: 'library', package: packageName, path: [name], model, entry: entry ?? null };
}

/** What a project module exports under a name. */
export function valueOfExport(project: Project, module: Module, name: string): Value {
  return memo(
    project.derived<Module, Memo<Value>>(`export ${name}`),
    module,
    () => computeExport(project, module, name),
    () => unknown(`${module.path} re-exports ${name} in a circle`),
  );
}

function computeExport(project: Project, module: Module, name: string): Value {
  const { named, stars, whole } = module.exports;
  const isCommonJs = !module.hasModuleSyntax || whole.length > 0;
  if (name === '*') return { kind: 'namespace', module, commonjs: isCommonJs && named.size === 0 };
  if (name === 'require' || name === '=') {
    return isCommonJs ? commonJsExports(project, module) : { kind: 'namespace', module, commonjs: false };
  }
  const direct = named.get(name);
  if (direct) {
    if ('node' in direct) return evaluate(project, direct.node);
    if ('source' in direct) return valueOfModule(project, module.path, direct.source, direct.name);
    const binding = lookUp(module.root, direct.local);
    return binding ? valueOfBinding(project, module, binding) : unknown(`${module.path} exports ${name} without declaring it`);
  }
  const found: Value[] = [];
  for (const source of stars) {
    if (!mayExport(project, module.path, source, name)) continue;
    const value = valueOfModule(project, module.path, source, name);
    if (value.kind !== 'unknown' && !(value.kind === 'library' && value.entry === null)) found.push(value);
  }
  if (found.length > 0) return union(found);
  if (isCommonJs) {
    const exported = commonJsExports(project, module);
    return name === 'default' ? exported : memberOf(project, exported, name, null);
  }
  return unknown(`${module.path} has no export named ${name}`);
}

/** A module that may pass on what others export under names that don't stand in its own text. */
const PASSES_ON = /\bexport\s*\*|\bmodule\.exports\b|\bexports\b|\\u/;

/** Whether the module behind `export * from` may have an export of a name, by its text: most of a barrel's don't, and needn't be parsed. */
function mayExport(project: Project, from: string, source: string, name: string): boolean {
  const resolution = project.resolver.resolve(from, source);
  if (resolution.kind !== 'file' || project.isLoaded(resolution.path)) return true;
  const known = project.onDisk<string, boolean>(`may export ${name}`);
  let answer = known.get(resolution.path);
  if (answer === undefined) {
    const text = project.text(resolution.path);
    known.set(resolution.path, (answer = text === '' || text.includes(name) || PASSES_ON.test(text)));
  }
  return answer;
}
