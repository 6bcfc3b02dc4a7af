import { HOLE } from '../values/text.js';

/** What an SQL statement says about how much it reads. `HOLE` stands for text that isn't known. */
export interface SqlFacts {
  /** First word, in lower case. */
  verb: string;
  filter: boolean;
  limit: boolean;
  group: boolean;
  /** It gives one row for all: `SELECT count(*) FROM …`. */
  aggregate: boolean;
  /** Whether it skips rows, by a number that is always the same or by one that varies. */
  offset: 'none' | 'constant' | 'variable';
  /** A part that isn't known stands where further clauses could be. */
  open: boolean;
  /** Tables that it reads at the top level, without schema and quotes. Tables of the catalogue give none. */
  tables: string[];
  /** Columns that its WHERE compares with a value by `=`; none where it has ranges or patterns, too. */
  keys: string[];
  /** It compares with a list: `IN (…)`, `= ANY(…)`. */
  inList: boolean;
}

interface Token {
  kind: 'word' | 'name' | 'number' | 'text' | 'parameter' | 'hole' | 'symbol';
  text: string;
  /** How many parentheses are round it. */
  depth: number;
}

const TOKEN = new RegExp(
  [
    String.raw`(?<skip>\s+|--[^\n]*|/\*[\s\S]*?(?:\*/|$))`,
    String.raw`(?<text>'(?:[^']|'')*'?)`,
    String.raw`(?<name>"(?:[^"]|"")*"?|` + '`[^`]*`?)',
    `(?<hole>${HOLE})`,
    String.raw`(?<number>\d+(?:\.\d+)?)`,
    String.raw`(?<parameter>\$\d+|\?|@\w+|(?<!:):[A-Za-z_]\w*)`,
    String.raw`(?<word>[A-Za-z_][\w$]*)`,
    String.raw`(?<symbol>[\s\S])`,
  ].join('|'),
  'y',
);

function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let depth = 0;
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const { skip, ...groups } = match.groups!;
    if (skip !== undefined) continue;
    const kind = Object.keys(groups).find((name) => groups[name] !== undefined) as Token['kind'];
    if (match[0] === ')') depth--;
    tokens.push({ kind, text: kind === 'word' ? match[0].toLowerCase() : match[0], depth });
    if (match[0] === '(') depth++;
  }
  return tokens;
}

const AGGREGATES = new Set(['count', 'sum', 'min', 'max', 'avg', 'array_agg', 'json_agg', 'jsonb_agg', 'string_agg', 'group_concat', 'bool_or', 'bool_and']);
/** Words after which a value, a name or a list of columns is expected: what isn't known there adds no clause. */
const EXPECTING = new Set(
  ('select distinct from join where and or on by limit offset in any all like ilike between not is as set values into update ' +
    'having then else when case top fetch first next using table interval schema only lateral explain').split(' '),
);

/** Reads the clauses of a statement. Parts in parentheses (subqueries) count for `offset` only. */
export function readSql(text: string): SqlFacts {
  const tokens = tokenise(text);
  const top = tokens.filter((token) => token.depth === 0);
  const has = (...words: string[]) => top.some((token) => token.kind === 'word' && words.includes(token.text));
  const from = top.findIndex((token) => token.text === 'from' && token.kind === 'word');
  const selected = from === -1 ? top : top.slice(0, from);
  const isWindowed = selected.some((token) => token.text === 'over');
  return {
    verb: tokens.find((token) => token.kind === 'word')?.text ?? '',
    filter: has('where'),
    limit: has('limit', 'fetch', 'top'),
    group: has('group', 'distinct'),
    aggregate: !isWindowed && selected.some((token, index) => AGGREGATES.has(token.text) && selected[index + 1]?.text === '('),
    offset: offsetOf(tokens),
    open: top.some((token, index) => token.kind === 'hole' && isComplete(top[index - 1])),
    tables: tablesOf(tokens),
    keys: keysOf(tokens),
    inList: tokens.some((token, index) => isListWord(token) && tokens[index + 1]?.text === '('),
  };
}

/** Whether a statement could go on with a new clause behind a token. */
function isComplete(token: Token | undefined): boolean {
  if (!token) return true;
  if (token.kind === 'symbol') return token.text === ')' || token.text === '*' || token.text === ';';
  return token.kind !== 'word' || !EXPECTING.has(token.text);
}

/** `OFFSET n`, and MySQL's `LIMIT offset, n`. `items[OFFSET(0)]` is an index. */
function offsetOf(tokens: Token[]): SqlFacts['offset'] {
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'word') continue;
    const next = tokens[index + 1];
    if (token.text === 'offset' && tokens[index - 1]?.text !== '[' && next && isValue(next)) return constancy(next);
    if (token.text === 'limit' && next && isValue(next) && tokens[index + 2]?.text === ',') return constancy(next);
  }
  return 'none';
}

function isValue({ kind, text }: Token): boolean {
  return kind === 'number' || kind === 'parameter' || kind === 'hole' || text === '(';
}

function constancy(token: Token): SqlFacts['offset'] {
  return token.kind === 'number' ? 'constant' : 'variable';
}

const CATALOGUE = /^"?(?:information_schema|pg_\w+|sys|sqlite_\w+)"?$/i;

function isListWord({ kind, text }: Token): boolean {
  return kind === 'word' && (text === 'in' || text === 'any' || text === 'all');
}

/** `column = $1`, behind WHERE, as the column's name without its table. */
function keysOf(tokens: Token[]): string[] {
  const where = tokens.findIndex((token) => token.kind === 'word' && token.text === 'where');
  if (where === -1) return [];
  // A range or a pattern narrows more than a key does.
  if (tokens.slice(where).some(({ depth, text }) => depth === 0 && /^(?:[<>]|between|like|ilike|exists)$/.test(text))) return [];
  return tokens.slice(where).flatMap((token, index, rest) => {
    const [operator, value] = [rest[index + 1], rest[index + 2]];
    const isKey = (token.kind === 'word' || token.kind === 'name') && operator?.text === '=' && value !== undefined;
    return isKey && /^(?:number|text|parameter|hole)$/.test(value.kind) ? [unquoted(token)] : [];
  });
}

function unquoted({ text }: Token): string {
  return text.replace(/^["`]|["`]$/g, '');
}

/** The names behind FROM and JOIN at the top level; none where FROM has a function, a subquery or an unknown name. */
function tablesOf(tokens: Token[]): string[] {
  const tables: string[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.depth !== 0 || token.kind !== 'word' || (token.text !== 'from' && token.text !== 'join')) continue;
    let end = index + 1;
    if (CATALOGUE.test(tokens[end]?.text ?? '')) continue;
    while (tokens[end + 1]?.text === '.') end += 2;
    const name = tokens[end];
    const isTable = name && (name.kind === 'word' || name.kind === 'name') && tokens[end + 1]?.text !== '(';
    // What is joined to the rows of a function or a subquery is bounded by them.
    if (!isTable && token.text === 'from') return [];
    if (!isTable) continue;
    tables.push(unquoted(name).toLowerCase());
  }
  return tables;
}
