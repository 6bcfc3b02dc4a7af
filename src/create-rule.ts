import type { Rule } from 'eslint';
import { isLeftOutInProduction } from './analysis/control/production.js';
import { analyseFile, type FileAnalysis } from './analysis/file.js';
import type { Finding, Suggestion } from './finding.js';
import type { Edit } from './edit/edit.js';
import { readSettings, SettingsError, type ResilienceSettings } from './settings.js';

export const FAMILIES = ['errors', 'timeouts', 'queries', 'sessions', 'failures', 'servers'] as const;
export type Family = (typeof FAMILIES)[number];
export type Preset = 'recommended' | 'strict';

/** A place to report: a node of the analysis or a pair of offsets. */
export interface Span {
  start: number;
  end: number;
}

export interface Report<MessageId extends string> {
  messageId: MessageId;
  at: Span;
  data?: Record<string, string>;
  fix?: Edit[];
  suggestions?: (Suggestion & { messageId: MessageId })[];
  evidence?: unknown;
}

export interface CheckContext<Options, MessageId extends string> {
  options: Options;
  settings: ResilienceSettings;
  report(report: Report<MessageId>): void;
}

export interface RuleDefinition<Options extends object, MessageId extends string> {
  /** Id without the plugin's prefix. */
  name: string;
  meta: {
    description: string;
    family: Family;
    /** The smallest preset that has it; `null`: opt-in only. */
    preset: Preset | null;
    /** Options under which the preset runs it, where they differ from the defaults. */
    presetOptions?: Partial<Record<Preset | 'all', Partial<Options>>>;
    type: 'problem' | 'suggestion';
    fixable?: boolean;
    hasSuggestions?: boolean;
    messages: Record<MessageId, string>;
    /** JSON schema of the one options object. */
    schema: Record<string, unknown>;
    defaultOptions: Options;
    /** Id of the codemod that applies it in bulk. */
    codemod?: string;
  };
  /** Asks the analysis and reports. Runs once per file; returns at once where the file has nothing modelled. */
  check(file: FileAnalysis, context: CheckContext<Options, MessageId>): void;
}

export interface ResilienceRule extends Rule.RuleModule {
  /** The definition itself: codemods, documentation and presets are made from it. */
  definition: RuleDefinition<object, string>;
  /** The rule's findings with their evidence, outside of any linter. */
  findings(file: FileAnalysis, options?: object, settings?: ResilienceSettings): Finding[];
}

/** Where the rule pages are. */
export const DOCS_URL = 'https://github.com/eslint-plugin-resilience/eslint-plugin-resilience/blob/main/docs/rules';

/** Wraps a check into an ESLint rule. The only place that touches ESLint's API. */
export function createRule<Options extends object, MessageId extends string>(
  definition: RuleDefinition<Options, MessageId>,
): ResilienceRule {
  const { name, meta } = definition;

  function findings(file: FileAnalysis, options?: object, settings = readSettings(undefined)): Finding[] {
    const found: Finding[] = [];
    definition.check(file, {
      options: { ...meta.defaultOptions, ...options },
      settings,
      report({ at, data, ...rest }) {
        found.push({ rule: name, data: data ?? {}, start: at.start, end: at.end, ...rest });
      },
    });
    const inProduction = found.filter(({ start }) => !isLeftOutInProduction(file.module, start));
    return inProduction.sort((a, b) => a.start - b.start || a.end - b.end);
  }

  return {
    definition: definition,
    findings,
    meta: {
      type: meta.type,
      docs: { description: meta.description, recommended: meta.preset === 'recommended', url: `${DOCS_URL}/${name}.md` },
      ...(meta.fixable && { fixable: 'code' as const }),
      ...(meta.hasSuggestions && { hasSuggestions: true }),
      messages: meta.messages,
      schema: [meta.schema],
      defaultOptions: [meta.defaultOptions],
    },
    create(context) {
      return {
        Program() {
          const { sourceCode } = context;
          const settings = settingsOf(context);
          if (!settings) return;
          const file = analyseFile(context.physicalFilename, sourceCode.text, settings);
          if (!file) return;
          const locate = (offset: number) => sourceCode.getLocFromIndex(offset);
          for (const finding of orDefect(context, () => findings(file, context.options[0] as object | undefined, settings))) {
            context.report({
              messageId: finding.messageId,
              data: finding.data,
              loc: { start: locate(finding.start), end: locate(finding.end) },
              fix: finding.fix ? applyEdits(finding.fix) : null,
              suggest: finding.suggestions?.map((suggestion) => ({
                messageId: suggestion.messageId,
                data: suggestion.data,
                fix: applyEdits(suggestion.edits),
              })),
            });
          }
        },
      };
    },
  };
}

const complained = new WeakSet<object>();

/**
 * The settings; null where they are not valid. Then the first rule to ask says so at the top of the file: an error that
 * is thrown would end the whole run, with the findings of all other plugins.
 */
function settingsOf(context: Rule.RuleContext): ResilienceSettings | null {
  try {
    return readSettings(context.settings);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const { ast } = context.sourceCode;
    if (!complained.has(ast)) context.report({ message: error.message, loc: { line: 1, column: 0 } });
    complained.add(ast);
    return null;
  }
}

/**
 * The findings; none where looking for them fails, which is a defect of this plugin. It is reported at the top of the file,
 * for an error that is thrown would end the whole run, with the findings of all other plugins.
 */
function orDefect(context: Rule.RuleContext, find: () => Finding[]): Finding[] {
  try {
    return find();
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    const place = /\n\s*(at [^\n]*)/.exec(stack ?? '')?.[1] ?? '';
    context.report({
      message: 'This file could not be checked: {{error}}. It is a defect of eslint-plugin-resilience: please report it there with the file.',
      data: { error: `${name}: ${message} ${place}`.trim() },
      loc: { line: 1, column: 0 },
    });
    return [];
  }
}

function applyEdits(edits: Edit[]): Rule.ReportFixer {
  return (fixer) => edits.map(({ start, end, text }) => fixer.replaceTextRange([start, end], text));
}
