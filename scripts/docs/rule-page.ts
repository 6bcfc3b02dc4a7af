import type { ResilienceRule } from '../../src/create-rule.js';
import { escapeCell, replaceRegion, table } from './markdown.js';

const HEADER_END = '<!-- end auto-generated rule header -->';
const OPTIONS_BEGIN = '<!-- begin auto-generated rule options list -->';
const OPTIONS_END = '<!-- end auto-generated rule options list -->';

/** The sections that every rule page has, in this order, besides `## Codemod` where the rule has one. */
export const SECTIONS = [
  'What it costs in production',
  'Examples',
  'Options',
  'What is not detected',
  'When not to use it',
  'References',
];

/** A new rule page to fill in, or the page as it is with its generated parts renewed. */
export function rulePage(rule: ResilienceRule, current: string | null): string {
  const page = current ?? skeleton(rule);
  const end = page.indexOf(HEADER_END);
  const body = end === -1 ? page.replace(/^# .*\n/, '') : page.slice(end + HEADER_END.length);
  const renewed = replaceRegion(body.trimStart(), OPTIONS_BEGIN, OPTIONS_END, optionsList(rule), '## Options');
  return `${header(rule)}\n${HEADER_END}\n\n${renewed}`;
}

function skeleton({ definition }: ResilienceRule): string {
  const sections = SECTIONS.flatMap((section) => {
    const examples = section === 'Examples' ? '\n### Incorrect\n\n### Correct\n' : '';
    return section === 'References' && definition.meta.codemod
      ? ['## Codemod\n', `## ${section}\n`]
      : [`## ${section}\n${examples}`];
  });
  return sections.join('\n');
}

function header({ definition: { name, meta } }: ResilienceRule): string {
  const facts = [presetFact(meta.preset)];
  if (meta.fixable) facts.push('🔧 It has a fix: `eslint --fix` applies it.');
  if (meta.hasSuggestions) facts.push('💡 It has suggestions: apply them one by one in the editor.');
  if (meta.codemod) {
    const page = `[\`resilience codemod ${meta.codemod}\`](../codemods/${meta.codemod}.md)`;
    facts.push(`🛠️ ${page} starts from its findings.`);
  }
  return `# resilience/${name}\n\n${sentence(meta.description)}\n\n${facts.map((fact) => `- ${fact}`).join('\n')}\n`;
}

function presetFact(preset: 'recommended' | 'strict' | null): string {
  if (preset === 'recommended') return '✅ On in the `recommended` and `strict` configurations.';
  if (preset === 'strict') return '🔒 On in the `strict` configuration.';
  return 'Off in `recommended` and `strict`: turn it on where it fits.';
}

interface OptionSchema {
  type?: string | string[];
  enum?: unknown[];
  description?: string;
  items?: OptionSchema;
}

function optionsList({ definition: { meta } }: ResilienceRule): string {
  const properties = Object.entries((meta.schema['properties'] ?? {}) as Record<string, OptionSchema>);
  if (properties.length === 0) return 'This rule has no options.';
  const defaults = meta.defaultOptions as Record<string, unknown>;
  const rows = properties.map(([key, schema]) => [
    `\`${key}\``,
    escapeCell(`\`${typeText(schema)}\``),
    escapeCell(`\`${JSON.stringify(defaults[key])}\``),
    escapeCell(schema.description ?? ''),
  ]);
  const presets = Object.entries(meta.presetOptions ?? {}).map(
    ([preset, options]) => `\n\nThe \`${preset}\` configuration sets \`${JSON.stringify(options)}\`.`,
  );
  return table(['Option', 'Type', 'Default', 'Meaning'], rows) + presets.join('');
}

function typeText({ type, enum: words, items }: OptionSchema): string {
  if (words) return words.map((word) => JSON.stringify(word)).join(' | ');
  if (type === 'array') return `${items ? typeText(items) : 'any'}[]`;
  return [type ?? 'any'].flat().join(' | ');
}

function sentence(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`;
}
