import rule, { type LossyLogEvidence } from '../../rules/no-lossy-error-log.js';
import type { Codemod, Plan } from '../../src/codemod/codemod.js';
import { conflict } from '../../src/edit/apply.js';
import type { Edit } from '../../src/edit/edit.js';
import type { Finding } from '../../src/finding.js';

const codemod: Codemod = {
  name: 'log-error-object',
  summary: 'Pass the error to its log line the way that the logger keeps the stack and the type',
  rule: rule.definition.name,
  options: [
    {
      flag: 'log-stack',
      type: 'boolean',
      default: false,
      description: 'Log `err.stack` in place of `err.message` where the logger has no room for the error itself',
    },
  ],

  async plan({ files, options }) {
    const plan: Plan = { edits: new Map(), create: new Map(), dependencies: {}, declined: [] };
    for (const { path, analysis, findings } of files) {
      const planned: Edit[] = [];
      for (const finding of findings) {
        const remedy = remedyOf(finding, options['logStack'] === true);
        const isFree = 'edits' in remedy && !planned.some((edit) => remedy.edits.some((other) => conflict(edit, other)));
        if (isFree) planned.push(...remedy.edits);
        else {
          const reason = 'reason' in remedy ? remedy.reason : 'Another change of this run is in the same place: run it again.';
          plan.declined.push({ path, line: analysis.module.lineOf(finding.start), reason });
        }
      }
      if (planned.length > 0) plan.edits.set(path, planned);
    }
    return plan;
  },
};

export default codemod;

/** The rule's own fix; its suggestion where the user wants the stack in place of the message; else why there is neither. */
function remedyOf({ fix, suggestions, evidence }: Finding, logsStack: boolean): { edits: Edit[] } | { reason: string } {
  if (fix) return { edits: fix };
  const stack = suggestions?.[0]?.edits;
  if (stack && logsStack) return { edits: stack };
  const reason = evidence ? reasonOf(evidence as LossyLogEvidence) : 'Which of the rejected promises to log is for a person to decide.';
  return { reason: stack ? `${reason} --log-stack logs its stack in place of its message.` : reason };
}

function reasonOf({ handler, line: { log, verdict } }: LossyLogEvidence): string {
  if (log && !log.fix) return log.shape ? `\`${log.callee}\` has no room for an error.` : `It is not known how \`${log.callee}\` keeps the stack of an error.`;
  if ('property' in verdict) return 'The object with the error holds more, and the logger keeps an error under no key of it.';
  if (verdict.kind === 'nothing' && !handler.parameter) return 'Nothing binds the error, and its name would hide another one.';
  return 'What else the line logs cannot be kept beside the error without losing or reordering some of it.';
}
