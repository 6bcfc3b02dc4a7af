import { realpath, stat } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import { isForBrowsers } from '../analysis/control/browser.js';
import { explainLine, type LineExplanation } from '../analysis/explain/line.js';
import { analyseFile, type FileAnalysis } from '../analysis/file.js';
import { isSource } from '../codemod/files.js';
import { createFinder } from '../codemod/finder.js';
import { findWorkplace } from '../codemod/run.js';
import { syntaxErrors } from '../codemod/syntax.js';
import { readText, withoutMark } from '../codemod/text.js';
import { reasonOf, UserError } from '../codemod/user-error.js';
import { EXCLUSIONS, NAMESPACE, rulesOf } from '../configs.js';
import type { Preset } from '../create-rule.js';
import type { Finding } from '../finding.js';
import type { Catalogue } from './cli.js';
import { ExitCode } from './exit-code.js';
import { printExplanation } from './explain-text.js';
import { describeFinding, type LintFinding } from './lint.js';
import { projectSettings } from './project-settings.js';
import type { Terminal } from './terminal.js';

export interface ExplainFlags {
  json?: boolean;
  config?: string;
}

/** What `--json` prints. Paths are relative to `root`, with slashes; lines and columns count from 1. */
export interface ExplainReport extends LineExplanation {
  version: 1;
  root: string;
  path: string;
  line: number;
  code: string;
  /** Why rules are silent in the whole file: what the shipped configurations leave out, code for browsers. */
  silent: ('tests' | 'migrations' | 'scripts' | 'generated' | 'browser')[];
  findings: ExplainedFinding[];
}

export interface ExplainedFinding extends LintFinding {
  /** The smallest preset that has the rule; null where none has. */
  preset: Preset | null;
  /** A comment in the file switches it off. */
  disabled: boolean;
}

/** `resilience explain FILE:LINE`. Returns the exit code. */
export async function runExplainCommand(
  place: string,
  flags: ExplainFlags,
  catalogue: Catalogue,
  terminal: Terminal,
): Promise<ExitCode> {
  const { path, line } = await readPlace(place, terminal.cwd);
  const { root } = await findWorkplace(terminal.cwd);
  const settings = await projectSettings(flags.config, terminal.cwd);
  const shown = here(path, terminal.cwd);
  const text = withoutMark(
    await readText(path).catch((error: unknown) => {
      throw new UserError(`${shown} can't be read. ${reasonOf(error)}`);
    }),
  );
  const lines = text.split('\n');
  const last = lines.length - (text.endsWith('\n') ? 1 : 0);
  if (line < 1 || line > last) throw new UserError(`${shown} has no line ${line}: it has ${last}.`);
  const analysis = analyseFile(path, text, settings);
  if (!analysis) {
    const reason = syntaxErrors(path, text)[0] ?? 'It is too large or too deeply nested.';
    throw new UserError(`${shown} can't be parsed. ${reason}`);
  }
  const name = (file: string) => relative(root, file).split(sep).join('/');
  const report: ExplainReport = {
    version: 1,
    root,
    path: name(path),
    line,
    code: lines[line - 1]!.trim(),
    silent: silenceOf(analysis, name(path)),
    findings: await findingsOn(analysis, line, name(path), catalogue),
    ...withPaths(explainLine(analysis, line), name),
  };
  if (flags.json) terminal.out(`${JSON.stringify(report, null, 2)}\n`);
  else printExplanation(report, terminal);
  return ExitCode.fine;
}

/** `src/a.ts:12`, also with a column behind it. @throws {UserError} where that is no line of a source file. */
async function readPlace(place: string, cwd: string): Promise<{ path: string; line: number }> {
  const match = /^(.+?):(\d+)(?::\d+)?$/.exec(place);
  if (!match) throw new UserError(`Name a file and a line: \`resilience explain src/orders.ts:42\`, not ${place}.`);
  const [, file, line] = match as unknown as [string, string, string];
  try {
    const path = await realpath(resolve(cwd, file));
    if (!(await stat(path)).isFile()) throw new UserError(`${file} is no file.`);
    if (!isSource(path)) throw new UserError(`${file} is no JavaScript or TypeScript file.`);
    return { path, line: Number(line) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new UserError(`${file} doesn't exist.`);
    throw new UserError(reasonOf(error));
  }
}

function here(path: string, cwd: string): string {
  return relative(cwd, path) || path;
}

function silenceOf({ project, module }: FileAnalysis, path: string): ExplainReport['silent'] {
  const kinds = Object.entries(EXCLUSIONS).filter(([, globs]) => picomatch.isMatch(path, globs));
  const excluded = kinds.map(([kind]) => kind as ExplainReport['silent'][number]);
  return isForBrowsers(project, module) ? [...excluded, 'browser'] : excluded;
}

/** The findings of every rule on a line, as strictly as any preset asks for them. */
async function findingsOn(
  analysis: FileAnalysis,
  line: number,
  path: string,
  { rules }: Catalogue,
): Promise<ExplainedFinding[]> {
  const configured = rulesOf('all', rules);
  const { module, settings } = analysis;
  const key = ({ rule, start, end, messageId }: Finding) => [rule, start, end, messageId].join();
  const enabled = new Set((await createFinder(rules, configured))(analysis).map(key));
  return Object.entries(rules).flatMap(([name, rule]) => {
    const entry = configured[`${NAMESPACE}/${name}`];
    return rule
      .findings(analysis, Array.isArray(entry) ? entry[1] : undefined, settings)
      .filter(({ start, end }) => module.lineOf(start) <= line && module.lineOf(end) >= line)
      .map((finding) => ({
        ...describeFinding(path, module.text, finding, rule),
        preset: rule.definition.meta.preset,
        disabled: !enabled.has(key(finding)),
      }));
  });
}

/** The explanation with all its paths as reports have them. */
function withPaths(explanation: LineExplanation, name: (path: string) => string): LineExplanation {
  const text = JSON.stringify(explanation, (key, value: unknown) =>
    key === 'path' && typeof value === 'string' ? name(value) : value,
  );
  return JSON.parse(text) as LineExplanation;
}
