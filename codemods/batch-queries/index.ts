import rule, { type QueryInLoopEvidence } from '../../rules/no-query-in-loop.js';
import type { Codemod, Plan, PlanFile } from '../../src/codemod/codemod.js';
import { conflict } from '../../src/edit/apply.js';
import type { Edit } from '../../src/edit/edit.js';
import { insertBefore } from '../../src/edit/places.js';
import { styleOf } from '../../src/edit/style.js';
import { indentAt } from '../../src/edit/trivia.js';
import { batchByKey } from './keyed.js';
import { siteOf } from './site.js';
import { batchSql } from './sql.js';

const codemod: Codemod = {
  name: 'batch-queries',
  summary: 'Turn a query per element of a loop into one query for all of them and a map',
  rule: rule.definition.name,
  options: [],

  async plan({ files, style }) {
    const plan: Plan = { edits: new Map(), create: new Map(), dependencies: {}, declined: [] };
    for (const file of files) {
      const planned: Edit[] = [];
      const taken = new Set<string>();
      for (const finding of file.findings) {
        const edits = editsFor(file, finding.evidence as QueryInLoopEvidence, taken, style);
        const isInTheWay = Array.isArray(edits) && planned.some((edit) => edits.some((other) => conflict(edit, other)));
        if (Array.isArray(edits) && !isInTheWay) planned.push(...edits);
        else {
          const reason = Array.isArray(edits) ? 'Another change of this run is in the same place.' : edits.reason;
          plan.declined.push({ path: file.path, line: file.analysis.module.lineOf(finding.start), reason });
        }
      }
      if (planned.length > 0) plan.edits.set(file.path, planned);
    }
    return plan;
  },
};

export default codemod;

function editsFor(file: PlanFile, evidence: QueryInLoopEvidence, taken: Set<string>, fallback: Parameters<typeof styleOf>[1]): Edit[] | { reason: string } {
  const { module, project } = file.analysis;
  const site = siteOf(project, module, evidence);
  if ('reason' in site) return site;
  const style = styleOf(module, fallback);
  const batch = site.call.call.access === 'sql' ? batchSql(project, site, style, taken) : batchByKey(site, taken);
  if ('reason' in batch) return batch;
  // Lines that were moved have their own indentation already.
  const { start } = insertBefore(module, site.before, '', style);
  const next = style.lineEnd + indentAt(module.text, start);
  const lines = batch.lines.map((line) => (style.semicolons ? line : line.replace(/;$/, '')) + next);
  return [
    { start, end: start, text: lines.join('') },
    { start: site.awaited.start, end: site.awaited.end, text: batch.inLoop },
  ];
}
