import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { keyName, templateText, type FunctionNode, type Node, type NodeOf } from '../project/ast.js';
import { lookUp, type Binding } from '../project/bind.js';
import { memo, type Memo } from '../project/memo.js';
import { bindingOf, moduleOf, nodesOf, type Module } from '../project/module.js';
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
  const root = module.scopes.get(module.program as Node)!;
  return [...root.values.values()].filter((binding) => {
    const declarator = binding.declarations[0]?.parent;
    return declarator?.type === 'VariableDeclarator' && declarator.init && isModuleExports(declarator.init as Node);
  });
}

/** `module.exports`, `exports`, or an assignment of one to the other. */
export function isModuleExports(node: Node): boolean {
  if (node.type === 'Identifier') return node.name === 'exports';
  if (node.type === 'AssignmentExpression') return isModuleExports(node.left as Node) || isModuleExports(node.right);
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'module' &&
    keyName(node.property as Node, node.computed) === 'exports'
  );
}

/** `require('./mixin')(User)`: members that another module's function writes on its parameter. */
function mixedInMember(project: Project, module: Module, name: string): Value | null {
  const aliases = new Set(exportAliases(module).map((binding) => binding.name));
  for (const { specifier, argument } of mixins(module)) {
    if (!aliases.has(argument) && argument !== 'exports') continue;
    const mixin = valueOfModule(project, module.path, specifier, 'require');
    if (mixin.kind !== 'function') continue;
    const parameter = mixin.node.params[0] as Node | undefined;
    if (parameter?.type !== 'Identifier') continue;
    const binding = lookUp(mixin.module.scopes.get(mixin.node) ?? null, parameter.name);
    const written = binding && writtenMember(project, mixin.module, binding, name);
    if (written) return written;
  }
  return null;
}

/** The modules that a module calls with one of its own names. */
function mixins(module: Module): { specifier: string; argument: string }[] {
  return nodesOf(module, 'CallExpression').flatMap(({ callee, arguments: [argument] }) => {
    if (callee.type !== 'CallExpression' || argument?.type !== 'Identifier') return [];
    const specifier = requiredSpecifier(callee);
    return specifier === null ? [] : [{ specifier, argument: argument.name }];
  });
}

/**
 * What a mixin (`module.exports = function (User) { … }`) is called with: the exports of a module beside it or in the
 * folder above that requires it and calls it at once. Null where the function is no such mixin.
 */
export function mixinHost(project: Project, fn: FunctionNode): Value | null {
  const module = moduleOf(fn);
  if (fn.params.length === 0 || !module.exports.whole.includes(fn)) return null;
  return memo(
    project.derived<FunctionNode, Memo<Value | null>>('mixin hosts'),
    fn,
    () => findHost(project, module),
    () => null,
  );
}

function findHost(project: Project, module: Module): Value | null {
  const own = basename(module.path).replace(/\.[^.]+$/, '');
  const folder = dirname(module.path);
  const name = own === 'index' ? basename(folder) : own;
  const hosts: Value[] = [];
  for (const place of [folder, dirname(folder)]) {
    for (const path of sourceFiles(place)) {
      if (path === module.path) continue;
      const parsed = project.load(path);
      if ('reason' in parsed) continue;
      const host = parsed.module;
      if (!host.text.includes(`/${name}`)) continue;
      const aliases = new Set(exportAliases(host).map((binding) => binding.name));
      const isHost = mixins(host).some(({ specifier, argument }) => {
        if (!aliases.has(argument) || !specifier.includes(name)) return false;
        const resolution = project.resolver.resolve(path, specifier);
        return resolution.kind === 'file' && resolution.path === module.path;
      });
      if (isHost) hosts.push({ kind: 'namespace', module: host, commonjs: true });
    }
  }
  return hosts.length > 0 ? union(hosts) : null;
}

/** Folders with more files than this are not searched. */
const MAX_FILES = 200;

function sourceFiles(folder: string): string[] {
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
  const values = sourceFiles(dirname(path))
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
      keyName(callee.property as Node, callee.computed) === 'require')
  );
}
