import { relative, sep } from 'node:path';
import { formatPatch, structuredPatch } from 'diff';
import type pc from 'picocolors';
import type { Change } from './plan.js';

const CONTEXT_LINES = 3;

export type Colours = ReturnType<typeof pc.createColors>;

/** Changes as one patch that `git apply` takes in the folder `root`. */
export function toPatch(changes: readonly Change[], root: string): string {
  return changes.map((change) => formatPatch(filePatch(change, root))).join('');
}

function filePatch({ path, before, after }: Change, root: string) {
  const name = relative(root, path).split(sep).join('/');
  const oldName = before === null ? '/dev/null' : `a/${name}`;
  const patch = structuredPatch(oldName, `b/${name}`, before ?? '', after, undefined, undefined, {
    context: CONTEXT_LINES,
  });
  return { ...patch, isGit: true, ...(before === null && { isCreate: true }) };
}

/** A patch with the colours that git gives it. */
export function colourPatch(patch: string, colours: Colours): string {
  return patch
    .split('\n')
    .map((line) => {
      if (/^(?:diff --git|new file|index|---|\+\+\+) /.test(line)) return colours.bold(line);
      if (line.startsWith('@@')) return colours.cyan(line);
      if (line.startsWith('+')) return colours.green(line);
      return line.startsWith('-') ? colours.red(line) : line;
    })
    .join('\n');
}

/** How many lines changes add and take away. */
export function countLines(changes: readonly Change[]): { added: number; removed: number } {
  let added = 0;
  let removed = 0;
  for (const change of changes) {
    for (const line of filePatch(change, '/').hunks.flatMap(({ lines }) => lines)) {
      if (line.startsWith('+')) added++;
      else if (line.startsWith('-')) removed++;
    }
  }
  return { added, removed };
}
