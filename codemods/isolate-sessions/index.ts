import rule, { type LoopIsolationEvidence } from '../../rules/require-loop-isolation.js';
import sessionRule from '../../rules/no-long-lived-session.js';
import type { LongTransaction } from '../../src/analysis/sessions/long-lived.js';
import { conflict } from '../../src/edit/apply.js';
import type { Codemod, Plan, PlanFile } from '../../src/codemod/codemod.js';
import type { Edit } from '../../src/edit/edit.js';
import { freeName } from '../../src/edit/names.js';
import { styleOf, type Style } from '../../src/edit/style.js';
import type { Finding } from '../../src/finding.js';
import { isolated, type Declined } from './loop.js';
import { perElement } from './transaction.js';

const codemod: Codemod = {
  name: 'isolate-sessions',
  summary: 'Give each element of a job its own transaction and its own handler of errors',
  rule: rule.definition.name,
  also: { [sessionRule.definition.name]: {} },
  options: [],

  plan({ files, style }) {
    const plan: Plan = { edits: new Map(), create: new Map(), dependencies: {}, declined: [] };
    for (const file of files) {
      const { module } = file.analysis;
      const planned: Edit[] = [];
      for (const finding of file.findings) {
        const edits = editsFor(file, finding, styleOf(module, style));
        if (Array.isArray(edits) && !planned.some((edit) => edits.some((other) => conflict(edit, other)))) planned.push(...edits);
        else {
          const reason = Array.isArray(edits) ? 'Another change of this run is in the same place: run it again.' : edits.reason;
          plan.declined.push({ path: file.path, line: module.lineOf(finding.start), reason });
        }
      }
      if (planned.length > 0) plan.edits.set(file.path, planned);
    }
    return Promise.resolve(plan);
  },
};

export default codemod;

function editsFor({ analysis: { project, module } }: PlanFile, finding: Finding, style: Style): Edit[] | Declined {
  const isTyped = /\.[cm]?tsx?$/.test(module.path);
  const failures = { name: freeName(module.program, 'failures'), error: freeName(module.program, 'failure'), isTyped };
  switch (finding.messageId) {
    case 'failingElement':
      return isolated(finding.evidence as LoopIsolationEvidence, failures, style);
    case 'transactionOverList':
      return perElement(project, finding.evidence as LongTransaction, failures, style);
    case 'transactionOverPages':
      return { reason: 'It reads page by page: a transaction for each page is for you to cut.' };
    case 'failingTurn':
      return { reason: 'A loop that never ends has to sleep behind a failure, for how long is for you to say.' };
    default:
      return { reason: 'What a run does with its failure is for the function that is run.' };
  }
}
