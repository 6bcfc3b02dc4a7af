import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import rule, { type ShutdownEvidence } from '../../rules/require-graceful-shutdown.js';
import { hasOtherSide } from '../../src/analysis/lifecycle/open.js';
import { bindingOfResource, type Resource } from '../../src/analysis/lifecycle/resources.js';
import { parentOf, type Node } from '../../src/analysis/project/ast.js';
import { parseModule, referencesOf } from '../../src/analysis/project/module.js';
import type { Codemod, Plan, PlanFile, PlanInput } from '../../src/codemod/codemod.js';
import { placeModule } from '../../src/codemod/generated-module.js';
import { UserError } from '../../src/codemod/user-error.js';
import type { Edit } from '../../src/edit/edit.js';
import { addImports } from '../../src/edit/imports.js';
import { relativeSpecifier } from '../../src/edit/modules.js';
import { freeName } from '../../src/edit/names.js';
import { statementInsertion } from '../../src/edit/places.js';
import { quote } from '../../src/edit/print.js';
import { restyle } from '../../src/edit/restyle.js';
import { styleOf, type Style } from '../../src/edit/style.js';
import { printShutdown, type Limits } from './shutdown-module.js';

/** A resource that registers itself where it is made. */
interface Site {
  file: PlanFile;
  resource: Resource;
  /** The statement that makes it. */
  statement: Node;
  /** The name that it has or is given. */
  name: string;
  /** Where the name has to be given: the result of the call is thrown away, or is `module.exports` at once. */
  naming: 'declare' | 'export' | null;
}

const codemod: Codemod = {
  name: 'add-graceful-shutdown',
  summary: 'Drain servers, workers and pools when the process is told to stop, in order and within a deadline',
  rule: rule.definition.name,
  options: [
    { flag: 'shutdown', type: 'string', default: '', description: "Path of the shutdown module in the package; lib/resilience/shutdown in the source folder where it isn't given" },
    { flag: 'deadline-ms', type: 'number', default: 10_000, description: 'Time in milliseconds after which the process ends whatever is still open' },
    { flag: 'pre-stop-ms', type: 'number', default: 0, description: 'Time in milliseconds between the signal and the end of new connections' },
  ],

  async plan(input) {
    const plan: Plan = { edits: new Map(), create: new Map(), dependencies: {}, declined: [] };
    const limits = readLimits(input.options);
    const sites: Site[] = [];
    for (const file of input.files) {
      for (const finding of file.findings) {
        const evidence = finding.evidence as ShutdownEvidence;
        const planned = await planApplication(input, evidence, plan);
        if (typeof planned !== 'string') sites.push(...planned);
        else plan.declined.push({ path: file.path, line: file.analysis.module.lineOf(finding.start), reason: planned });
      }
    }
    if (sites.length === 0) return plan;

    const files = [...new Set(sites.map((site) => site.file))];
    const { path, shape } = placeModule(input, files, 'shutdown', { flag: 'shutdown', path: String(input.options['shutdown'] ?? '') });
    if (existsSync(path)) throw new UserError(`${path} is there already. Choose another place with --shutdown <path>.`);
    const parsed = parseModule(path, printShutdown(limits, shape));
    if ('reason' in parsed) throw new Error(parsed.reason);
    plan.create.set(path, restyle(parsed.module, input.style));
    for (const file of files) plan.edits.set(file.path, editsOf(file, sites.filter((site) => site.file === file), path, input.style));
    plan.dependencies = { 'close-with-grace': '^2.2.0' };
    return plan;
  },
};

export default codemod;

/** The sites of an application, or why it is left alone. */
async function planApplication(input: PlanInput, { verdict, resources }: ShutdownEvidence, plan: Plan): Promise<Site[] | string> {
  if (verdict.kind !== 'missing') {
    const place = 'registration' in verdict ? ` at ${basename(verdict.registration.module.path)}:${verdict.registration.module.lineOf(verdict.registration.node.start)}` : '';
    return `It has a handler of its own${place}. Close what stays open there.`;
  }
  const sites: Site[] = [];
  for (const resource of resources) {
    const file = await input.open(resource.module.path);
    const site = file && siteOf(file, resource, sites);
    if (site) sites.push(site);
    else if (file && hasOtherSide(resource)) {
      const line = resource.module.lineOf(resource.node.start);
      plan.declined.push({ path: file.path, line, reason: `\`${resource.name}\` has no name that a statement behind it could use. Close it by hand with onShutdown().` });
    }
  }
  const server = sites.some(({ resource }) => resource.lifecycle.stage === 'server' || resource.lifecycle.stage === 'worker');
  return server ? sites : 'The server or worker that takes the work has no name that a statement could use.';
}

