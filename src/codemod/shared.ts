import { applyEdits } from '../edit/apply.js';
import type { Edit } from '../edit/edit.js';
import { checkSyntax, type PackagePlan } from './plan.js';
import { withMarkOf, withoutMark } from './text.js';
import { reasonOf } from './user-error.js';

/**
 * Makes one change of those of several packages in one file, as of a client that all of them use. The first package keeps it; one whose
 * edits don't go with those before fails whole.
 */
export function mergeShared(plans: readonly PackagePlan[]): void {
  const owners = new Map<string, PackagePlan>();
  for (const plan of plans) {
    const shared = plan.changes.filter(({ path }) => owners.has(path));
    try {
      const merged = shared.map(({ path }) => ({ path, ...together(owners.get(path)!, plan, path) }));
      for (const { path, after, edits } of merged) {
        const owner = owners.get(path)!;
        owner.changes.find((change) => change.path === path)!.after = after;
        owner.edits.set(path, edits);
      }
      plan.changes = plan.changes.filter((change) => !shared.includes(change));
    } catch (error) {
      plan.failed.push({ path: shared[0]!.path, reason: `It is changed for another package, too. ${reasonOf(error)} Run this again.` });
      Object.assign(plan, { changes: [], dependencies: {} });
    }
    for (const { path } of plan.changes) owners.set(path, plan);
  }
}

function together(first: PackagePlan, second: PackagePlan, path: string): { after: string; edits: Edit[] } {
  const before = first.changes.find((change) => change.path === path)!.before ?? '';
  const text = withoutMark(before);
  const present = first.edits.get(path) ?? [];
  const added = (second.edits.get(path) ?? []).filter((edit) => !present.some(({ start, end, text: own }) => start === edit.start && end === edit.end && own === edit.text));
  const edits = [...present, ...added];
  const edited = applyEdits(text, edits);
  checkSyntax(path, edited, 0);
  return { after: withMarkOf(before, edited), edits };
}
