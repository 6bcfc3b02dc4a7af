import { createHash } from 'node:crypto';
import { keyOf, type CorpusFinding } from './findings.js';

/**
 * Findings chosen at random. The order comes from the seed and each finding alone, so that a finding stays in the sample
 * when others come or go.
 */
export function sampleOf(findings: readonly CorpusFinding[], seed: string, count: number): CorpusFinding[] {
  const rank = (finding: CorpusFinding) => createHash('sha256').update(`${seed} ${keyOf(finding)}`).digest('hex');
  return findings
    .map((finding) => ({ finding, order: rank(finding) }))
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .slice(0, count)
    .map(({ finding }) => finding);
}
