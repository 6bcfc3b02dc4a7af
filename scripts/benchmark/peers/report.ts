import { text } from '../figures.js';
import { COLUMNS, familiesOf, peerFigures, type Counted, type PeerFigures } from './figures.js';
import type { PeerRun } from './run.js';

/** `caught / flagged hard negatives` by family and plugin. */
export function renderPeers({ outcomes, versions, rules, problems }: PeerRun): string {
  const table = (title: string, counted: Counted) => [
    title,
    row(['', ...COLUMNS]),
    ...[...familiesOf(outcomes), null].map((family) =>
      row([family ?? 'all', ...COLUMNS.map((peer) => pair(peerFigures(outcomes, peer, family, counted)))]),
    ),
  ];
  return [
    `Peers: ${Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(', ')}; rules: ${JSON.stringify(rules)}`,
    '',
    ...table('Fix cases caught, and hard negatives flagged, by rules about the family', 'related'),
    '',
    ...table('By any rule at all', 'any'),
    ...(problems.length > 0 ? ['', 'Not linted:', ...problems] : []),
  ].join('\n');
}

function pair({ caught, flagged }: PeerFigures): string {
  return `${text(caught).split(' ')[0]!}, ${text(flagged).split(' ')[0]!}`;
}

function row(cells: string[]): string {
  return cells.map((cell, index) => cell.padEnd(index === 0 ? 18 : 15)).join('').trimEnd();
}
