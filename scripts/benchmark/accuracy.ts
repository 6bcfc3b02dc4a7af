import { rules } from '../../rules/index.js';
import { table } from '../docs/markdown.js';
import { FAMILIES, RULES_OF_FAMILY, type CaseFamily } from './cases.js';
import { byConfiguration, byDetect, byFamily, text, type Figures, type Share } from './figures.js';
import { COLUMNS, familiesOf, peerFigures, type Counted } from './peers/figures.js';
import { PEERS, RELATED } from './peers/related.js';
import type { PeerRun } from './peers/run.js';
import { modelsOf, type Outcome, type Run } from './run.js';

/** The page that says how much the rules find, how often they are wrong, and how peers do on the same cases. */
export function accuracyPage(run: Run, peers: PeerRun): string {
  const { outcomes } = run;
  const ours = byFamily(outcomes);
  return `# Accuracy

This page is written by \`npm run benchmark -- --clones DIR --write-docs\`.

${caseText(outcomes)} A fix case is a commit in which the project's own developers repaired a defect: a finding of the right
family has to stand on the lines that were wrong before the commit, and none on the lines that replaced them. A hard negative is
code that looks like the defect and is right: no finding of the family may stand there.
Every rule runs with the options that \`all\` gives it: some of what is found here is opt-in, and not in the smaller presets.

## This plugin

${figuresTable('family', ours)}

- *Found*: fix cases with a finding before the fix.
- *Found, decidable*: the same without the cases that need a project's configuration or knowledge of what the code is meant to do.
- *Quiet after the fix*: of the cases that were found, those without a finding afterwards. Partial repairs, where a finding may
  rightly remain, are left out${partialText(ours)}.
- *Quiet on hard negatives*: the others are false alarms.

By what it takes to tell a case:

${figuresTable('needs', byDetect(outcomes))}

${configuredText(run)}### Before any tuning

The figures above are of rules that were worked on with these cases. A prototype of the analysis, with detectors for n-plus-one, fan-out
and untimed-call only, was run on their first 70 fixes before anybody had looked at them: it found 46 (66 %), and 64 after its misses had
been worked through. It reported none of 30 hard negatives at either time. Expect something in between on code of your own.

## Peers

The newest versions on the same cases, each with **all** of its rules on: ${peerNames(peers)}. They are made for other things: the
comparison says what to expect of them here, not how good they are.

Counted are rules whose subject is the family, read generously (the list is at the end). Each cell: fix cases found, and hard negatives
reported.

${peerTable(run, peers, 'related')}

With any rule at all, style rules included, that says anything about the lines:

${peerTable(run, peers, 'any')}

A rule that knows what is wrong falls silent when it is repaired. Of the fix cases that were found, still reported after the fix:

${stillTable(run, peers)}

## Method

- Each commit is checked out as it was, without its dependencies installed; files are linted inside of it. This plugin runs with all of
  its rules and the options of \`all\`. Peers are given the files of the cases with the manifests above them, and run with default options
  and without type information, so those of their rules that need types are silent.
- A report on a loop spans its calls, from the first to the last, and counts for each of these lines.
- A finding counts when its lines overlap those of the case. Findings elsewhere in the files count for nothing: real files hold defects
  that nobody has listed.
- Rules by family: ${FAMILIES.map((family) => familyText(family)).join('; ')}.
- Peers' rules by family: ${FAMILIES.map((family) => `${family}: ${RELATED[family].map((rule) => `\`${rule}\``).join(', ') || 'none'}`).join('; ')}.

## Limits

- These are the cases that the rules were developed with. Expect less on code that nobody has looked at.
- They come from ${new Set(outcomes.map(({ item }) => item.repo)).size} open-source back ends on GitHub, in TypeScript and JavaScript. Libraries that these don't use are not measured.
- The lines of a repaired site are worked out from the diff, so a finding may be missed there.
- A fix says that somebody cared. Defects that nobody has repaired yet are not among the cases.
${missingText(run)}`;
}

