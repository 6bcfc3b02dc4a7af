import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import type { ConfigName } from '../../src/configs.js';

const run = promisify(execFile);
const require = createRequire(import.meta.url);

export const LINTERS = ['eslint-9', 'eslint', 'oxlint'] as const;
export type LinterName = (typeof LINTERS)[number];

export interface Report {
  path: string;
  rule: string;
  message: string;
  /** UTF-16 offsets without a byte order mark, so that linters that count differently can be compared. */
  start: number;
  end: number;
}

/** Where the linters and the plugin come from: the repository, or a folder in which a package was installed. */
export interface Installation {
  /** Path or name by which a configuration imports the plugin. */
  plugin: string;
  parser: string;
  /** Path of an Oxlint configuration that ends in `oxlint/<name>.json`. */
  oxlintConfig(name: ConfigName): string;
  bin(linter: LinterName): string;
}

/** The built plugin and the linters of the repository. */
export const REPOSITORY: Installation = {
  plugin: require.resolve('eslint-plugin-resilience'),
  parser: require.resolve('typescript-eslint'),
  oxlintConfig: (name) => require.resolve(`eslint-plugin-resilience/oxlint/${name}`),
  bin: (linter) => binOf(require.resolve(`${linter}/package.json`), linter),
};

export function binOf(manifest: string, linter: LinterName): string {
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: Record<string, string> };
  return join(dirname(manifest), bin[linter === 'oxlint' ? 'oxlint' : 'eslint']!);
}

/** Runs a linter's command with a shipped configuration over a folder; reports sorted by path and place. `flags`: of the command. */
export async function lintFolder(
  linter: LinterName,
  folder: string,
  config: ConfigName,
  { plugin, parser, oxlintConfig, bin }: Installation = REPOSITORY,
  flags: string[] = [],
): Promise<Report[]> {
  const isOxlint = linter === 'oxlint';
  if (isOxlint) {
    const fragment = JSON.parse(readFileSync(oxlintConfig(config), 'utf8')) as object;
    const jsPlugins = [plugin];
    write(folder, '.oxlintrc.json', JSON.stringify({ categories: { correctness: 'off' }, ...fragment, jsPlugins }));
  } else {
    write(
      folder,
      'eslint.config.mjs',
      `import resilience from ${JSON.stringify(plugin)};
       import { parser } from ${JSON.stringify(parser)};
       export default [
         { files: ['**/*.{ts,tsx,mts,cts}'], languageOptions: { parser } },
         { ignores: ['eslint.config.mjs'] },
         ...resilience.configs.${config},
       ];`,
    );
  }
  const format = isOxlint ? ['--format', 'json'] : ['--format', 'json', '--no-warn-ignored'];
  const output = await stdoutOf(bin(linter), [...format, ...flags, '.'], folder);
  const reports = isOxlint ? oxlintReports(output, folder) : eslintReports(output, folder);
  return reports.sort((a, b) => compare(a.path, b.path) || a.start - b.start || a.end - b.end || compare(a.rule, b.rule));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** A linter with findings ends with 1. */
async function stdoutOf(script: string, args: string[], cwd: string): Promise<string> {
  try {
    return (await run(process.execPath, [script, ...args], { cwd, maxBuffer: 2 ** 28 })).stdout;
  } catch (error) {
    const { code, stdout, stderr } = error as { code: unknown; stdout: string; stderr: string };
    if (code === 1 && stdout !== '') return stdout;
    throw new Error(`${script} ended with ${String(code)}.\n${stdout}\n${stderr}`, { cause: error });
  }
}

interface EslintResult {
  filePath: string;
  messages: {
    ruleId: string | null;
    message: string;
    line: number;
    column: number;
    endLine?: number;
    endColumn?: number;
  }[];
}

function eslintReports(output: string, folder: string): Report[] {
  return (JSON.parse(output) as EslintResult[]).flatMap(({ filePath, messages }) => {
    const path = relative(folder, filePath).split(sep).join('/');
    const lineEnds = textOf(folder, path).matchAll(/\r\n|[\n\r\u2028\u2029]/g);
    const starts = [0, ...Array.from(lineEnds, ({ index, 0: lineEnd }) => index + lineEnd.length)];
    const offset = (line: number, column: number) => starts[line - 1]! + column - 1;
    return messages.map(({ ruleId, message, line, column, endLine, endColumn }) => ({
      path,
      rule: ruleId ?? 'parse',
      message: ruleId === null ? '' : message,
      start: offset(line, column),
      end: offset(endLine ?? line, endColumn ?? column),
    }));
  });
}

interface OxlintResult {
  diagnostics: {
    message: string;
    code?: string;
    filename: string;
    labels: { span: { offset: number; length: number } }[];
  }[];
}

function oxlintReports(output: string, folder: string): Report[] {
  return (JSON.parse(output) as OxlintResult).diagnostics.map(({ message, code, filename, labels }) => {
    const bytes = Buffer.from(textOf(folder, filename));
    const { offset, length } = labels[0]!.span;
    const start = lengthOf(bytes.subarray(0, offset));
    return {
      path: filename,
      rule: code?.replace(/^(.*)\((.*)\)$/, '$1/$2') ?? 'parse',
      message: code ? message : '',
      start,
      end: start + lengthOf(bytes.subarray(offset, offset + length)),
    };
  });
}

function lengthOf(bytes: Buffer): number {
  return bytes.toString().replace(/^\ufeff/, '').length;
}

function textOf(folder: string, path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

function write(folder: string, name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}
