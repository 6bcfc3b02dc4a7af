import { relative, sep } from 'node:path';
import { listFiles } from '../codemod/files.js';
import { createFinder } from '../codemod/finder.js';
import { findWorkplace } from '../codemod/run.js';
import { scan } from '../codemod/scan.js';
import { CONFIG_NAMES, NAMESPACE, rulesOf, type ConfiguredRules } from '../configs.js';
import { FAMILIES, type Family, type ResilienceRule } from '../create-rule.js';
import type { Finding } from '../finding.js';
import type { Catalogue } from './cli.js';
import { ExitCode } from './exit-code.js';
import { projectSettings } from './project-settings.js';
import { unknownName } from './suggest.js';
import { counted, fromHere, type Terminal } from './terminal.js';

export interface LintFlags {
  preset: string;
  config?: string;
  rule?: string | string[];
  json?: boolean;
}

/** What `--json` prints. Paths are relative to `root`, with slashes; lines and columns count from 1. */
export interface LintReport {
  version: 1;
  root: string;
  summary: { files: number; findings: number; unparsed: number; failed: number; families: Record<Family, number> };
  findings: LintFinding[];
  problems: { path: string; outcome: 'unparsed' | 'failed'; reason: string }[];
}

export interface LintFinding {
  family: Family;
  rule: string;
  path: string;
  line: number;
  column: number;
  messageId: string;
  message: string;
  /** The codemod that clears it. */
  codemod?: string;
}

const TITLES: Record<Family, string> = {
  errors: 'Errors that can be debugged',
  timeouts: 'Calls that end',
  queries: 'Queries that scale',
  sessions: 'Sessions and resources that are given back',
  failures: 'Failures that stay small',
  servers: 'Servers that guard and drain',
};

/** `resilience lint`. Returns the exit code. */
export async function runLintCommand(
  paths: readonly string[],
  flags: LintFlags,
  catalogue: Catalogue,
  terminal: Terminal,
): Promise<ExitCode> {
  const { cwd, root, repository } = await findWorkplace(terminal.cwd);
  const settings = await projectSettings(flags.config, terminal.cwd);
  const find = await createFinder(catalogue.rules, selectRules(flags, catalogue));
  const list = await listFiles(cwd, paths, repository);
  const result = await scan(list.files, find, settings, (path, done, total) =>
    terminal.progress(relative(cwd, path), done, total),
  );
  terminal.endProgress();

  const name = (path: string) => relative(root, path).split(sep).join('/') || '.';
  const findings = result.found.flatMap(({ path, text, findings: inFile }) =>
    inFile.map((finding) => describeFinding(name(path), text, finding, catalogue.rules[finding.rule]!)),
  );
  const unparsed = result.unparsed.map(({ path, reason }) => ({
    path: name(path),
    outcome: 'unparsed' as const,
    reason,
  }));
  const failed = [...result.failed, ...list.unreadable].map(({ path, reason }) => ({
    path: name(path),
    outcome: 'failed' as const,
    reason,
  }));
  const count = (family: Family) => findings.filter((finding) => finding.family === family).length;
  const report: LintReport = {
    version: 1,
    root,
    summary: {
      files: result.looked,
      findings: findings.length,
      unparsed: unparsed.length,
      failed: failed.length,
      families: Object.fromEntries(FAMILIES.map((family) => [family, count(family)])) as Record<Family, number>,
    },
    findings,
    problems: [...unparsed, ...failed],
  };
  if (flags.json) terminal.out(`${JSON.stringify(report, null, 2)}\n`);
  else printFindings(report, terminal);
  for (const path of list.ignored) terminal.note(`${relative(cwd, path)} is left out: git ignores it.`);
  for (const { path, outcome, reason } of report.problems)
    terminal.note(`${outcome} ${fromHere(path, root, terminal)}: ${reason}`);
  terminal.note(
    terminal.noteColours.bold(`${counted(findings.length, 'finding')} in ${counted(result.looked, 'file')}.`),
  );
  if (failed.length > 0) return ExitCode.failure;
  return findings.length > 0 ? ExitCode.found : ExitCode.fine;
}

/** The rules that the flags name, else those of the preset. */
function selectRules({ preset, rule }: LintFlags, { rules }: Catalogue): ConfiguredRules {
  if (rule !== undefined) {
    const named = [rule].flat().map((name) => name.replace(`${NAMESPACE}/`, ''));
    for (const name of named) if (!Object.hasOwn(rules, name)) throw unknownName('rule', name, Object.keys(rules));
    return Object.fromEntries(named.map((name) => [`${NAMESPACE}/${name}`, 'error']));
  }
  const config = CONFIG_NAMES.find((name) => name === preset);
  if (!config) throw unknownName('preset', preset, CONFIG_NAMES);
  return rulesOf(config, rules);
}

/** A finding as a report has it. */
export function describeFinding(
  path: string,
  text: string,
  finding: Finding,
  { definition: { meta } }: ResilienceRule,
): LintFinding {
  const before = text.slice(0, finding.start).split('\n');
  return {
    family: meta.family,
    rule: finding.rule,
    path,
    line: before.length,
    column: before.at(-1)!.length + 1,
    messageId: finding.messageId,
    message: (meta.messages[finding.messageId] ?? '').replace(
      /\{\{\s*(\w+)\s*\}\}/g,
      (placeholder, key: string) => finding.data[key] ?? placeholder,
    ),
    ...(meta.codemod && { codemod: meta.codemod }),
  };
}

function printFindings({ root, findings }: LintReport, terminal: Terminal): void {
  const { bold, cyan, dim } = terminal.outColours;
  for (const family of FAMILIES) {
    const ofFamily = findings.filter((finding) => finding.family === family);
    if (ofFamily.length === 0) continue;
    terminal.out(`${bold(`${TITLES[family]} (${ofFamily.length})`)}\n`);
    for (const { path, line, column, rule, message } of ofFamily) {
      const place = `${fromHere(path, root, terminal)}:${line}:${column}`;
      terminal.out(`  ${cyan(place)}  ${message} ${dim(`${NAMESPACE}/${rule}`)}\n`);
    }
    terminal.out('\n');
  }
}