function siteOf(file: PlanFile, resource: Resource, others: readonly Site[]): Site | null {
  const statement = statementOf(resource.node);
  if (!statement) return null;
  const binding = bindingOfResource(resource);
  if (binding) return { file, resource, statement, name: binding.name, naming: null };
  if (statement.type !== 'ExpressionStatement') return null;
  const naming = isWholeStatement(resource.node) ? 'declare' : isWholeExport(statement.expression, resource.node) ? 'export' : null;
  if (!naming) return null;
  const taken = new Set(others.filter((site) => site.file === file).map((site) => site.name));
  const name = freeName(resource.module.program, resource.lifecycle.stage === 'server' ? 'server' : resource.lifecycle.stage, taken);
  return { file, resource, statement, name, naming };
}

/** The statement that a node stands in, where another one can follow it. */
function statementOf(node: Node): Node | null {
  let current: Node = node;
  for (let parent = node.parent; parent; current = parent, parent = parent.parent) {
    if (parent.type === 'Program' || parent.type === 'BlockStatement') return current;
    if (parent.type === 'ArrowFunctionExpression' || parent.type === 'ClassBody') return null;
  }
  return null;
}

/** Whether a call is all that its statement does: its result has no name yet. */
function isWholeStatement(node: Node): boolean {
  const parent = parentOf(node);
  return parent?.type === 'ExpressionStatement' || (parent?.type === 'AwaitExpression' && parentOf(parent)?.type === 'ExpressionStatement');
}

/** `module.exports = createClient(…);` */
function isWholeExport(expression: Node, node: Node): boolean {
  if (expression.type !== 'AssignmentExpression' || expression.right !== node || expression.left.type !== 'MemberExpression') return false;
  const { object, property } = expression.left;
  return object.type === 'Identifier' && object.name === 'module' && property.type === 'Identifier' && property.name === 'exports';
}

function editsOf(file: PlanFile, sites: readonly Site[], modulePath: string, fallback: Style): Edit[] {
  const source = file.analysis.module;
  const style = styleOf(source, fallback);
  const from = relativeSpecifier(file.path, modulePath, style.importExtensions);
  const requests = sites.map((site) => ({ from, name: isHttpServer(site.resource) ? 'drainServer' : 'onShutdown' }));
  const { names, edits } = addImports(source, requests, style);
  const naming = sites.flatMap(({ naming, statement, resource, name }): Edit[] => {
    if (!naming) return [];
    const end = naming === 'declare' ? statement.start : resource.node.start;
    return [{ start: statement.start, end, text: `const ${name} = ` }];
  });
  const insertions = sites.map((site, index) => statementInsertion(source, site.statement, linesOf(site, names[index]!, style), style));
  return [...edits, ...naming, ...insertions];
}

/** An HTTP server, or a framework's application with one inside. */
function isHttpServer({ lifecycle, receiver }: Resource): boolean {
  return lifecycle.stage === 'server' && (lifecycle.httpServer !== undefined || receiver.model.area === 'runtime' || /\bresolve\b/.test(lifecycle.close));
}

function linesOf(site: Site, register: string, style: Style): string {
  const { name, resource } = site;
  const { lifecycle } = resource;
  const semicolon = style.semicolons ? ';' : '';
  const label = quote(name, style);
  const close = `() => ${inName(lifecycle.close, name)}`;
  const lines = isHttpServer(resource)
    ? [`${register}(${[label, ...(lifecycle.httpServer ? [inName(lifecycle.httpServer, name), close] : [name])].join(', ')})${semicolon}`]
    : [`${register}(${quote(lifecycle.stage, style)}, ${label}, ${close})${semicolon}`];
  if (lifecycle.errorEvent && !hasListener(site)) {
    lines.unshift(`${name}.on(${quote(lifecycle.errorEvent, style)}, (error) => console.error(${quote(`${name} failed:`, style)}, error))${semicolon}`);
  }
  if (site.naming === 'export') lines.push(`${style.lineEnd}module.exports = ${name}${semicolon}`);
  return lines.join(style.lineEnd);
}

/** A model's code with a name in the place of `$`. */
function inName(code: string, name: string): string {
  return code.replace(/(?<![.\w$])\$(?=[.)])/g, name);
}

/** Whether the file registers a listener for the resource's errors. */
function hasListener({ resource }: Site): boolean {
  const binding = bindingOfResource(resource);
  return (binding ? referencesOf(resource.module, binding) : []).some((reference) => {
    const text = resource.module.text.slice(reference.end, reference.end + 40);
    return new RegExp(`^\\s*\\.(?:on|once|addListener)\\(\\s*['"\`]${resource.lifecycle.errorEvent}`).test(text);
  });
}

function readLimits(options: Record<string, unknown>): Limits {
  const limits = { deadlineMs: Number(options['deadlineMs']), preStopMs: Number(options['preStopMs']) };
  if (!(limits.deadlineMs >= 1)) throw new UserError('--deadline-ms takes a number of 1 or more.');
  if (!(limits.preStopMs >= 0)) throw new UserError('--pre-stop-ms takes a number of 0 or more.');
  return limits;
}
