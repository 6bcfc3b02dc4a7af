import type { Node } from 'oxc-parser';
import { moduleKindOf, relativeSpecifiers } from './modules.js';
import { commaAfter } from './list.js';
import type { Source } from './source.js';
import { indentAt, startsLine } from './trivia.js';
import { visit } from './visit.js';

/** How a file or a package is written. */
export interface Style {
  quotes: 'single' | 'double';
  semicolons: boolean;
  /** One level of indentation: spaces or a tab. */
  indent: string;
  lineEnd: '\n' | '\r\n';
  /**
   * Commas behind the last item of a list that spans lines: never, in literals only, or in calls and parameters too.
   */
  trailingCommas: 'none' | 'literals' | 'all';
  modules: 'esm' | 'cjs';
  /** Extension in a relative import: left out, the one of the built file (`.js`), or the one of the source (`.ts`). */
  importExtensions: 'none' | 'output' | 'source';
}

/** What stands in where neither the file nor its package shows a habit. */
export const DEFAULT_STYLE: Style = {
  quotes: 'single',
  semicolons: true,
  indent: '  ',
  lineEnd: '\n',
  trailingCommas: 'all',
  modules: 'esm',
  importExtensions: 'none',
};

/** How often each habit was seen: `quotes` -> `single` -> 12. */
type Votes = Map<string, Map<unknown, number>>;

const votesOfProgram = new WeakMap<object, Votes>();

/** The style of a file, read off its own text; what it doesn't show is taken from `fallback` (its package's style). */
export function styleOf(source: Source, fallback: Style = DEFAULT_STYLE): Style {
  return decide([votesOf(source)], fallback);
}

/** The style that most of some files share. */
export function commonStyle(sources: readonly Source[], fallback: Style = DEFAULT_STYLE): Style {
  return decide(sources.map(votesOf), fallback);
}

function decide(ballots: readonly Votes[], fallback: Style): Style {
  function winner<T>(habit: string, otherwise: T): T {
    const totals = new Map<unknown, number>();
    for (const ballot of ballots) {
      for (const [value, count] of ballot.get(habit) ?? []) totals.set(value, (totals.get(value) ?? 0) + count);
    }
    const best = [...totals].filter(([, count]) => count > 0).sort((a, b) => b[1] - a[1])[0];
    return best ? (best[0] as T) : otherwise;
  }
  const inLiterals = winner('commaInLiterals', fallback.trailingCommas !== 'none');
  const inCalls = winner('commaInCalls', inLiterals && fallback.trailingCommas === 'all');
  return {
    quotes: winner('quotes', fallback.quotes),
    semicolons: winner('semicolons', fallback.semicolons),
    indent: winner('indent', fallback.indent),
    lineEnd: winner('lineEnd', fallback.lineEnd),
    trailingCommas: inCalls ? 'all' : inLiterals ? 'literals' : 'none',
    modules: winner('modules', fallback.modules),
    importExtensions: winner('importExtensions', fallback.importExtensions),
  };
}

function votesOf(source: Source): Votes {
  let votes = votesOfProgram.get(source.program);
  if (!votes) {
    votes = countVotes(source);
    votesOfProgram.set(source.program, votes);
  }
  return votes;
}

function countVotes(source: Source): Votes {
  const { text, program } = source;
  const votes: Votes = new Map();
  function vote(habit: string, value: unknown, count = 1): void {
    if (count === 0) return;
    const counts = votes.get(habit) ?? new Map<unknown, number>();
    votes.set(habit, counts.set(value, (counts.get(value) ?? 0) + count));
  }
  const statement = (node: Node) => vote('semicolons', text[node.end - 1] === ';');
  function body(open: number, children: readonly Node[]): void {
    const first = children[0];
    if (!first || !startsLine(text, first.start)) return;
    const outer = indentAt(text, open);
    const inner = indentAt(text, first.start);
    if (inner.startsWith(outer) && inner !== outer) vote('indent', inner.slice(outer.length));
  }
  function list(habit: string, node: Node, items: readonly (Node | null)[]): void {
    const last = items.at(-1);
    if (!last || !startsLine(text, node.end - 1)) return;
    vote(habit, commaAfter(source, last.end, node.end - 1) !== null);
  }

  const kind = moduleKindOf(source);
  if (kind) vote('modules', kind);
  for (const specifier of relativeSpecifiers(program)) vote('importExtensions', extensionHabit(specifier));
  const crlf = text.match(/\r\n/g)?.length ?? 0;
  vote('lineEnd', '\r\n', crlf);
  vote('lineEnd', '\n', (text.match(/\n/g)?.length ?? 0) - crlf);

  visit(program, {
    Literal(node) {
      if (typeof node.value !== 'string' || /['"]/.test(node.value)) return;
      vote('quotes', text[node.start] === '"' ? 'double' : 'single');
    },
    JSXAttribute(node) {
      if (node.value?.type === 'Literal') vote('quotes', text[node.value.start] === '"' ? 'double' : 'single', -1);
    },
    ImportDeclaration: statement,
    ExpressionStatement: statement,
    ReturnStatement: statement,
    ThrowStatement: statement,
    BlockStatement: (node) => body(node.start, node.body),
    ClassBody: (node) => body(node.start, node.body),
    ObjectExpression(node) {
      body(node.start, node.properties);
      list('commaInLiterals', node, node.properties);
    },
    ArrayExpression: (node) => list('commaInLiterals', node, node.elements),
    CallExpression: (node) => list('commaInCalls', node, node.arguments),
    NewExpression: (node) => list('commaInCalls', node, node.arguments),
  });
  return votes;
}

function extensionHabit(specifier: string): Style['importExtensions'] {
  if (/\.[cm]?jsx?$/.test(specifier)) return 'output';
  return /\.[cm]?tsx?$/.test(specifier) ? 'source' : 'none';
}
