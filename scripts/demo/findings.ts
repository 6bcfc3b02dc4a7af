import pc from 'picocolors';
import { rules } from '../../rules/index.js';
import { FAMILIES, type Family } from '../../src/create-rule.js';
import type { LintMessage } from './cli.js';

const TITLES: Record<Family, string> = {
  errors: 'Errors that can be debugged',
  timeouts: 'Calls that end',
  queries: 'Queries that scale',
  sessions: 'Sessions and resources that are given back',
  failures: 'Failures that stay small',
  servers: 'Servers that guard and drain',
};

/** Every message below the family of its rule. */
export function renderFindings(messages: LintMessage[]): string {
  const sections = byFamily(messages).map(([family, own]) => [
    pc.bold(`${TITLES[family]} (${own.length})`),
    ...own.map(({ file, line, rule, message }) => `  ${pc.cyan(`${file}:${line}`)} ${message} ${pc.dim(rule)}`),
  ]);
  return sections.flat().join('\n');
}

/** How many messages each family has before and after. */
export function renderCounts(before: LintMessage[], after: LintMessage[]): string {
  const left = new Map(byFamily(after));
  return byFamily(before)
    .map(([family, own]) => `  ${TITLES[family].padEnd(45)}${String(own.length).padStart(3)} -> ${left.get(family)?.length ?? 0}`)
    .join('\n');
}

function byFamily(messages: LintMessage[]): [Family, LintMessage[]][] {
  const groups = FAMILIES.map((family): [Family, LintMessage[]] => [
    family,
    messages.filter(({ rule }) => rules[rule]?.definition.meta.family === family),
  ]);
  return groups.filter(([, own]) => own.length > 0);
}
