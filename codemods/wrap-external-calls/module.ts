import { existsSync } from 'node:fs';
import type { Node } from 'oxc-parser';
import { intersects, validRange } from 'semver';
import { nodesOf, parseModule } from '../../src/analysis/project/module.js';
import type { PlanFile, PlanInput } from '../../src/codemod/codemod.js';
import { placeOfModule } from '../../src/codemod/place.js';
import { UserError } from '../../src/codemod/user-error.js';
import type { Edit } from '../../src/edit/edit.js';
import { moduleKindOf } from '../../src/edit/modules.js';
import { insertAtEnd } from '../../src/edit/places.js';
import { restyle } from '../../src/edit/restyle.js';
import { styleOf } from '../../src/edit/style.js';
import { findLogger } from '../../src/codemod/logger.js';
import { printDependency, printPolicies, printServiceAt, type Limits, type Shape } from './policies.js';

/** The policies module of a package: where it is, how it is written, and the services that it has already. */
export interface PoliciesModule {
  path: string;
  shape: Shape;
  /** The module as it is; null where there is none. */
  file: PlanFile | null;
  /** Service -> its constant. */
  constants: Map<string, string>;
  /** It has `serviceAt`. */
  hasServiceAt: boolean;
}

/** What a module lacks. */
export interface Additions {
  services: readonly NewService[];
  serviceAt: boolean;
}

export interface NewService {
  service: string;
  constant: string;
  /** Where it is not the module's own. */
  timeoutMs: number | null;
}

/** @throws {UserError} where there is a file at its path that is no such module. */
export async function findModule(input: PlanInput): Promise<PoliciesModule> {
  const { path, shape } = placeFor(input);
  if (!existsSync(path)) return { path, shape, file: null, constants: new Map(), hasServiceAt: false };
  const file = await input.open(path);
  const constants = file && servicesIn(file);
  if (!constants) throw new UserError(`${path} is no policies module of this codemod. Choose another place with --policies <path>.`);
  const { module } = file.analysis;
  const hasServiceAt = module.text.includes('function serviceAt(');
  return { path, shape: { ...shape, modules: moduleKindOf(module) ?? shape.modules }, file, constants, hasServiceAt };
}

/** `export const pricing = dependency('pricing');` of a module that declares `dependency`; null where it doesn't. */
function servicesIn({ analysis: { module } }: PlanFile): Map<string, string> | null {
  const isOurs = module.program.body.some((statement) => statement.type === 'FunctionDeclaration' && statement.id?.name === 'dependency');
  if (!isOurs || !module.text.includes('cockatiel')) return null;
  const found = new Map<string, string>();
  for (const call of nodesOf(module, 'CallExpression')) {
    const [service] = call.arguments;
    if (call.callee.type !== 'Identifier' || call.callee.name !== 'dependency') continue;
    const constant = nameOfHolder(call.parent);
    if (constant && service?.type === 'Literal' && typeof service.value === 'string') found.set(service.value, constant);
  }
  return found;
}

function nameOfHolder(holder: Node | undefined): string | null {
  if (holder?.type === 'VariableDeclarator') return holder.id.type === 'Identifier' ? holder.id.name : null;
  const left = holder?.type === 'AssignmentExpression' ? holder.left : null;
  return left?.type === 'MemberExpression' && left.property.type === 'Identifier' ? left.property.name : null;
}

/** The text of a new module. */
export function newModule({ path, shape }: PoliciesModule, limits: Limits, added: Additions, input: PlanInput): string {
  const logger = findLogger(input.files[0]!.analysis.project, path, shape, input.style);
  const parsed = parseModule(path, `${printPolicies(limits, shape, logger)}\n${print(added, shape)}\n`);
  if ('reason' in parsed) throw new Error(parsed.reason);
  return restyle(parsed.module, input.style);
}

/** What adds to the module that is there. */
export function moduleEdits({ shape }: PoliciesModule, file: PlanFile, added: Additions, input: PlanInput): Edit[] {
  if (added.services.length === 0 && !added.serviceAt) return [];
  const { module } = file.analysis;
  const style = styleOf(module, input.style);
  const lines = parseModule(file.path, print(added, shape));
  if ('reason' in lines) throw new Error(lines.reason);
  return [insertAtEnd(module, restyle(lines.module, style), style)];
}

function print({ services, serviceAt }: Additions, shape: Shape): string {
  const lines = services.map(({ constant, service, timeoutMs }) => printDependency(constant, service, timeoutMs, shape)).join('\n');
  return [...(serviceAt ? [printServiceAt(shape)] : []), ...(lines ? [lines] : [])].join('\n\n');
}

function placeFor(input: PlanInput): { path: string; shape: Shape } {
  const { path, language, modules } = placeOfModule(input, input.files, 'policies', 'policies');
  return { path, shape: { language, modules, mergesSignals: mayLackAny(input.packageJson) } };
}

/** Whether the package may run on, or is typed for, a Node.js without `AbortSignal.any`. */
function mayLackAny(packageJson: Record<string, unknown>): boolean {
  return allows(rangeIn(packageJson, 'engines', 'node'), '<20.3.0') || allows(rangeIn(packageJson, 'devDependencies', '@types/node'), '<20.0.0');
}

/** The version of cockatiel that the package can take: from 4 on it is made of modules alone and needs Node.js 22. */
export function cockatielRange(packageJson: Record<string, unknown>, { language, modules }: Shape): string {
  const present = ['dependencies', 'devDependencies'].map((section) => rangeIn(packageJson, section, 'cockatiel')).find((range) => range !== null);
  if (present && intersects(present, '>=3.2.1')) return present;
  const engines = rangeIn(packageJson, 'engines', 'node');
  const isModule = language === 'ts' ? packageJson['type'] === 'module' : modules === 'esm';
  return isModule && engines !== null && !allows(engines, '<22.0.0') ? '^4.0.0' : '^3.2.1';
}

function allows(range: string | null, versions: string): boolean {
  return range !== null && intersects(range, versions);
}

function rangeIn(packageJson: Record<string, unknown>, section: string, name: string): string | null {
  const range = (packageJson[section] as Record<string, unknown> | undefined)?.[name];
  return typeof range === 'string' && validRange(range) !== null ? range : null;
}
