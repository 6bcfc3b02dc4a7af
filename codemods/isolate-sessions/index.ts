import rule, { type LoopIsolationEvidence } from '../../rules/require-loop-isolation.js';
import sessionRule from '../../rules/no-long-lived-session.js';
import type { FragileWorker } from '../../src/analysis/jobs/isolation.js';
import type { LongTransaction } from '../../src/analysis/sessions/long-lived.js';
import { conflict } from '../../src/edit/apply.js';
import type { Codemod, Plan, PlanFile } from '../../src/codemod/codemod.js';
import { findLogger } from '../../src/codemod/logger.js';
import { UserError } from '../../src/codemod/user-error.js';
import type { Edit } from '../../src/edit/edit.js';
import { addImports } from '../../src/edit/imports.js';
import { moduleKindOf } from '../../src/edit/modules.js';
import { freeName, namesOf } from '../../src/edit/names.js';
import { styleOf, type Style } from '../../src/edit/style.js';
import type { Finding } from '../../src/finding.js';
import { isolated, type Declined } from './loop.js';
import { perElement } from './transaction.js';
import { survivingTurn, type TurnNames } from './turn.js';

const codemod: Codemod = {
  name: 'isolate-sessions',
  summary: 'Give each element of a job its own transaction and its own handler of errors',
  rule: rule.definition.name,
  also: { [sessionRule.definition.name]: {} },
  options: [{ flag: 'pause-ms', type: 'number', default: 10_000, description: 'How long a loop that never ends sleeps behind a turn that failed, in milliseconds' }],

  plan({ files, style, options }) {
    const plan: Plan = { edits: new Map(), create: new Map(), dependencies: {}, declined: [] };
    const pauseMs = Number(options['pauseMs']);
    if (!(Number.isInteger(pauseMs) && pauseMs >= 1)) throw new UserError('--pause-ms takes a whole number of 1 or more.');
    for (const file of files) {
      const { module } = file.analysis;
      const planned: Edit[] = [];
      const own = styleOf(module, style);
      const turns = helpersOf(file, pauseMs, own);
      for (const finding of file.findings) {
        const edits = editsFor(file, finding, turns.names, own);
        if (Array.isArray(edits) && !planned.some((edit) => edits.some((other) => conflict(edit, other)))) {
          planned.push(...edits);
          turns.isNeeded ||= finding.messageId === 'failingTurn';
        }
        else {
          const reason = Array.isArray(edits) ? 'Another change of this run is in the same place: run it again.' : edits.reason;
          plan.declined.push({ path: file.path, line: module.lineOf(finding.start), reason });
        }
      }
      if (turns.isNeeded) planned.push(...turns.imports);
      if (planned.length > 0) plan.edits.set(file.path, planned);
    }
    return Promise.resolve(plan);
  },
};

export default codemod;

/** What the handlers of the turns in a file are made of, and the imports that this takes where there are any. */
function helpersOf({ path, analysis: { project, module } }: PlanFile, pauseMs: number, style: Style): { names: TurnNames; imports: Edit[]; isNeeded: boolean } {
  const logger = findLogger(project, path, { language: /\.[cm]?tsx?$/.test(path) ? 'ts' : 'js', modules: moduleKindOf(module) ?? style.modules }, style);
  const requests = [
    { from: 'node:timers/promises', name: 'setTimeout', as: namesOf(module.program).used.has('sleep') ? 'pause' : 'sleep' },
    ...(logger ? [{ from: logger.from, name: logger.whole ? 'default' : logger.name, as: logger.name }] : []),
  ];
  const { names, edits } = addImports(module, requests, style);
  return {
    names: { error: freeName(module.program, 'failure'), sleep: names[0]!, logger: logger && { ...logger, name: names[1]! }, pauseMs },
    imports: edits,
    isNeeded: false,
  };
}

function editsFor({ analysis: { project, module } }: PlanFile, finding: Finding, turns: TurnNames, style: Style): Edit[] | Declined {
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
      return survivingTurn(finding.evidence as FragileWorker, turns, style);
    default:
      return { reason: 'What a run does with its failure is for the function that is run.' };
  }
}