function caseText(outcomes: readonly Outcome[]): string {
  const fixes = outcomes.filter(({ item }) => item.kind === 'fix').length;
  return `Measured on ${fixes} real fixes and ${outcomes.length - fixes} hard negatives from the history of public repositories.`;
}

function figuresTable(title: string, rows: readonly Figures[]): string {
  return table(
    [title, 'found', 'found, decidable', 'quiet after the fix', 'quiet on hard negatives'],
    rows.map(({ name, caught, decidable, silentAfter, negatives }) => [name, text(caught), text(decidable), text(silentAfter), text(negatives)]),
  );
}

function configuredText({ outcomes }: Run): string {
  const rows = byConfiguration(outcomes);
  if (rows.length === 0) return '';
  return `### With a project's configuration

All figures above and below are without any configuration. Some cases call a client that no built-in model describes, or a layer of
the project's own that can't be followed; for these projects a configuration is kept in
[\`scripts/benchmark/settings\`](../scripts/benchmark/settings), as their developers could write it: it describes a whole client or
layer, in [\`settings.resilience.models\`](guide/settings.md), not a line. The cases that ask for such knowledge, without and with it:

${table(
  ['repository', 'described', 'found without', 'found with', 'quiet after the fix', 'quiet on hard negatives'],
  rows.map(({ repo, without, configured }) => [
    repo,
    (modelsOf(repo) ?? []).map((model) => `\`${model.package}\``).join(', '),
    text(without.caught),
    text(configured.caught),
    text(configured.silentAfter),
    text(configured.negatives),
  ]),
)}

`;
}

function partialText(ours: readonly Figures[]): string {
  const { part, whole } = ours[ours.length - 1]!.silentAfterPartial;
  return whole === 0 ? '' : ` (${whole - part} of ${whole} still have one)`;
}

function peerNames({ versions, rules: counts }: PeerRun): string {
  return Object.entries(PEERS).map(([peer, name]) => `${name} ${versions[name]} (${counts[peer]} rules)`).join(', ');
}

function peerTable(run: Run, { outcomes }: PeerRun, counted: Counted): string {
  const families: (CaseFamily | null)[] = [...familiesOf(outcomes), null];
  const own = new Map(byFamily(run.outcomes).map((figures) => [figures.name, figures]));
  return table(
    ['family', 'this plugin', ...COLUMNS],
    families.map((family) => {
      const { caught, negatives } = own.get(family ?? 'all')!;
      const cells = COLUMNS.map((peer) => {
        const figures = peerFigures(outcomes, peer, family, counted);
        return pair(figures.caught, figures.flagged);
      });
      return [family ?? 'all', pair(caught, { part: negatives.whole - negatives.part, whole: negatives.whole }), ...cells];
    }),
  );
}

function pair(caught: Share, flagged: Share): string {
  return `${percent(caught)}, ${percent(flagged)}`;
}

function percent({ part, whole }: Share): string {
  return whole === 0 ? '-' : `${Math.round((100 * part) / whole)} %`;
}

function stillTable(run: Run, { outcomes }: PeerRun): string {
  const { silentAfter, silentAfterPartial } = byFamily(run.outcomes).pop()!;
  const [silent, whole] = [silentAfter.part + silentAfterPartial.part, silentAfter.whole + silentAfterPartial.whole];
  const row = (counted: Counted) => COLUMNS.map((peer) => percent(peerFigures(outcomes, peer, null, counted).stillThere));
  const own = percent({ part: whole - silent, whole });
  return table(['', 'this plugin', ...COLUMNS], [
    ['rules about the family', own, ...row('related')],
    ['any rule', own, ...row('any')],
  ]);
}

function familyText(family: CaseFamily): string {
  const names = RULES_OF_FAMILY[family].filter((name) => name in rules);
  return `${family}: ${names.map((name) => `[${name}](rules/${name}.md)`).join(', ') || 'none yet'}`;
}

function missingText({ missing }: Run): string {
  return missing.length > 0 ? `- Not measured, for want of a clone or commit: ${missing.join(', ')}.\n` : '';
}
