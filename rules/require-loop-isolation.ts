import { createRule, type Span } from '../src/create-rule.js';
import { isForBrowsers } from '../src/analysis/control/browser.js';
import { describeList } from '../src/analysis/effects/chain.js';
import { describeFailure, type Failure } from '../src/analysis/jobs/failure.js';
import type { Job } from '../src/analysis/jobs/jobs.js';
import { isFunction } from '../src/analysis/project/ast.js';
import { fragileLoops, fragileWorkers, type FragileLoop } from '../src/analysis/jobs/isolation.js';
import { unhandledRuns } from '../src/analysis/jobs/unhandled.js';

type MessageId = 'failingElement' | 'failingTurn' | 'unhandledRun';

/** What a codemod starts from. */
export type LoopIsolationEvidence = FragileLoop;

export default createRule<object, MessageId>({
  name: 'require-loop-isolation',
  meta: {
    description: 'require jobs and their loops to survive the failure of one element or one run',
    family: 'failures',
    preset: 'strict',
    type: 'problem',
    messages: {
      failingElement:
        'The first element for which {{chain}} fails ends the whole run: the rest of {{list}} stays undone, on every run until somebody repairs that one. Catch and log the error for each element.',
      failingTurn:
        'The first time that {{chain}} fails, this loop ends for good, and the process ends with it or lives on without it. Catch and log the error in each turn, and sleep before the next one.',
      unhandledRun:
        'A run of `{{scheduler}}` in which {{chain}} fails is an unhandled rejection, which ends the process. Catch and log the error in the function that is run.',
    },
    schema: { type: 'object', properties: {}, additionalProperties: false },
    defaultOptions: {},
    codemod: 'isolate-sessions',
  },
  check(file, { report }) {
    const { project, module } = file;
    const runs = unhandledRuns(project, module);
    const loops = fragileLoops(project, module);
    const workers = fragileWorkers(project, module);
    if (runs.length + loops.length + workers.length === 0 || isForBrowsers(project, module)) return;
    for (const { job, failure } of runs) {
      report({ at: placeOf(job, failure), messageId: 'unhandledRun', data: { scheduler: job.scheduler, chain: describeFailure(failure) }, evidence: { job, failure } });
    }
    for (const found of loops) {
      const data = { chain: describeFailure(found.failure), list: describeList(module, found.over) };
      report({ at: headOf(found.loop, found.body), messageId: 'failingElement', data, evidence: found satisfies LoopIsolationEvidence });
    }
    for (const found of workers) {
      report({ at: headOf(found.loop, found.body), messageId: 'failingTurn', data: { chain: describeFailure(found.failure) }, evidence: found });
    }
  },
});

/** Where the function that is run lets the failure out, where it is written into the registration; else what registers it. */
function placeOf(job: Job, { steps, node }: Failure): Span {
  const first = steps[0]?.site ?? node;
  return first.start >= job.written.start && first.end <= job.written.end && isFunction(job.written) ? first : job.at;
}

/** A loop without its body. */
function headOf(loop: Span, body: Span): Span {
  const end = body.start > loop.start + 2 ? body.start - 1 : loop.start + 2;
  return { start: loop.start, end };
}
