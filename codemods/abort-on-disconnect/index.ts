import type { AbortSignalEvidence } from '../../rules/propagate-abort-signal.js';
import rule, { signalEdits } from '../../rules/propagate-abort-signal.js';
import { accessOf, type ResolvedCall } from '../../src/analysis/calls.js';
import { isFunction, unwrap, type Node } from '../../src/analysis/project/ast.js';
import type { Codemod, Plan, PlanFile, PlanInput } from '../../src/codemod/codemod.js';
import { findGenerated, printGenerated, type GeneratedModule } from '../../src/codemod/generated.js';
import { findLogger } from '../../src/codemod/logger.js';
import { UserError } from '../../src/codemod/user-error.js';
import type { Edit } from '../../src/edit/edit.js';
import { addImports } from '../../src/edit/imports.js';
import { relativeSpecifier } from '../../src/edit/modules.js';
import { commonStyle, styleOf } from '../../src/edit/style.js';
import { printCancelling, type Driver } from './cancelling.js';
import { printSignals } from './signals.js';

/** The functions of the generated modules. */
type Helper = 'signalOf' | 'cancellable';

/** A change of one call, to be written once it is known what the helpers are called there. */
interface Change {
  helpers: Helper[];
  /** The driver that has to be told to cancel a statement. */
  driver?: Driver;
  edits(names: Record<Helper, string>): Edit[];
}

const codemod: Codemod = {
  name: 'abort-on-disconnect',
  summary: 'Pass the signal of a request, or of a caller, to the calls that it can cancel',
  rule: rule.definition.name,
  ruleOptions: { requests: true, responses: true },
  options: [
    { flag: 'callers-only', type: 'boolean', default: false, description: 'Pass on signals that a function is given, not those of requests' },
    { flag: 'module', type: 'string', default: '', description: "Path of the module that makes a signal of a response; lib/resilience/disconnect in the source folder where it isn't given" },
    { flag: 'cancel-module', type: 'string', default: '', description: "Path of the module that has a database cancel a statement; lib/resilience/cancellable in the source folder where it isn't given" },
  ],

  async plan(input) {
    const plan: Plan = { edits: new Map(), create: new Map(), dependencies: {}, declined: [] };
    const chosen: { driver?: Driver } = {};
    const changes = new Map(input.files.map((file) => [file, changesOf(file, input, plan, chosen)]));
    const using = (helper: Helper) => [...changes].filter(([, own]) => own.some(({ helpers }) => helpers.includes(helper))).map(([file]) => file);
    const modules = {
      signalOf: await signalModule(using('signalOf'), input, plan),
      cancellable: chosen.driver ? await cancelModule(chosen.driver, using('cancellable'), input, plan) : null,
    };
    for (const [file, own] of changes) if (own.length > 0) plan.edits.set(file.path, editsOf(file, own, modules, input));
    return plan;
  },
};

export default codemod;

function changesOf(file: PlanFile, { options }: PlanInput, { declined }: Plan, chosen: { driver?: Driver }): Change[] {
  const { path, analysis, findings } = file;
  const changes: Change[] = [];
  // A call inside of another one's options goes into the text that the other edit spreads: one of them at a time.
  let end = -1;
  for (const { start, end: own, evidence, suggestions } of findings) {
    const missed = evidence as AbortSignalEvidence;
    const decline = (reason: string) => declined.push({ path, line: analysis.module.lineOf(start), reason });
    const edits = suggestions?.[0]?.edits;
    const change = missed.source === 'response' ? ofResponse(file, missed, chosen.driver) : edits && { helpers: [], edits: () => edits };
    if (missed.source !== 'caller' && options['callersOnly']) decline('The signal is that of a request.');
    else if (missed.source === 'visitor' && accessOf(analysis.project, missed.call) !== 'read') decline('It may change something: whether it was done is better known than cut short.');
    else if (!change) decline(`It cannot be told where ${missed.call.label} takes its options.`);
    else if ('reason' in change) decline(change.reason);
    else if (start < end) decline('It stands inside of a call that gets a signal: run this again.');
    else {
      changes.push(change);
      chosen.driver ??= change.driver;
      end = own;
    }
  }
  return changes;
}

