import { isBuiltin } from 'node:module';
import { createRule, type CheckContext, type Report } from '../src/create-rule.js';
import type { Edit } from '../src/edit/edit.js';
import { setCallOptions } from '../src/edit/options.js';
import type { ResolvedCall } from '../src/analysis/calls.js';
import { isBrowserCall, isBrowserFile, isForBrowsers } from '../src/analysis/control/browser.js';
import { describeCall, describeStep } from '../src/analysis/effects/chain.js';
import { isCall, isFunction, unwrap, type CallNode, type Node } from '../src/analysis/project/ast.js';
import { nodesOf } from '../src/analysis/project/module.js';
import { evaluate } from '../src/analysis/values/evaluate.js';
import { alternatives } from '../src/analysis/values/value.js';
import type { FileAnalysis } from '../src/analysis/file.js';
import { isLocal } from '../src/analysis/timeouts/url.js';
import { enclosingBound } from '../src/analysis/timeouts/enclosing.js';
import { effectiveTimeout, factsOf, limitBesideOptions, type EffectiveTimeout } from '../src/analysis/timeouts/effective.js';
import { isFile } from '../src/analysis/timeouts/streamed.js';
import { isUntimedSignal } from '../src/analysis/timeouts/signals.js';
import { isOnUnboundedClient, unboundedClient, unboundedStore } from '../src/analysis/timeouts/clients.js';
import { unboundedThroughWrapper, type UnboundedThroughWrapper } from '../src/analysis/timeouts/wrappers.js';

interface Options {
  /** The longest limit that is accepted. */
  maxMs: number;
  /** Report calls whose only limit is the library's own, when that is above `maxMs`. */
  libraryDefaults: boolean;
  /** The value that the suggestion writes. */
  suggestMs: number;
  /** Report calls whose only limit is a signal that no timer aborts. */
  untimedSignals: boolean;
  /** Report clients of stores of keys that are made without a limit for their commands. */
  stores: boolean;
}

type MessageId = 'missingTimeout' | 'untimedSignal' | 'missingClientTimeout' | 'missingTimeoutThroughWrapper' | 'disabledTimeout' | 'timeoutTooLong' | 'addTimeout';

/** What a codemod starts from. */
export interface TimeoutEvidence {
  call: ResolvedCall;
  effective: EffectiveTimeout;
  /** The function of the project through which the call is made, where it is that function's caller that is reported. */
  wrapper?: UnboundedThroughWrapper;
}

export default createRule<Options, MessageId>({
  name: 'require-timeout',
  meta: {
    description: 'require a time limit on calls that leave the process',
    family: 'timeouts',
    preset: 'recommended',
    presetOptions: { all: { stores: true } },
    type: 'problem',
    hasSuggestions: true,
    messages: {
      missingTimeout:
        'If the other side never answers, this {{call}} never ends, and neither does what waits for it: {{library}} has no time limit by default. {{knob}}',
      untimedSignal:
        'If the other side never answers, this {{call}} never ends: its signal ends it when someone gives up, and nobody has to. Add a time limit with `AbortSignal.any([signal, AbortSignal.timeout(ms)])`.',
      missingClientTimeout:
        'If the other side never answers, no call of this {{library}} client ever ends, wherever it is used: it is made without a time limit, and has none by default. Set `{{option}}` here.',
      missingTimeoutThroughWrapper:
        'If the other side never answers, this call {{outcome}}: {{chain}} has no time limit{{but}} unless its caller passes one. Pass {{option}} here, or give {{wrapper}} a default.',
      disabledTimeout:
        'If the other side never answers, this {{call}} never ends: its time limit is switched off here. Set it to a number of milliseconds that the caller can wait.',
      timeoutTooLong:
        'If the other side never answers, this {{call}} holds its caller for {{seconds}} s ({{origin}}). {{knob}}',
      addTimeout: 'End the call after {{ms}} ms.',
    },
    schema: {
      type: 'object',
      properties: {
        maxMs: { type: 'integer', minimum: 1, description: 'The longest limit that is accepted, in ms.' },
        libraryDefaults: {
          type: 'boolean',
          description: "Report calls whose only limit is the library's own, when that is above `maxMs`.",
        },
        suggestMs: { type: 'integer', minimum: 1, description: 'The limit that the suggestion writes, in ms.' },
        stores: {
          type: 'boolean',
          description: 'Report clients of stores of keys, as Redis, that are made without a limit for their commands, too.',
        },
        untimedSignals: {
          type: 'boolean',
          description: 'Report calls whose only limit is the signal of a controller that no timer aborts.',
        },
      },
      additionalProperties: false,
    },
    defaultOptions: { maxMs: 90_000, libraryDefaults: true, suggestMs: 10_000, untimedSignals: false, stores: false },
    codemod: 'add-timeouts',
  },
  check(file, context) {
    if (isBrowserFile(file.project, file.module)) return;
    const reports: Report<MessageId>[] = [];
    const collecting = { ...context, report: (report: Report<MessageId>) => void reports.push(report) };
    for (const call of file.calls('external-call')) checkCall(file, call, collecting);
    for (const node of nodesOf(file.module, 'CallExpression', 'NewExpression')) {
      checkClient(file, node, collecting);
      checkWrapper(file, node, collecting);
    }
    // Who imports the file is asked last: it reads the project's tree.
    if (reports.length > 0 && !isForBrowsers(file.project, file.module)) reports.forEach(context.report);
  },
});

