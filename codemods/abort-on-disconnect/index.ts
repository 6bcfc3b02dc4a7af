import type { AbortSignalEvidence } from '../../rules/propagate-abort-signal.js';
import rule from '../../rules/propagate-abort-signal.js';
import type { Codemod, Plan } from '../../src/codemod/codemod.js';
import type { Edit } from '../../src/edit/edit.js';

const codemod: Codemod = {
  name: 'abort-on-disconnect',
  summary: 'Pass the signal of a request, or of a caller, to the calls that it can cancel',
  rule: rule.definition.name,
  ruleOptions: { requests: true },
  options: [
    { flag: 'callers-only', type: 'boolean', default: false, description: 'Pass on signals that a function is given, not those of requests' },
  ],

  plan({ files, options }) {
    const plan: Plan = { edits: new Map(), create: new Map(), dependencies: {}, declined: [] };
    for (const { path, analysis, findings } of files) {
      const edits: Edit[] = [];
      // A call inside of another one's options goes into the text that the other edit spreads: one of them at a time.
      let end = -1;
      for (const { start, end: own, evidence, suggestions } of findings) {
        const { source, call } = evidence as AbortSignalEvidence;
        const decline = (reason: string) => plan.declined.push({ path, line: analysis.module.lineOf(start), reason });
        const [suggestion] = suggestions ?? [];
        if (source === 'visitor' && options['callersOnly']) decline('The signal is that of a request.');
        else if (!suggestion) decline(`It cannot be told where ${call.label} takes its options.`);
        else if (start < end) decline('It stands inside of a call that gets a signal: run this again.');
        else {
          edits.push(...suggestion.edits);
          end = own;
        }
      }
      if (edits.length > 0) plan.edits.set(path, edits);
    }
    return Promise.resolve(plan);
  },
};

export default codemod;
