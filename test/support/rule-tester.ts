import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { analyseFile, type FileAnalysis } from '../../src/analysis/file.js';
import { languageOf } from '../../src/analysis/project/module.js';
import type { ResilienceRule } from '../../src/create-rule.js';
import { applyEdits } from '../../src/edit/apply.js';
import type { Finding } from '../../src/finding.js';
import { readSettings } from '../../src/settings.js';
import { tempProject } from './temp-project.js';

interface Common {
  /** Says why the case is there; the code's first line when absent. */
  name?: string;
  code: string;
  /** Path of the linted file in its small project. `main.ts` when absent. */
  filename?: string;
  /** Other files of the project. */
  files?: Record<string, string>;
  options?: object;
  settings?: Record<string, unknown>;
}

export type ValidCase = Common | string;

export interface ExpectedError {
  messageId: string;
  line: number;
  column?: number;
  data?: Record<string, string>;
  /** The whole message, or a part of it. */
  message?: string;
  /** The code after each suggestion. */
  suggestions?: { messageId: string; output: string }[];
}

export interface InvalidCase extends Common {
  errors: ExpectedError[];
  /** The code after the fixes; null or absent: there is none. */
  output?: string | null;
}

/** Runs explicit cases of a rule. */
export function runRule(rule: ResilienceRule, cases: { valid: ValidCase[]; invalid: InvalidCase[] }): void {
  describe(rule.definition.name, () => {
    describe('valid', () => {
      for (const given of cases.valid) {
        const item = typeof given === 'string' ? { code: given } : given;
        it(titleOf(item), () => {
          const { file, findings } = lint(rule, item);
          expect(findings.map((finding) => shown(rule, file, finding))).toEqual([]);
        });
      }
    });
    describe('invalid', () => {
      for (const item of cases.invalid) it(titleOf(item), () => checkInvalid(rule, item));
    });
  });
}

function titleOf(item: Common): string {
  return item.name ?? item.code.trim().split('\n')[0]!.slice(0, 100);
}

function lint(rule: ResilienceRule, item: Common): { file: FileAnalysis; findings: Finding[] } {
  const filename = item.filename ?? 'main.ts';
  const settings = readSettings(item.settings);
  const project = tempProject({ ...item.files, [filename]: item.code }, settings.models);
  const file = project.analyse(filename);
  return { file, findings: rule.findings(file, item.options, settings) };
}

function checkInvalid(rule: ResilienceRule, item: InvalidCase): void {
  const { file, findings } = lint(rule, item);
  expect(findings.map(({ messageId, start }) => ({ messageId, line: file.module.lineOf(start) }))).toEqual(
    item.errors.map(({ messageId, line }) => ({ messageId, line })),
  );
  for (const [index, expected] of item.errors.entries()) {
    const finding = findings[index]!;
    checkMessage(messageOf(rule, finding));
    if (expected.column !== undefined) expect(columnOf(file, finding.start)).toBe(expected.column);
    if (expected.data) expect(finding.data).toMatchObject(expected.data);
    if (expected.message !== undefined) expect(messageOf(rule, finding)).toContain(expected.message);
    if (expected.suggestions) {
      expect(
        (finding.suggestions ?? []).map(({ messageId, edits }) => ({ messageId, output: applyEdits(item.code, edits) })),
      ).toEqual(expected.suggestions);
    }
    for (const { messageId, data = {}, edits } of finding.suggestions ?? []) {
      checkMessage(messageOf(rule, { ...finding, messageId, data }));
      expectParses(file, applyEdits(item.code, edits));
    }
  }
  const fixes = findings.flatMap((finding) => finding.fix ?? []);
  const output = fixes.length > 0 ? applyEdits(item.code, fixes) : null;
  expect(output).toBe(item.output ?? null);
  if (output !== null) {
    expectParses(file, output);
    const again = lint(rule, { ...item, code: output });
    expect(again.findings.flatMap((finding) => finding.fix ?? []), 'a second fix changes nothing').toEqual([]);
  }
}

/** A sentence or more, with every placeholder filled in. */
function checkMessage(message: string): void {
  expect(message).toMatch(/^[^a-z][^]*\.$/);
  expect(message).not.toMatch(/\{\{|undefined|\[object/);
}

function expectParses(file: FileAnalysis, text: string): void {
  const { errors } = parseSync(file.path, text, languageOf(file.path));
  expect(errors.map(({ message }) => message), text).toEqual([]);
}

/** A finding's message with its data filled in. */
export function messageOf(rule: ResilienceRule, finding: Finding): string {
  const text = rule.definition.meta.messages[finding.messageId];
  if (text === undefined) throw new Error(`${rule.definition.name} has no message ${finding.messageId}.`);
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (placeholder, key: string) => finding.data[key] ?? placeholder);
}

function shown(rule: ResilienceRule, file: FileAnalysis, finding: Finding): string {
  return `${file.module.lineOf(finding.start)}: ${finding.messageId}: ${messageOf(rule, finding)}`;
}

/** 1-based, like an editor's. */
function columnOf(file: FileAnalysis, offset: number): number {
  return offset - file.module.text.lastIndexOf('\n', offset - 1);
}

/**
 * Runs a rule on annotated files: `// expect: messageId` at the end of a line, or alone on the line above, names each
 * report of that line; several are separated by commas. Every report that no comment names fails, and so does every
 * comment without its report. Each folder below the rule's is one project; a line `// options: {…}` at the top sets options.
 */
export function runFixtures(rule: ResilienceRule, folder = join('fixtures', 'rules', rule.definition.name)): void {
  const root = resolve(import.meta.dirname, '../..', folder);
  describe(`${rule.definition.name} on ${folder.split(sep).join('/')}`, () => {
    for (const path of sourceFiles(root)) {
      it(relative(root, path).split(sep).join('/'), () => {
        const text = readFileSync(path, 'utf8');
        const file = analyseFile(path, text, readSettings(undefined));
        if (!file) throw new Error(`${path} can't be parsed.`);
        const options = /^\/\/ options: (.+)$/m.exec(text)?.[1];
        const findings = rule.findings(file, options ? (JSON.parse(options) as object) : undefined);
        const reported = findings.map((finding) => `${file.module.lineOf(finding.start)} ${finding.messageId}`);
        expect(reported.sort(byLine)).toEqual(expectations(text).sort(byLine));
        for (const finding of findings) checkMessage(messageOf(rule, finding));
      });
    }
  });
}

function byLine(a: string, b: string): number {
  return Number.parseInt(a) - Number.parseInt(b) || a.localeCompare(b);
}

function expectations(text: string): string[] {
  return text.split('\n').flatMap((line, index) => {
    const match = /(?:\/\/|\{?\/\*) expect: ([\w, ]+)/.exec(line);
    if (!match) return [];
    const isAlone = /^\s*(?:\/\/|\{?\/\*)/.test(line);
    return match[1]!
      .split(',')
      .map((id) => id.trim())
      .filter((id) => id !== '')
      .map((id) => `${index + (isAlone ? 2 : 1)} ${id}`);
  });
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) return name === 'node_modules' ? [] : sourceFiles(path);
      return /\.[cm]?[jt]sx?$/.test(name) ? [path] : [];
    });
}
