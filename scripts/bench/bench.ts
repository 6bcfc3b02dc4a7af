import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { globSync } from 'tinyglobby';
import { compare, measure, type Used } from './process.js';
import { codemodRows } from './codemods.js';
import { peerRows } from './peers.js';
import { clonedProject, generatedProject, lintCommand, oxlintCommand, type BenchProject, type Way } from './project.js';
import type { Row, Section } from './row.js';
import { measureStart } from './start.js';

export interface BenchOptions {
  clones: string | undefined;
  /** The back end that is linted where its clone is at hand. */
  repo: string;
  globs: string[];
  runs: number;
  /** Lines of the project that is linted, where it is generated, and of the larger one of two that are compared. */
  lines: number;
  scale: number;
  only: readonly Section[];
}

const ROOT = resolve(import.meta.dirname, '../..');
/** Files of a repository in which one is changed. */
const COMMIT_LINES = 100_000;
/** Files that are edited, how long they should be, and how often each is edited. */
const EDITED_FILES = 5;
const EDITED_LINES = 500;
const EDITS = 40;

/** Runs the measurements that are asked for, all of them where none are. */
export function bench(options: BenchOptions): Row[] {
  const scratch = mkdtempSync(join(tmpdir(), 'resilience-bench-'));
  // What installs packages has to be asked for.
  const wants = (name: Section) => (options.only.length === 0 ? name !== 'peers' : options.only.includes(name));
  try {
    const project =
      (options.clones && clonedProject(options.clones, options.repo, options.globs, join(scratch, 'project'))) ||
      generatedProject(join(scratch, 'project'), options.lines);
    return [
      ...(wants('lint') ? lintRows(project, options.runs) : []),
      ...(wants('peers') ? peerRows(project, scratch, options.runs) : []),
      ...(wants('oxlint') ? oxlintRows(project, options.runs) : []),
      ...(wants('workers') ? workerRows(project, options.runs) : []),
      ...(wants('codemods') ? codemodRows(scratch, options.runs) : []),
      ...(wants('rules') ? ruleRows(project) : []),
      ...(wants('start') ? startRows(options.runs) : []),
      ...(wants('commit') ? commitRows(generatedProject(join(scratch, 'commit'), COMMIT_LINES), options.runs) : []),
      ...(wants('editor') ? editorRows(project) : []),
      ...(wants('scale') ? scaleRows(scratch, options) : []),
    ];
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function lintRows(project: BenchProject, runs: number): Row[] {
  const ways: Way[] = ['none', 'core', 'recommended', 'strict'];
  const used = compare(Object.fromEntries(ways.map((way) => [way, lintCommand(project, way)])) as Record<Way, ReturnType<typeof lintCommand>>, runs);
  const of = `${project.name}, ${project.files} files, ${project.lines} lines`;
  const row = (way: Way, target: number | null): Row => ({
    section: 'lint',
    what: `lint with ${way === 'core' ? 'no-await-in-loop' : way}`,
    figure: used[way].cpu / used.none.cpu,
    target,
    unit: '×',
    detail: `${seconds(used[way])} of CPU, ${seconds(used.none)} with no rules; ${of}`,
  });
  const memory: Row = { section: 'lint', what: 'memory with recommended', figure: used.recommended.peak / used.none.peak, target: 1.25, unit: '×', detail: `${Math.round(used.recommended.peak)} MB, ${Math.round(used.none.peak)} MB with no rules` };
  return [row('core', null), row('recommended', 1.15), row('strict', 1.2), memory];
}

function oxlintRows(project: BenchProject, runs: number): Row[] {
  const { oxlint, eslint } = compare({ eslint: lintCommand(project, 'recommended'), oxlint: oxlintCommand(project) }, runs);
  return [{ section: 'oxlint', what: 'Oxlint, of ESLint', figure: oxlint.cpu / eslint.cpu, target: 0.2, unit: '×', detail: `${seconds(oxlint)} and ${seconds(eslint)} of CPU with recommended` }];
}

function workerRows(project: BenchProject, runs: number): Row[] {
  const flags = ['--concurrency', '2'];
  const used = compare(
    { none: lintCommand(project, 'none'), 'none, two': lintCommand(project, 'none', { flags }), one: lintCommand(project, 'recommended'), two: lintCommand(project, 'recommended', { flags }) },
    runs,
  );
  const gain = used.one.wall / used.two.wall;
  const without = used.none.wall / used['none, two'].wall;
  const same = findings(lintCommand(project, 'recommended')) === findings(lintCommand(project, 'recommended', { flags }));
  return [
    { section: 'workers', what: 'speed-up by two workers, of that with no rules', figure: gain / without, target: null, unit: '×', detail: `${gain.toFixed(2)} with recommended, ${without.toFixed(2)} with no rules` },
    { section: 'workers', what: 'findings that differ between one and two workers', figure: same ? 0 : 1, target: 0, unit: '', detail: 'all messages with their places, as text' },
  ];
}

function findings(command: ReturnType<typeof lintCommand>): string {
  const results = JSON.parse(measure(command).stdout) as { filePath: string; messages: { ruleId: string; line: number; column: number; message: string }[] }[];
  const lines = results.flatMap(({ filePath, messages }) => messages.map(({ ruleId, line, column, message }) => `${filePath}:${line}:${column} ${ruleId} ${message}`));
  return lines.sort().join('\n');
}

/** Each rule's share, as ESLint's own TIMING has it: the rule that asks first pays for what all others use. */
function ruleRows(project: BenchProject): Row[] {
  const { stdout } = measure(lintCommand(project, 'strict', { timing: true }));
  const rows = [...stdout.matchAll(/^resilience\/([\w-]+)\s*\|\s*([\d.]+)\s*\|\s*([\d.]+)%/gm)];
  return rows.map(([, rule, ms, share]) => ({ section: 'rules', what: `${rule}`, figure: Number(share), target: 15, unit: '%', detail: `${ms} ms of wall time in strict, with what it was the first to ask` }));
}

function startRows(runs: number): Row[] {
  const { ms, compiler } = measureStart(Math.max(runs, 5));
  return [
    { section: 'start', what: 'import of the plugin', figure: ms, target: 60, unit: 'ms', detail: 'of CPU, in a new process' },
    { section: 'start', what: 'compilers that the import loads', figure: compiler ? 1 : 0, target: 0, unit: '', detail: 'typescript, ts-morph, jscodeshift' },
  ];
}

/** One changed file, as a hook before a commit lints it. */
function commitRows(project: BenchProject, runs: number): Row[] {
  const files = [globSync(['**/src/services/*.ts'], { cwd: project.dir }).sort()[0]!];
  return [true, false].map((cached) => {
    const flags = cached ? ['--cache', '--cache-location', 'bench-cache'] : [];
    const before = () => files.forEach((file) => appendFileSync(join(project.dir, file), '// changed\n'));
    const command = (way: Way) => ({ ...lintCommand(project, way, { files, flags }), before });
    const used = compare({ none: command('none'), recommended: command('recommended') }, runs);
    return {
      section: 'commit',
      what: `one file of ${project.files}${cached ? ', with --cache' : ''}`,
      figure: used.recommended.cpu / used.none.cpu,
      target: 1.25,
      unit: '×',
      detail: `${seconds(used.recommended)} of CPU, ${seconds(used.none)} with no rules`,
    };
  });
}

/** Files of some length that are linted again after each edit, all in one process, as in an editor. */
function editorRows(project: BenchProject): Row[] {
  const files = globSync(project.globs, { cwd: project.dir, absolute: true, ignore: ['**/*.d.ts'] })
    .map((path) => ({ path, far: Math.abs(readFileSync(path, 'utf8').split('\n').length - EDITED_LINES) }))
    .sort((a, b) => a.far - b.far || (a.path < b.path ? -1 : 1))
    .slice(0, EDITED_FILES)
    .map(({ path }) => path);
  const { stdout } = measure({ args: [join(import.meta.dirname, 'edits.js'), join(ROOT, 'dist/src/index.js'), project.dir, String(EDITS), ...files], cwd: project.dir });
  const { took, afterPauses } = JSON.parse(stdout) as Record<'took' | 'afterPauses', number[]>;
  for (const times of [took, afterPauses]) times.sort((a, b) => a - b);
  const p95 = took[Math.floor(took.length * 0.95)]!;
  const median = (times: number[]) => times[times.length >> 1]!;
  return [
    { section: 'editor', what: 'linted again after an edit, p95', figure: p95, target: 25, unit: 'ms', detail: `of CPU; ${took.length} edits of ${files.length} files of about ${EDITED_LINES} lines; ${project.name}, ${project.files} files; median ${median(took).toFixed(1)} ms` },
    { section: 'editor', what: 'after a pause, median', figure: median(afterPauses), target: null, unit: 'ms', detail: `of CPU; ${afterPauses.length} edits after a pause in which the disk may have changed; at most ${afterPauses[afterPauses.length - 1]!.toFixed(1)} ms` },
  ];
}

function scaleRows(scratch: string, { scale, runs }: BenchOptions): Row[] {
  const small = generatedProject(join(scratch, 'small'), 10_000);
  const large = generatedProject(join(scratch, 'large'), scale);
  const used = {
    // Runs of a few seconds vary more, and cost nothing.
    ...compare({ 'small, none': lintCommand(small, 'none'), 'small, recommended': lintCommand(small, 'recommended') }, Math.max(runs, 5)),
    ...compare({ 'large, none': lintCommand(large, 'none'), 'large, recommended': lintCommand(large, 'recommended') }, runs),
  };
  const perLine = ({ lines }: BenchProject, one: Used, other: Used) => (one.cpu - other.cpu) / lines;
  const before = perLine(small, used['small, recommended'], used['small, none']);
  const after = perLine(large, used['large, recommended'], used['large, none']);
  return [
    { section: 'scale', what: `CPU per line at ${large.lines} lines, of that at ${small.lines}`, figure: after / before, target: 1.3, unit: '×', detail: `the plugin's own: ${(before * 1e6).toFixed(0)} and ${(after * 1e6).toFixed(0)} µs a line` },
    { section: 'scale', what: `memory at ${large.lines} lines`, figure: used['large, recommended'].peak / used['large, none'].peak, target: 1.25, unit: '×', detail: `${Math.round(used['large, recommended'].peak)} MB, ${Math.round(used['large, none'].peak)} MB with no rules` },
  ];
}

function seconds({ cpu }: Used): string {
  return `${cpu.toFixed(1)} s`;
}