function checkCall(file: FileAnalysis, call: ResolvedCall, { options, report }: CheckContext<Options, MessageId>): void {
  if (isLocal(file.project, call) || isBrowserCall(file.project, call)) return;
  const effective = effectiveTimeout(file.project, call);
  const data = { call: describeCall(call), library: libraryName(call), knob: knobOf(call) };
  const shared = { at: call.node, evidence: { call, effective } satisfies TimeoutEvidence };
  // A client of one service may have reason to wait: a model that writes a text, a large upload.
  const ms = isGeneral(call) && !isFile(call) ? options.suggestMs : options.maxMs;
  const suggestions = suggest(file, call, ms);
  if (effective.state === 'unbounded') {
    if (isOnUnboundedClient(file.project, call)) return;
    report({ ...shared, messageId: 'missingTimeout', data, suggestions });
  } else if (effective.state === 'disabled') {
    report({ ...shared, at: isIn(file, effective.node) ? effective.node : call.node, messageId: 'disabledTimeout', data });
  } else if (options.untimedSignals && effective.state === 'bounded' && effective.node && isUntimedSignal(effective.node)) {
    report({ ...shared, messageId: 'untimedSignal', data });
  } else if (effective.state === 'default' && options.libraryDefaults && effective.ms > options.maxMs) {
    const origin = `the default of ${libraryName(call)}`;
    report({ ...shared, messageId: 'timeoutTooLong', data: { ...data, seconds: seconds(effective.ms), origin }, suggestions });
  } else if (effective.state === 'bounded' && effective.ms !== null && effective.ms > options.maxMs) {
    const data2 = { ...data, seconds: seconds(effective.ms), origin: 'set here', knob: `Keep it at or below ${options.maxMs} ms.` };
    report({ ...shared, at: isIn(file, effective.node) ? effective.node! : call.node, messageId: 'timeoutTooLong', data: data2 });
  }
}

/** A client that other files use is reported once, where it is made. */
function checkClient(file: FileAnalysis, node: CallNode, { options, report }: CheckContext<Options, MessageId>): void {
  const client = unboundedClient(file.project, node) ?? (options.stores && node.type !== 'TaggedTemplateExpression' ? unboundedStore(file.project, node) : null);
  if (!client || node.type === 'TaggedTemplateExpression') return;
  const { model, from } = client.receiver;
  const option = client.facts[0]![1].client!;
  const index = from?.call?.options ?? from?.construction?.options;
  const edits =
    typeof index === 'number'
      ? setCallOptions(file.module, node, index, [{ path: option.split('.'), value: format(options.suggestMs) }])
      : null;
  report({
    at: node,
    messageId: 'missingClientTimeout',
    data: { library: model.package, option },
    suggestions: edits ? [{ messageId: 'addTimeout', data: { ms: String(options.suggestMs) }, edits }] : undefined,
  });
}

/** Whether the limit stands in the linted file. */
function isIn(file: FileAnalysis, node: Node | null): boolean {
  let root = node;
  while (root?.parent) root = root.parent;
  return root === file.module.program;
}