/** A read of a handler that gets a signal made of its response. */
function ofResponse({ analysis }: PlanFile, missed: AbortSignalEvidence, chosen: Driver | undefined): Change | { reason: string } | null {
  const { call, signal: response, place, isAnswered } = missed;
  if (!isAnswered) return { reason: 'Nothing catches its rejection: a client that goes away would end the process. Catch it first, or have the framework do that.' };
  if (place !== null) {
    const isPossible = signalEdits(analysis, missed, 'signal') !== null;
    return isPossible ? { helpers: ['signalOf'], edits: (names) => signalEdits(analysis, missed, `${names.signalOf}(${response})`)! } : null;
  }
  const { node } = call;
  const callee = node.type === 'CallExpression' ? unwrap(node.callee) : null;
  const driver = driverOf(call);
  if (node.type !== 'CallExpression' || callee?.type !== 'MemberExpression' || callee.optional || !driver) return { reason: `It is not known how \`${call.library}\` is told to cancel a statement.` };
  if (node.arguments.some(isFunction) || node.parent?.type !== 'AwaitExpression') return { reason: 'Its result is not awaited where it is made.' };
  if (chosen && chosen.package !== driver.package) return { reason: `A run has statements of one driver cancelled, here those of \`${chosen.package}\`: run this again with another \`--cancel-module\`.` };
  const [statement] = node.arguments as [Node | undefined];
  if (statement?.type === 'NewExpression') return { reason: 'It reads by a cursor or a stream, which ends by itself.' };
  const { start, end } = callee.object;
  return {
    helpers: ['signalOf', 'cancellable'],
    driver,
    edits: (names) => [
      { start, end: start, text: `${names.cancellable}(` },
      { start: end, end, text: `, ${names.signalOf}(${response}))` },
    ],
  };
}

/** How the driver of a call is told; null where it isn't known. */
function driverOf({ call, library, receiver }: ResolvedCall): Driver | null {
  const { cancelledBy } = call;
  if (!cancelledBy || !receiver) return null;
  const type = receiver.model.types[receiver.type];
  const members = Object.entries(type?.members ?? {}).flatMap(([names, own]) => (own.cancelledBy ? names.split('|') : []));
  return { package: library, cancellation: cancelledBy, members, errorEvent: type?.lifecycle?.errorEvent };
}

async function signalModule(files: readonly PlanFile[], input: PlanInput, plan: Plan): Promise<GeneratedModule | null> {
  if (files.length === 0) return null;
  const module = await findGenerated(input, files, 'disconnect', 'signalOf');
  if (!module.file) plan.create.set(module.path, printGenerated(module, printSignals(), commonStyle(files.map(({ analysis }) => analysis.module), input.style)));
  return module;
}

async function cancelModule(driver: Driver, files: readonly PlanFile[], input: PlanInput, plan: Plan): Promise<GeneratedModule> {
  const flag = 'cancelModule';
  const module = await findGenerated(input, files, 'cancellable', 'cancellable', flag);
  if (module.file) {
    const isOfDriver = ["'", '"'].some((quote) => module.file!.text.includes(`${quote}${driver.package}${quote}`));
    if (!isOfDriver) throw new UserError(`${module.path} cancels statements of another driver than \`${driver.package}\`. Choose another place with --cancel-module <path>.`);
    return module;
  }
  const style = commonStyle(files.map(({ analysis }) => analysis.module), input.style);
  const logger = findLogger(files[0]!.analysis.project, module.path, module, style);
  plan.create.set(module.path, printGenerated(module, printCancelling(driver, logger), style));
  return module;
}

function editsOf({ path, analysis }: PlanFile, changes: readonly Change[], modules: Record<Helper, GeneratedModule | null>, input: PlanInput): Edit[] {
  const source = analysis.module;
  const style = styleOf(source, input.style);
  const helpers = [...new Set(changes.flatMap((change) => change.helpers))].sort();
  const requests = helpers.map((name) => ({ from: relativeSpecifier(path, modules[name]!.path, style.importExtensions), name }));
  const { names, edits } = requests.length > 0 ? addImports(source, requests, style) : { names: [], edits: [] };
  const named = Object.fromEntries(helpers.map((helper, index) => [helper, names[index]!])) as Record<Helper, string>;
  return [...edits, ...changes.flatMap((change) => change.edits(named))];
}
