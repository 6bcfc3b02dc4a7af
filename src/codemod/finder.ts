import { createRequire } from 'node:module';
import type { Linter, Rule } from 'eslint';
import type { FileAnalysis } from '../analysis/file.js';
import { NAMESPACE, type ConfiguredRules } from '../configs.js';
import type { ResilienceRule } from '../create-rule.js';
import type { Finding } from '../finding.js';
import { UserError } from './user-error.js';

const NO_ESLINT =
  'The file has a comment for ESLint, which is not installed: npm install --save-dev eslint';

/** Asks rules for the findings of files that no comment in the file disables. */
export type Finder = (analysis: FileAnalysis) => Finding[];

/**
 * Runs rules through ESLint's own `Linter`, so that its comments (`eslint-disable`, `eslint rule: ...`) count as they
 * do in a lint run. The rules look at the analysis, not at ESLint's tree: the parser hands over comments round an empty
 * program.
 *
 * @param configured which rules run, by their id with the plugin's prefix, with their options.
 * Without ESLint the finder throws a {@link UserError} for files whose comments only it understands.
 */
export async function createFinder(
  rules: Record<string, ResilienceRule>,
  configured: ConfiguredRules,
): Promise<Finder> {
  let linter: Linter | null | undefined;
  const names = Object.keys(configured).map((id) => id.slice(NAMESPACE.length + 1));
  let current: FileAnalysis;
  let found: Finding[];

  /** The rule, reporting the index of each finding in place of its message. */
  function recording(rule: ResilienceRule): Rule.RuleModule {
    return {
      meta: { schema: rule.meta?.schema, defaultOptions: rule.meta?.defaultOptions },
      create: ({ options, report, sourceCode }) => ({
        Program() {
          for (const finding of rule.findings(current, options[0] as object | undefined, current.settings)) {
            const start = sourceCode.getLocFromIndex(finding.start);
            const end = sourceCode.getLocFromIndex(finding.end);
            report({ loc: { start, end }, message: String(found.push(finding) - 1) });
          }
        },
      }),
    };
  }

  const config: Linter.Config = {
    files: ['**/*'],
    languageOptions: { parser: { parseForESLint: (text: string) => ({ ast: emptyProgram(text, current) }) } },
    linterOptions: { reportUnusedDisableDirectives: 'off', reportUnusedInlineConfigs: 'off' },
    plugins: { [NAMESPACE]: { rules: Object.fromEntries(names.map((name) => [name, recording(rules[name]!)])) } },
    rules: configured,
  };

  return (analysis) => {
    current = analysis;
    found = [];
    // Without a comment that addresses ESLint the rules' own answer is the same, and quicker.
    if (!analysis.module.text.includes('eslint')) {
      return names.flatMap((name) => {
        const entry = configured[`${NAMESPACE}/${name}`];
        return rules[name]!.findings(analysis, Array.isArray(entry) ? entry[1] : undefined, analysis.settings);
      });
    }
    linter ??= createLinter();
    if (!linter) throw new UserError(NO_ESLINT);
    const messages = linter.verify(analysis.module.text, config, { filename: 'file.js' });
    return messages.flatMap(({ ruleId, message }) => {
      const finding = ruleId?.startsWith(`${NAMESPACE}/`) ? found[Number(message)] : undefined;
      return finding ?? [];
    });
  };
}

/** Loaded for the first file that needs it: most runs meet none. */
function createLinter(): Linter | null {
  try {
    const { Linter: FlatLinter } = createRequire(import.meta.url)('eslint') as typeof import('eslint');
    return new FlatLinter({ configType: 'flat' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    return null;
  }
}

function emptyProgram(text: string, { module }: FileAnalysis): Linter.ESLintParseResult['ast'] {
  const locate = createLocator(text);
  const span = (start: number, end: number) => ({
    range: [start, end] as [number, number],
    loc: { start: locate(start), end: locate(end) },
  });
  const comments = module.comments.map(({ type, value, start, end }) => ({ type, value, ...span(start, end) }));
  return { type: 'Program', sourceType: 'module', body: [], tokens: [], comments, ...span(0, text.length) };
}

/** Line (from 1) and column (from 0) of an offset, with the line breaks that ESLint counts. */
function createLocator(text: string): (offset: number) => { line: number; column: number } {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|[\r\n\u2028\u2029]/g)) starts.push(match.index + match[0].length);
  return (offset) => {
    const line = starts.findLastIndex((start) => start <= offset) + 1;
    return { line, column: offset - starts[line - 1]! };
  };
}