/** A call of the project's own function that could bound an external call inside and doesn't. */
function checkWrapper(file: FileAnalysis, node: CallNode, { options, report }: CheckContext<Options, MessageId>): void {
  const found = unboundedThroughWrapper(file.project, node);
  if (!found || enclosingBound(file.project, node)) return;
  const { fact, step } = found;
  const { path } = fact.parameters[0]!;
  const effective = limitBesideOptions(file.project, fact.call);
  if (effective.state === 'unknown' || effective.state === 'bounded') return;
  const isDefault = effective.state === 'default';
  if (isDefault && !(options.libraryDefaults && effective.ms > options.maxMs)) return;
  report({
    at: node,
    messageId: 'missingTimeoutThroughWrapper',
    data: {
      chain: [...[step, ...fact.steps].map(describeStep), describeCall(fact.call)].join(' → '),
      option: path.length > 0 ? `\`${path.join('.')}\`` : 'its time limit',
      wrapper: `\`${step.name}\``,
      outcome: isDefault ? `holds its caller for ${seconds(effective.ms)} s` : 'never ends',
      but: isDefault ? ` but the default of ${libraryName(fact.call)}` : '',
    },
    evidence: { call: fact.call, effective: { state: 'unbounded' }, wrapper: found } satisfies TimeoutEvidence,
  });
}

function libraryName(call: ResolvedCall): string {
  return call.library === 'global' ? `\`${call.label}\`` : call.library;
}

function seconds(ms: number): string {
  return String(Math.round(ms / 100) / 10);
}

/** How this library is bounded, as a sentence. */
function knobOf(call: ResolvedCall): string {
  const facts = factsOf(call);
  const [option] = facts.filter(([, fact]) => (fact.call ?? fact.client) !== undefined && !fact.signal && !fact.recent);
  const place = option && (option[1].call ?? option[1].client)!.replace(/^Argument\[\d+\]\.?/, '');
  if (call.call.signal) {
    const shown = place && !place.includes('dispatcher') ? `\`${place}\` or ` : '';
    return `Pass ${shown}\`${call.call.signal}: AbortSignal.timeout(ms)\`.`;
  }
  if (place) return `Set \`${place}\`${option[1].call ? '' : ' where the client is made'}.`;
  const [chained] = facts.filter(([, fact]) => fact.chain);
  return chained ? `Add \`.${chained[1].chain}(ms)\`.` : 'Race it against a timer.';
}

/** A signal or the option, written into the call. */
function suggest(file: FileAnalysis, call: ResolvedCall, ms: number) {
  const edits = timeoutEdits(file, call, ms);
  return edits ? [{ messageId: 'addTimeout' as const, data: { ms: String(ms) }, edits }] : undefined;
}

function timeoutEdits(file: FileAnalysis, call: ResolvedCall, ms: number): Edit[] | null {
  const { node } = call;
  const { signal } = call.call;
  if (!isCall(node) || node.type === 'TaggedTemplateExpression') return null;
  const index = optionsIndex(file, call, node);
  if (index === null) return null;
  const [place] = factsOf(call).flatMap(([, fact]) => (fact.call && !fact.signal && !fact.chain && !fact.recent ? [fact] : []));
  const written = place?.unit === 'ms' && !place.call!.includes('.') && !place.emits ? place.call! : null;
  const value = written ? { path: [written], value: format(ms) } : signal ? { path: [signal], value: `AbortSignal.timeout(${format(ms)})` } : null;
  return value && setCallOptions(file.module, node, index, [value]);
}

/** A client of any service: it takes a URL. */
function isGeneral({ call, library }: Pick<ResolvedCall, 'call' | 'library'>): boolean {
  return call.url !== undefined || isBuiltin(library);
}

/** The argument for options. Where it is the last that is no function, a single one must be known to be no URL. */
function optionsIndex({ project }: FileAnalysis, { call, library }: ResolvedCall, { arguments: args }: { arguments: Node[] }): number | null {
  const kinds = args.map((argument) => new Set(alternatives(evaluate(project, argument)).map(({ kind }) => kind)));
  if (call.options !== 'last') return call.options === undefined || kinds[call.options]?.has('function') ? null : call.options;
  // The last argument of a method of a service may hold what is sent to it.
  if (!isGeneral({ call, library })) return null;
  const last = args.findLastIndex((argument, index) => !isFunction(unwrap(argument)) && !kinds[index]!.has('function'));
  if (last !== 0) return last === -1 ? null : last;
  const isUrl = args[0]!.type === 'TemplateLiteral' || args[0]!.type === 'BinaryExpression' || [...kinds[0]!].every((kind) => kind === 'literal' || kind === 'template');
  if (isUrl) return args.length === 1 ? 1 : null;
  return [...kinds[0]!].every((kind) => kind === 'object') ? 0 : null;
}

/** `10_000`: digits in groups, as the number is written by people. */
function format(ms: number): string {
  return ms >= 10_000 ? String(ms).replace(/\B(?=(\d{3})+(?!\d))/g, '_') : String(ms);
}
