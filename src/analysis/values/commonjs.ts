import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Expression } from 'oxc-parser';
import { keyName, plainArguments, templateText, type FunctionNode, type Node, type NodeOf } from '../project/ast.js';
import { lookUp, type Binding } from '../project/scope.js';
import { memo, type Memo } from '../project/memo.js';
import { bindingOf, moduleOf, nodesOf, scopeOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { evaluate } from './evaluate.js';
import { valueOfExport, valueOfModule } from './imports.js';
import { writtenMember } from './member.js';
import { union, unknown, type Value } from './value.js';

/** `module.exports`: the assigned value with what is added to it, or an object of the assigned members. */
export function commonJsExports(project: Project, module: Module): Value {
  const { whole } = module.exports;
  // `module.exports = exports = {…}` and members of `exports` alone both leave a namespace.
  if (whole.length === 0) return { kind: 'namespace', module, commonjs: true };
  const values = whole.map((node) => evaluate(project, node));
  const only = values.length === 1 ? values[0]! : union(values);
  return only.kind === 'unknown' && (module.memberWrites.get('exports')?.length ?? 0) > 0
    ? { kind: 'namespace', module, commonjs: true }
    : only;
}

/** A member of a namespace or of `module.exports`. */
export function namespaceMember(project: Project, module: Module, commonjs: boolean, name: string): Value {
  if (!commonjs) return valueOfExport(project, module, name);
  const written = writtenMember(project, module, 'exports', name) ?? aliasedMember(project, module, name);
  if (written) return written;
  const mixed = mixedInMember(project, module, name);
  if (mixed) return mixed;
  if (module.exports.stars.length > 0) return valueOfExport(project, module, name);
  return unknown(`${module.path} has no export named ${name}`);
}

/** `const User = module.exports; User.create = …`: members written through a local name. */
function aliasedMember(project: Project, module: Module, name: string): Value | null {
  for (const binding of exportAliases(module)) {
    const written = writtenMember(project, module, binding, name);
    if (written) return written;
  }
  return null;
}

/** Top-level names that stand for `module.exports`. */
function exportAliases(module: Module): Binding[] {
  return [...module.root.values.values()].filter((binding) => {
    const declarator = binding.declarations[0]?.parent;
    return declarator?.type === 'VariableDeclarator' && declarator.init && isModuleExports(declarator.init);
  });
}

/** `module.exports`, `exports`, or an assignment of one to the other. */
export function isModuleExports(node: Node): boolean {
  if (node.type === 'Identifier') return node.name === 'exports';
  if (node.type === 'AssignmentExpression') return isModuleExports(node.left) || isModuleExports(node.right);
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'module' &&
    keyName(node.property, node.computed) === 'exports'
  );
}

/** `require('./mixin')(User)`, `require('./mixin')(db, User)`: members that another module's function writes on its parameter. */
function mixedInMember(project: Project, module: Module, name: string): Value | null {
  const aliases = new Set(exportAliases(module).map((binding) => binding.name));
  for (const { specifier, given } of calledModules(module)) {
    const index = given.findIndex((argument) => argument.type === 'Identifier' && (aliases.has(argument.name) || argument.name === 'exports'));
    const mixin = index === -1 ? null : valueOfModule(project, module.path, specifier, 'require');
    if (mixin?.kind !== 'function') continue;
    const parameter = mixin.node.params[index] as Node | undefined;
    if (parameter?.type !== 'Identifier') continue;
    const binding = lookUp(scopeOf(mixin.module, mixin.node), parameter.name);
    const written = binding && writtenMember(project, mixin.module, binding, name);
    if (written) return written;
  }
  return null;
}

/** The modules that a module requires and calls at once, and what it passes. */
function calledModules(module: Module): { specifier: string; given: Expression[] }[] {
  return nodesOf(module, 'CallExpression').flatMap((call) => {
    const specifier = call.callee.type === 'CallExpression' ? requiredSpecifier(call.callee) : null;
    return specifier === null ? [] : [{ specifier, given: plainArguments(call) }];
  });
}

