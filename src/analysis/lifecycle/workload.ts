import { relative, sep } from 'node:path';
import { rootOf } from '../project/importers.js';
import type { Module } from '../project/module.js';
import type { Project } from '../project/project.js';

/** Folders and files of programs that nobody deploys. */
const ASIDE =
  /(?:^|\/)(?:examples?|samples?|demos?|playgrounds?|sandbox|bench(?:mark)?s?|mocks?|stubs?|fakes?|tools?|tooling|templates?|dev|[\w-]+-tests?)(?:[/.]|$)|[/.-](?:mock|stub|fake|dev|example|demo|local|template)[.-]/i;

const ASIDE_PACKAGE = /(?:^|[/-])(?:examples?|demos?|playground|sandbox|benchmarks?|tests?|e2e|fixtures?|mocks?)(?:-|$)/;

/**
 * Whether somebody else than the code starts and stops the process that a module belongs to: a command line, a library's
 * user, a framework that serves files, a platform that calls an exported `handler`; or nobody deploys it at all.
 */
export function isManagedElsewhere(project: Project, module: Module): boolean {
  const json = project.resolver.packageOf(module.path)?.json ?? {};
  const root = rootOf(project, module.path);
  if (root && ASIDE.test(relative(root, module.path).split(sep).join('/'))) return true;
  if (typeof json['name'] === 'string' && ASIDE_PACKAGE.test(json['name'])) return true;
  if (!hasStart(json) && (json['bin'] !== undefined || isPublished(json))) return true;
  const exported = module.memberWrites.get('exports') ?? [];
  if (module.exports.named.has('handler') || exported.some(({ path }) => path[0] === 'handler')) return true;
  return project.models.conventions.some(({ package: name }) => dependsOn(json, name));
}

/** Whether a package says how it is started: it is a program, whatever else it is. */
function hasStart({ scripts }: Record<string, unknown>): boolean {
  return typeof scripts === 'object' && scripts !== null && Object.keys(scripts).some((name) => /^start(?::prod(?:uction)?)?$/.test(name));
}

/** Whether a package is made for others to install. */
function isPublished(json: Record<string, unknown>): boolean {
  return json['private'] !== true && ['files', 'publishConfig', 'types', 'typings'].some((key) => json[key] !== undefined);
}

function dependsOn(json: Record<string, unknown>, name: string): boolean {
  return ['dependencies', 'devDependencies'].some((section) => {
    const names = json[section];
    return typeof names === 'object' && names !== null && name in names;
  });
}
