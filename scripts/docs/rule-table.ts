import { FAMILIES, type Family, type ResilienceRule } from '../../src/create-rule.js';
import { escapeCell, replaceRegion, table } from './markdown.js';

const BEGIN = '<!-- begin auto-generated rules list -->';
const END = '<!-- end auto-generated rules list -->';

const TITLES: Record<Family, string> = {
  errors: 'Errors that can be debugged',
  timeouts: 'Calls that end',
  queries: 'Queries that scale',
  sessions: 'Sessions that are given back',
  failures: 'Failures that stay small',
  servers: 'Servers that guard and drain',
};

/** The README with its table of rules renewed. */
export function withRuleTable(readme: string, rules: Record<string, ResilienceRule>): string {
  const legend = '✅ in `recommended` and `strict` · 🔒 in `strict` · 🔧 fix · 💡 suggestion · 🛠️ codemod';
  const groups = FAMILIES.flatMap((family) => {
    const rows = Object.entries(rules)
      .filter(([, rule]) => rule.definition.meta.family === family)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([name, rule]) => row(name, rule));
    return rows.length > 0 ? [table([TITLES[family], '', '', ''], rows)] : [];
  });
  return replaceRegion(readme, BEGIN, END, [legend, ...groups].join('\n\n'), '## Rules');
}

function row(name: string, { definition: { meta } }: ResilienceRule): string[] {
  const preset = meta.preset === 'recommended' ? '✅' : meta.preset === 'strict' ? '🔒' : '';
  const help = [meta.fixable ? '🔧' : '', meta.hasSuggestions ? '💡' : ''].join('');
  const codemod = meta.codemod ? `🛠️ [${meta.codemod}](docs/codemods/${meta.codemod}.md)` : '';
  return [`[${name}](docs/rules/${name}.md)<br>${escapeCell(meta.description)}`, preset, help, codemod];
}
