import rule, { type TimeoutEvidence } from '../../rules/require-timeout.js';
import type { ResolvedCall } from '../../src/analysis/calls.js';
import { moduleOf } from '../../src/analysis/project/module.js';
import { isSized, isStreamed } from '../../src/analysis/timeouts/streamed.js';
import type { Codemod, Plan, PlanFile, PlanInput } from '../../src/codemod/codemod.js';
import { UserError } from '../../src/codemod/user-error.js';
import { conflict } from '../../src/edit/apply.js';
import type { Edit } from '../../src/edit/edit.js';
import type { Finding } from '../../src/finding.js';
import { limitClient } from './client.js';
import { replaceLimit } from './limit.js';
import { limitSignal, usesSignal } from './signal.js';
import { passToWrapper } from './wrapper.js';

/** The values that the user chose. */
export interface Limits {
  timeoutMs: number;
  maxMs: number;
  shorten: boolean;
}

/** Edits of one file, or why there are none. */
export type Remedy = { path: string; edits: Edit[] } | { reason: string };

const codemod: Codemod = {
  name: 'add-timeouts',
  summary: 'Give calls of other services a time limit: an option or a signal at the call, or an option of its client',
  rule: rule.definition.name,
  ruleOptions: ({ timeoutMs, maxMs }) => ({ suggestMs: timeoutMs, maxMs, untimedSignals: true }),
  options: [
    { flag: 'timeout-ms', type: 'number', default: 10_000, description: 'Time limit of a call in milliseconds' },
    { flag: 'max-ms', type: 'number', default: 60_000, description: 'The longest limit in milliseconds that is left alone; what clients of one service get' },
    { flag: 'shorten', type: 'boolean', default: false, description: 'Also shorten limits above --max-ms that are written in the code' },
  ],

  async plan(input) {
    const plan: Plan = { edits: new Map(), create: new Map(), dependencies: {}, declined: [] };
    const limits = readLimits(input.options);
    for (const file of input.files) {
      for (const finding of file.findings) {
        const remedy = await remedyOf(finding, file, limits, input);
        const planned = 'edits' in remedy ? (plan.edits.get(remedy.path) ?? []) : [];
        const isInTheWay = 'edits' in remedy && planned.some((edit) => remedy.edits.some((other) => conflict(edit, other)));
        if ('edits' in remedy && !isInTheWay) {
          plan.edits.set(remedy.path, [...planned, ...remedy.edits.filter((edit) => !planned.some((other) => isSame(edit, other)))]);
        } else {
          const reason = 'reason' in remedy ? remedy.reason : 'Another change of this run is in the same place: run it again.';
          plan.declined.push({ path: file.path, line: file.analysis.module.lineOf(finding.start), reason });
        }
      }
    }
    return plan;
  },
};

export default codemod;

async function remedyOf(finding: Finding, file: PlanFile, limits: Limits, input: PlanInput): Promise<Remedy> {
  const evidence = finding.evidence as TimeoutEvidence | undefined;
  const suggested = finding.suggestions?.[0]?.edits;
  // A client is reported without a call.
  if (!evidence) return suggested ? { path: file.path, edits: suggested } : { reason: 'The options of its client are made elsewhere.' };
  const { call, effective, wrapper } = evidence;
  if (wrapper) return passToWrapper(wrapper, finding, file, limits);
  switch (effective.state) {
    case 'disabled':
      return replaceLimit(effective.node, call, limits.timeoutMs, input);
    case 'bounded':
      if (finding.messageId === 'untimedSignal') return limitSignal(effective.node!, limits, input);
      if (!limits.shorten) return { reason: 'Its limit was chosen here. --shorten makes it as long as --max-ms allows.' };
      return replaceLimit(effective.node!, call, limits.maxMs, input);
    default:
      if (!suggested) {
        const ms = isGeneral(call) ? limits.timeoutMs : limits.maxMs;
        const atClient = await limitClient(file.analysis.project, call, ms, input);
        return atClient ?? { reason: `It cannot be told where \`${call.label}\` takes a time limit here: pass one, or race it against a timer.` };
      }
      if (usesSignal(suggested) && isSized(call)) return { reason: 'How long it takes depends on the size of what it moves: set a limit for silence where its client is made.' };
      // A signal ends the whole call, its body too.
      if (usesSignal(suggested) && isStreamed(file.analysis.project, call)) return { reason: 'Its answer is read as a stream, which a time limit would cut off.' };
      if (moduleOf(call.node) !== file.analysis.module) return { reason: 'The call is in another file.' };
      return { path: file.path, edits: suggested };
  }
}

/** Whether it is of a client of any service, which takes a URL. */
function isGeneral({ call }: ResolvedCall): boolean {
  return call.url !== undefined;
}

function isSame(a: Edit, b: Edit): boolean {
  return a.start === b.start && a.end === b.end && a.text === b.text;
}

function readLimits(options: Record<string, unknown>): Limits {
  const limits = { timeoutMs: Number(options['timeoutMs']), maxMs: Number(options['maxMs']), shorten: options['shorten'] === true };
  if (!(Number.isInteger(limits.timeoutMs) && limits.timeoutMs >= 1)) throw new UserError('--timeout-ms takes a whole number of 1 or more.');
  if (!(Number.isInteger(limits.maxMs) && limits.maxMs >= limits.timeoutMs)) throw new UserError('--max-ms takes a whole number that is not below --timeout-ms.');
  return limits;
}