/**
 * What a module's function (`module.exports = function (db, User) { … }`) is passed as one of its parameters, by the
 * modules beside it or in the folder above that require it and call it at once. Null where there are none.
 */
export function passedByHost(project: Project, fn: FunctionNode, index: number): Value | null {
  const module = moduleOf(fn);
  if (!module.exports.whole.includes(fn)) return null;
  return memo(
    project.derived<FunctionNode, Memo<Value | null>>(`passed by hosts:${index}`),
    fn,
    () => findHost(project, module, index),
    () => null,
  );
}

function findHost(project: Project, module: Module, index: number): Value | null {
  const own = basename(module.path).replace(/\.[^.]+$/, '');
  const folder = dirname(module.path);
  const name = own === 'index' ? basename(folder) : own;
  const hosts: Value[] = [];
  for (const place of [folder, dirname(folder)]) {
    for (const path of sourceFiles(project, place)) {
      if (path === module.path) continue;
      const parsed = project.load(path);
      if ('reason' in parsed) continue;
      const host = parsed.module;
      if (!host.text.includes(`/${name}`)) continue;
      const aliases = new Set(exportAliases(host).map((binding) => binding.name));
      for (const { specifier, given } of calledModules(host)) {
        const argument = given[index];
        if (!argument || !specifier.includes(name)) continue;
        const resolution = project.resolver.resolve(path, specifier);
        if (resolution.kind !== 'file' || resolution.path !== module.path) continue;
        const isHost = argument.type === 'Identifier' && (aliases.has(argument.name) || argument.name === 'exports');
        hosts.push(isHost ? { kind: 'namespace', module: host, commonjs: true } : evaluate(project, argument));
      }
    }
  }
  return hosts.length > 0 ? union(hosts) : null;
}

/** Folders with more files than this are not searched. */
const MAX_FILES = 200;

function sourceFiles({ watch }: Project, folder: string): string[] {
  watch.note(folder);
  try {
    const files = readdirSync(folder).filter((name) => /\.c?js$/.test(name));
    return files.length > MAX_FILES ? [] : files.sort().map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** `require('./' + name)`: one of the modules of a folder, its own file left out. Null for every other call. */
export function requiredFromFolder(project: Project, node: NodeOf<'CallExpression'>): Value | null {
  const [argument] = node.arguments;
  if (!isRequire(node) || !argument) return null;
  const prefix =
    argument.type === 'TemplateLiteral' && argument.expressions.length === 1 && templateText(argument) === './'
      ? './'
      : argument.type === 'BinaryExpression' && argument.operator === '+' && argument.left.type === 'Literal'
        ? argument.left.value
        : null;
  if (prefix !== './') return null;
  const { path } = moduleOf(node);
  const values = sourceFiles(project, dirname(path))
    .filter((file) => file !== path)
    .map((file) => valueOfModule(project, path, `./${basename(file)}`, 'require'));
  return values.length > 0 ? union(values) : unknown('a module is required by a computed name');
}

/** The specifier of a `require('x')` or `module.require('x')`; null for every other call. */
export function requiredSpecifier(node: NodeOf<'CallExpression'>): string | null {
  if (!isRequire(node)) return null;
  const argument = node.arguments[0];
  if (argument?.type === 'Literal' && typeof argument.value === 'string') return argument.value;
  if (argument?.type === 'TemplateLiteral' && argument.expressions.length === 0) return keyName(argument, true);
  return null;
}

function isRequire({ callee }: NodeOf<'CallExpression'>): boolean {
  return (
    (callee.type === 'Identifier' && callee.name === 'require' && bindingOf(moduleOf(callee), callee) === null) ||
    (callee.type === 'MemberExpression' &&
      callee.object.type === 'Identifier' &&
      callee.object.name === 'module' &&
      keyName(callee.property, callee.computed) === 'require')
  );
}
