import { createRule } from '../src/create-rule.js';
import { isForBrowsers } from '../src/analysis/control/browser.js';
import { describeEffect, describeList } from '../src/analysis/effects/chain.js';
import { overlappingJobs } from '../src/analysis/jobs/overlap.js';
import { describeMs } from '../src/analysis/jobs/words.js';

type MessageId = 'runsOverlap' | 'runsOverlapPerElement';

export default createRule<object, MessageId>({
  name: 'no-overlapping-interval',
  meta: {
    description: 'disallow intervals and schedules whose next run can begin before the last one has ended',
    family: 'failures',
    preset: null,
    type: 'problem',
    messages: {
      runsOverlap:
        '`{{scheduler}}` begins a run every {{period}}, ended or not: while {{chain}} is slow the runs pile up, and the same work is done twice. {{remedy}}',
      runsOverlapPerElement:
        '`{{scheduler}}` begins a run every {{period}}, ended or not: {{chain}} runs for each element of {{list}}, and once that takes longer, two runs take up the same elements. {{remedy}}',
    },
    schema: { type: 'object', properties: {}, additionalProperties: false },
    defaultOptions: {},
  },
  check(file, { report }) {
    const overlaps = overlappingJobs(file.project, file.module);
    if (overlaps.length === 0 || isForBrowsers(file.project, file.module)) return;
    for (const overlap of overlaps) {
      const { job, everyMs, slowest } = overlap;
      const over = slowest.iteration?.over;
      report({
        at: job.at,
        messageId: slowest.iteration ? 'runsOverlapPerElement' : 'runsOverlap',
        data: {
          scheduler: job.scheduler,
          period: describeMs(everyMs),
          chain: describeEffect(slowest.effect),
          list: over ? describeList(file.module, over) : 'a list',
          remedy: job.guard
            ? `Set \`${job.guard}\`.`
            : 'Wait for the end of a run before the next one is due: a loop that sleeps, or a flag that is asked first.',
        },
        evidence: overlap,
      });
    }
  },
});
