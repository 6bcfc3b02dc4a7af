import { createRule } from '../src/create-rule.js';
import { isForBrowsers } from '../src/analysis/control/browser.js';
import { describeEffect } from '../src/analysis/effects/chain.js';
import { endlessRuns } from '../src/analysis/jobs/runs.js';

type MessageId = 'endlessJob' | 'endlessConsumer';

export default createRule<object, MessageId>({
  name: 'require-job-timeout',
  meta: {
    description: 'require a bound on one run of a background job or of a consumer',
    family: 'failures',
    preset: null,
    type: 'problem',
    messages: {
      endlessJob:
        'When {{chain}} gets no answer, this run of {{runner}} never ends, and nobody hears of it: its work is not done, and what it holds is never given back. Bound the run, or the call.',
      endlessConsumer:
        'When {{chain}} gets no answer, this run of {{runner}} never ends: it keeps its place, and once every place is kept so, the queue stands still. Bound the run, or the call.',
    },
    schema: { type: 'object', properties: {}, additionalProperties: false },
    defaultOptions: {},
  },
  check(file, { report }) {
    const found = endlessRuns(file.project, file.module);
    if (found.length === 0 || isForBrowsers(file.project, file.module)) return;
    for (const endless of found) {
      report({
        at: endless.run.at,
        messageId: endless.run.kind === 'job' ? 'endlessJob' : 'endlessConsumer',
        data: { chain: describeEffect(endless.wait.effect), runner: endless.run.runner },
        evidence: endless,
      });
    }
  },
});
