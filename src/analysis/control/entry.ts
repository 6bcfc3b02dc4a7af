import { createRequire } from 'node:module';
import type { MethodDefinition, PropertyDefinition } from 'oxc-parser';
import type Picomatch from 'picomatch';
import type { Callback } from '../../models/model.js';
import { isClass, isInside, keyName, type ClassNode, type FunctionNode, type Node, type NodeOf } from '../project/ast.js';
import { moduleOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { evaluate } from '../values/evaluate.js';
import { decoratorsOf } from '../values/inject.js';
import { typeValue } from '../values/types.js';
import { alternatives } from '../values/value.js';

/**
 * The role in which a framework calls a function that isn't passed to it: by a decorator, as a method of a class that
 * the framework knows, by its declared type, or as an export of a file with a conventional path. Null for all others.
 */
export function entryRole(project: Project, fn: FunctionNode): Callback['role'] | null {
  const holder = fn.parent;
  if (holder?.type === 'MethodDefinition' || holder?.type === 'PropertyDefinition') return methodRole(project, holder);
  if (holder?.type === 'VariableDeclarator') {
    const role = declaredRole(project, holder.id);
    if (role) return role;
  }
  if (holder?.type === 'Property') {
    const role = resolverRole(project, fn, holder);
    if (role) return role;
  }
  return conventionRole(project, fn);
}

/** `{ Query: { posts: () => … }, Post: { author: (post) => … } }`: a function of such an object. */
function resolverRole(project: Project, fn: FunctionNode, field: NodeOf<'Property'>): Callback['role'] | null {
  const holder = field.parent?.parent;
  const types = holder?.type === 'Property' && field.parent?.type === 'ObjectExpression' ? holder.parent : null;
  if (holder?.type !== 'Property' || types?.type !== 'ObjectExpression') return null;
  const names = types.properties.flatMap((property) => (property.type === 'Property' ? (keyName(property.key, property.computed) ?? []) : []));
  const own = keyName(holder.key, holder.computed);
  for (const { roots, package: name } of project.models.resolverRoots) {
    if (own === null || !names.some((key) => roots.includes(key)) || project.resolver.versionOf(moduleOf(fn).path, name) === null) continue;
    if (roots.includes(own)) return 'handler';
    // Types begin with a capital; what else stands beside them is no type.
    return /^[A-Z]/.test(own) ? 'element' : null;
  }
  return null;
}

function methodRole(project: Project, member: MethodDefinition | PropertyDefinition): Callback['role'] | null {
  for (const { library } of decoratorsOf(project, member)) {
    const role = library.entry?.decorator?.role;
    if (role) return role;
  }
  return hookRole(project, member);
}

/** The role of a method that a base class or an interface of a framework announces. */
export function hookRole(project: Project, member: MethodDefinition | PropertyDefinition): Callback['role'] | null {
  const owner = member.parent?.parent;
  const name = keyName(member.key, member.computed);
  return isClass(owner) && name !== null ? announcedRole(project, owner, name) : null;
}

function announcedRole(project: Project, owner: ClassNode, name: string): Callback['role'] | null {
  const bases = [...(owner.superClass ? [evaluate(project, owner.superClass)] : []), ...(owner.implements ?? []).map((base) => typeValue(project, base as Node))];
  for (const base of bases.flatMap(alternatives)) {
    const type =
      base.kind === 'receiver' ? project.models.type(base.model, base.type)
      : base.kind === 'library' && base.model && base.entry?.class ? project.models.type(base.model, base.entry.class)
      : null;
    const role = type?.type.hooks?.[name];
    if (role) return role;
    if (base.kind === 'class' && base.node !== owner) return announcedRole(project, base.node, name);
  }
  return null;
}

/** `const list: RequestHandler = …`. */
function declaredRole(project: Project, id: Node): Callback['role'] | null {
  const annotation = (id as { typeAnnotation?: { typeAnnotation: Node } | null }).typeAnnotation;
  const type = annotation ? typeValue(project, annotation.typeAnnotation) : null;
  if (type?.kind !== 'receiver') return null;
  return project.models.type(type.model, type.type)?.type.function?.role ?? null;
}

/** A function that is, or is written inside, what a conventional file exports: `export const GET = withAuth(async () => …)`. */
function conventionRole(project: Project, fn: FunctionNode): Callback['role'] | null {
  const module = moduleOf(fn);
  for (const { convention, names } of conventionsOf(project, module)) {
    if (convention.directive && !hasDirective(module, fn, convention.directive)) continue;
    for (const [name, exported] of module.exports.named) {
      if (!names.includes('*') && !names.includes(name)) continue;
      const node = 'node' in exported ? exported.node : 'local' in exported ? declarationOf(module, exported.local) : null;
      if (node && isInside(fn, node)) return convention.role;
    }
  }
  return null;
}

function declarationOf(module: Module, name: string): Node | null {
  const declaration = module.root.values.get(name)?.declarations[0];
  return declaration?.parent?.type === 'VariableDeclarator' ? declaration.parent : (declaration ?? null);
}

let matches: typeof Picomatch | undefined;

function conventionsOf(project: Project, module: Module) {
  const table = project.derived<Module, { convention: Project['models']['conventions'][number]['convention']; names: string[] }[]>('conventions');
  let found = table.get(module);
  if (!found) {
    matches ??= createRequire(import.meta.url)('picomatch') as typeof Picomatch;
    found = project.models.conventions
      .filter(({ convention, package: name }) => matches!.isMatch(module.path, convention.files) && project.resolver.versionOf(module.path, name) !== null)
      .map(({ convention }) => ({ convention, names: convention.names }));
    table.set(module, found);
  }
  return found;
}

/** `'use server'` at the top of the file or of the function. */
function hasDirective(module: Module, fn: FunctionNode, directive: string): boolean {
  const body = fn.body && fn.body.type === 'BlockStatement' ? fn.body.body : [];
  return [...module.program.body, ...body].some(
    (statement) => statement.type === 'ExpressionStatement' && statement.expression.type === 'Literal' && statement.expression.value === directive,
  );
}

