import pc from 'picocolors';
import type { LintReport } from '../../src/cli/lint.js';
import { FAMILIES } from '../../src/create-rule.js';
import type { Outcome } from './ask.js';
import type { FailingResult, ShutdownResult } from './measure.js';
import type { Figures } from './stage.js';

interface Line {
  label: string;
  cell: (figures: Figures) => string;
}

const SECTIONS: { title: (figures: Figures) => string; lines: Line[] }[] = [
  {
    title: () => 'The pricing and payment APIs accept requests and never answer',
    lines: [
      { label: 'a visitor asks for a price', cell: ({ hang }) => describe(hang.visitor) },
      { label: 'someone else opens an order (needs no API)', cell: ({ hang }) => describe(hang.bystander) },
    ],
  },
  {
    title: ({ failing }) => `The pricing API is down (503 to everything), ${failing.visits} visitors ask for a price`,
    lines: [
      { label: 'calls that still reach the API', cell: ({ failing }) => String(failing.upstreamCalls) },
      { label: 'most visitors see', cell: ({ failing }) => mostSeen(failing) },
    ],
  },
  {
    title: ({ lock }) => `A migration locks the orders for ${seconds(lock.windowMs)}, and ten visitors want one`,
    lines: [
      { label: 'one of them', cell: ({ lock }) => describe(lock.visitor) },
      { label: 'someone else asks for a price', cell: ({ lock }) => describe(lock.bystander) },
    ],
  },
  {
    title: ({ leave }) => `${leave.visitors} visitors close the page while the database works on their report`,
    lines: [{ label: 'statements that still run a second later', cell: ({ leave }) => String(leave.running) }],
  },
  {
    title: ({ shutdown }) => `A deployment stops the process (SIGTERM) during ${shutdown.inFlight} requests`,
    lines: [
      { label: 'requests lost', cell: ({ shutdown }) => String(shutdown.lost.length) },
      { label: 'customers charged, order gone', cell: ({ shutdown }) => String(shutdown.chargedWithoutOrder) },
      { label: 'the process ends', cell: ({ shutdown }) => ending(shutdown) },
      { label: 'database sessions left 0.2 s later', cell: ({ shutdown }) => String(shutdown.sessionsLeft) },
      {
        label: 'broken connections in the Postgres log',
        cell: ({ shutdown }) => String(shutdown.brokenConnections.length),
      },
    ],
  },
];

/** The figures side by side, as a table for a terminal. */
export function renderComparison(before: Figures, after: Figures): string {
  const table = SECTIONS.map(({ title, lines }) => ({
    title: title(before),
    rows: lines.map(({ label, cell }) => [`  ${label}`, cell(before), cell(after)] as const),
  }));
  const rows = table.flatMap((section) => section.rows);
  const widthOf = (column: 0 | 1) => Math.max(...rows.map((row) => row[column].length)) + 3;
  const [first, second] = [widthOf(0), widthOf(1)];
  const sections = table.map(({ title, rows }) => [
    pc.bold(title),
    ...rows.map(([label, was, is]) => label.padEnd(first) + pc.red(was.padEnd(second)) + pc.green(is)),
  ]);
  const header = pc.bold(''.padEnd(first) + 'before'.padEnd(second) + 'after');
  return [header, ...sections.flatMap((lines) => ['', ...lines])].join('\n');
}

/** How many findings each family of rules has before and after. */
export function renderCounts(before: LintReport['summary'], after: LintReport['summary']): string {
  const row = (label: string, was: number, is: number) =>
    `${label.padEnd(20)}${String(was).padStart(6)}  ->${String(is).padStart(4)}`;
  const families = FAMILIES.filter((family) => before.families[family] + after.families[family] > 0);
  return [
    ...families.map((family) => row(family, before.families[family], after.families[family])),
    pc.bold(row('findings', before.findings, after.findings)),
  ].join('\n');
}

function describe(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'answer':
      return `${outcome.status} after ${seconds(outcome.ms)}`;
    case 'broken':
      return `connection lost (${outcome.code})`;
    case 'silence':
      return `no answer in ${seconds(outcome.ms)}`;
  }
}

function mostSeen({ outcomes }: FailingResult): string {
  const seen = outcomes.map((outcome) =>
    outcome.kind === 'answer' ? `${outcome.status} ${JSON.stringify(messageOf(outcome.body))}` : describe(outcome),
  );
  const counts = new Map<string, number>();
  for (const text of seen) counts.set(text, (counts.get(text) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most ? most[0] : 'nothing';
}

/** The sentence in an error document, or the document. */
function messageOf(body: string): string {
  try {
    const { error, message } = JSON.parse(body) as { error?: unknown; message?: unknown };
    return [error, message].find((text) => typeof text === 'string') ?? body;
  } catch {
    return body;
  }
}

function ending({ exit, exitMs }: ShutdownResult): string {
  if (!exit) return `not within ${seconds(exitMs)}`;
  return `${exit.signal ? `killed by ${exit.signal}` : `exit code ${exit.code}`} after ${seconds(exitMs)}`;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
