import { relative } from 'node:path';
import type { ShutdownEvidence } from '../../rules/require-graceful-shutdown.js';
import rule from '../../rules/require-graceful-shutdown.js';
import type { ResolvedCall } from '../../src/analysis/calls.js';
import { isHandedOver, isToBeClosed } from '../../src/analysis/lifecycle/open.js';
import type { Resource } from '../../src/analysis/lifecycle/resources.js';
import type { Module } from '../../src/analysis/project/module.js';
import type { Project } from '../../src/analysis/project/project.js';
import type { Codemod, Plan, PlanFile, PlanInput } from '../../src/codemod/codemod.js';
import { UserError } from '../../src/codemod/user-error.js';
import type { Edit } from '../../src/edit/edit.js';
import { addImports } from '../../src/edit/imports.js';
import { relativeSpecifier } from '../../src/edit/modules.js';
import { commonStyle, styleOf, type Style } from '../../src/edit/style.js';
import type { Action, Helper } from './action.js';
import { findModule, loggerFor, newModule } from './module.js';
import { jobAction, named, resourceAction } from './resource.js';
import { serverAction } from './server.js';

const codemod: Codemod = {
  name: 'add-graceful-shutdown',
  summary: 'Let a process finish its requests and jobs on SIGTERM, then close what it has open, within a deadline',
  rule: rule.definition.name,
  options: [
    { flag: 'module', type: 'string', default: '', description: "Path of the shutdown module in the package; lib/resilience/shutdown in the source folder where it isn't given" },
    { flag: 'deadline-ms', type: 'number', default: 10_000, description: 'Time in milliseconds after which the process ends whatever is still open' },
    { flag: 'pre-stop-delay-ms', type: 'number', default: 0, description: 'Time in milliseconds from the signal until new connections are refused' },
  ],

  async plan(input) {
    const plan: Plan = { edits: new Map(), create: new Map(), dependencies: {}, declined: [] };
    if (!(Number(input.options['deadlineMs']) >= 1)) throw new UserError('--deadline-ms takes a number of 1 or more.');
    const works: Work[] = [];
    for (const file of input.files) {
      for (const finding of file.findings) {
        const work = await workOf(input, file, finding.evidence as ShutdownEvidence | undefined);
        if ('actions' in work) works.push(work);
        const reasons = 'actions' in work ? work.left : [work.reason];
        if (reasons.length > 0) plan.declined.push({ path: file.path, line: file.analysis.module.lineOf(finding.start), reason: reasons.join(' ') });
      }
    }
    if (works.some(({ actions }) => actions.length > 0)) await carryOut(input, works, plan);
    return plan;
  },
};

export default codemod;

/** What has to be done for one application. */
interface Work {
  project: Project;
  resources: Resource[];
  actions: Action[];
  /** What can't be done, and why. */
  left: string[];
}

async function workOf(input: PlanInput, file: PlanFile, shutdown: ShutdownEvidence | undefined): Promise<Work | { reason: string }> {
  if (!shutdown) return { reason: 'A handler of signals is there already: wait in it for what it closes, and exit then.' };
  const { project } = file.analysis;
  const { verdict, registrations, application, sites, jobs } = shutdown;
  const module = await findModule(input);
  if (verdict.kind !== 'missing') {
    const own = registrations.find((registration) => registration.module.path !== module.path);
    if (own) return { reason: `${place(input, own.module, own.node)} handles signals already: ${ADVICE[verdict.kind]}` };
  }
  const isNew = ({ module: { path } }: { module: Module }) => project.resolver.packageOf(path)?.dir === application.dir;
  const work: Work = { project, resources: shutdown.resources, actions: [], left: [] };
  if (verdict.kind === 'missing') {
    for (const site of sites.filter((each) => isNew(each) && each.call.concept === 'listen')) {
      const action = serverAction(project, site);
      if ('reason' in action) return action;
      work.actions.push(action);
    }
    for (const job of jobs.filter(isNew)) {
      const action = jobAction(job);
      if ('reason' in action) work.left.push(action.reason);
      else work.actions.push(action);
    }
  }
  const open = verdict.kind === 'incomplete' ? verdict.open : shutdown.resources.filter((resource) => isToBeClosed(project, application, resource));
  for (const resource of open.filter(({ lifecycle }) => lifecycle.stage !== 'server')) {
    const action = resourceAction(project, shutdown, resource);
    if (!('reason' in action)) work.actions.push(action);
    else if (!isHandedOver(project, resource)) work.left.push(action.reason);
  }
  if (verdict.kind === 'missing' && work.actions.length === 0) return { reason: `Nothing is in view that could be closed: ${describe(sites)}.` };
  return work;
}

const ADVICE: Record<'sound' | 'swallowed' | 'incomplete' | 'unbounded', string> = {
  sound: 'it is left alone.',
  swallowed: 'end the process there, or remove it and run this again.',
  incomplete: 'close what the message names there, or remove it and run this again.',
  unbounded: 'add a timer there that ends the process, or remove it and run this again.',
};

function describe(sites: readonly ResolvedCall[]): string {
  return sites.map((site) => named({ ...site, node: site.node as Resource['node'], name: site.label })).join(', ');
}

function place({ packageDir }: PlanInput, module: Module, { start }: { start: number }): string {
  return `${relative(packageDir, module.path)}:${module.lineOf(start)}`;
}

/** Writes the edits of all files, and the module where there is none. */
async function carryOut(input: PlanInput, works: readonly Work[], plan: Plan): Promise<void> {
  const byPath = new Map<string, Action[]>();
  const actions = new Map(works.flatMap((work) => work.actions.map((action) => [action.at, action])));
  for (const action of actions.values()) {
    byPath.set(action.module.path, [...(byPath.get(action.module.path) ?? []), action]);
  }
  const files: PlanFile[] = [];
  for (const path of byPath.keys()) {
    const file = await input.open(path);
    if (!file) throw new Error(`${path} can't be read.`);
    files.push(file);
  }
  const module = await findModule(input);
  const style = commonStyle(files.map(({ analysis }) => analysis.module), input.style);
  for (const file of files) plan.edits.set(file.path, editsOf(file, byPath.get(file.path)!, module.path, style));
  if (module.exists) return;
  const { project } = works[0]!;
  const logger = loggerFor(project, module, works.flatMap(({ resources }) => resources), new Set(byPath.keys()), style);
  plan.create.set(module.path, await newModule(input, module, logger, style));
  plan.dependencies = { 'close-with-grace': '^2.5.0' };
}

function editsOf({ path, analysis }: PlanFile, actions: readonly Action[], modulePath: string, fallback: Style): Edit[] {
  const source = analysis.module;
  const style = styleOf(source, fallback);
  const from = relativeSpecifier(path, modulePath, style.importExtensions);
  const helpers = [...new Set(actions.flatMap((action) => action.helpers))].sort();
  const { names, edits } = addImports(source, helpers.map((name) => ({ from, name })), style);
  const called = Object.fromEntries(helpers.map((helper, index) => [helper, names[index]!])) as Record<Helper, string>;
  return [...edits, ...actions.flatMap((action) => action.edits(called, style))];
}
