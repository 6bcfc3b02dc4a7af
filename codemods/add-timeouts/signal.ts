import { lt, minVersion } from 'semver';
import type { Node } from '../../src/analysis/project/ast.js';
import { moduleOf } from '../../src/analysis/project/module.js';
import type { PlanInput } from '../../src/codemod/codemod.js';
import type { Edit } from '../../src/edit/edit.js';
import type { Limits, Remedy } from './index.js';
import { printNumber } from './limit.js';

/** The first version of Node that has `AbortSignal.any()`. */
const HAS_ANY = '20.3.0';

/** Joins a signal with one that ends after the limit: whichever comes first ends the call. */
export async function limitSignal(signal: Node, { timeoutMs }: Limits, input: PlanInput): Promise<Remedy> {
  const module = moduleOf(signal);
  const file = await input.open(module.path);
  if (file?.text !== module.text) return { reason: `Its signal is passed in ${module.path}, which can't be changed from here.` };
  const oldest = oldestNode(input.packageJson);
  if (oldest !== null && lt(oldest, HAS_ANY)) return { reason: `\`AbortSignal.any()\` needs Node.js ${HAS_ANY}, and the package supports ${oldest}.` };
  const { start, end } = signal;
  return {
    path: module.path,
    edits: [
      { start, end: start, text: 'AbortSignal.any([' },
      { start: end, end, text: `, AbortSignal.timeout(${printNumber(timeoutMs)})])` },
    ],
  };
}

export function usesSignal(edits: readonly Edit[]): boolean {
  return edits.some(({ text }) => text.includes('AbortSignal.timeout('));
}

/** The oldest Node that a package says it supports; null where it says nothing. */
function oldestNode(packageJson: Record<string, unknown>): string | null {
  const range = (packageJson['engines'] as Record<string, unknown> | undefined)?.['node'];
  if (typeof range !== 'string') return null;
  try {
    return minVersion(range)?.version ?? null;
  } catch {
    return null;
  }
}
