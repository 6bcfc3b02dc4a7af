import { rules } from '../../rules/index.js';
import type { CorpusFinding, CorpusRun, Difference } from './findings.js';

/** Findings by rule, times, and what went wrong. */
export function renderRun({ repositories, findings }: CorpusRun, rule?: string): string {
  const lines = ['repository                    files    s        ms/file  findings  slowest'];
  for (const { repo, files, ms, slowest } of repositories) {
    const own = findings.filter((finding) => finding.repo === repo && (!rule || finding.rule === rule)).length;
    const [slow] = slowest;
    lines.push(
      [repo.padEnd(28), cell(files, 7), cell((ms / 1000).toFixed(1), 7), cell((ms / Math.max(1, files)).toFixed(1), 7), cell(own, 8), slow ? `${slow.path} ${slow.ms} ms` : ''].join('  '),
    );
  }
  const total = repositories.reduce((sum, { files }) => sum + files, 0);
  lines.push('', `${findings.length} findings in ${total} files of ${repositories.length} repositories`);
  for (const name of Object.keys(rules)) {
    const own = findings.filter((finding) => finding.rule === name);
    if (rule && rule !== name) continue;
    const ids = [...new Set(own.map(({ messageId }) => messageId))].sort();
    const messages = ids.map((id) => `${id} ${own.filter(({ messageId }) => messageId === id).length}`);
    lines.push(`  ${name.padEnd(34)}${cell(own.length, 6)}  ${messages.join(', ')}`);
  }
  const problems = repositories.flatMap(({ repo, problems: own }) => own.map((problem) => ({ repo, ...problem })));
  const crashes = problems.filter(({ kind }) => kind === 'crash');
  lines.push('', `${crashes.length} crashes, ${problems.length - crashes.length} files that can't be parsed`);
  for (const { repo, path, kind, reason } of problems) lines.push(`  ${kind} ${repo} ${path}: ${kind === 'crash' ? reason : reason.split('\n')[0]!}`);
  return lines.join('\n');
}

function cell(value: string | number, width: number): string {
  return String(value).padEnd(width);
}

/** What a run has more and less than the stored one. */
export function renderDifference({ added, gone }: Difference): string {
  const line = (sign: string, { rule, repo, path, line: at, message }: CorpusFinding) => `${sign} ${rule} ${repo} ${path}:${at} ${message}`;
  return [
    `Since the stored run: ${added.length} new findings, ${gone.length} gone`,
    ...added.map((finding) => line('+', finding)),
    ...gone.map((finding) => line('-', finding)),
  ].join('\n');
}
