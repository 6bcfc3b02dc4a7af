import { camelCase, freeOf, plural } from './names.js';
import type { KeyedRead } from './keyed.js';

/** What the text of new lines takes from the file that they go into. */
export interface Printing {
  /** A name that is free there. */
  name(wanted: string): string;
  isTyped: boolean;
  indent: string;
  quote: (text: string) => string;
}

/** A read of many keys whose rows are found by their key. */
export interface Grouped {
  /** Statements, the read first. */
  lines: string[];
  /** What the read of one key would give, for a key. */
  of(key: string): string;
}

/**
 * `const users = await …; const usersById = new Map(users.map((user) => [user.id, user] as const))`; where a key has several rows, a
 * list of them. `read` is the read of many keys as source text, `kept` the name that keeps what the read of one gives.
 */
export function grouped(found: KeyedRead, read: string, kept: string | null, { name, isTyped, indent, quote }: Printing): Grouped {
  const { column, rows, resultKey, missing, asText } = found;
  const names = namesFor(found, kept);
  const result = freeOf(name, [names.result, `all${camelCase(names.result, true)}`, `found${camelCase(names.result, true)}`]);
  const byKey = name(`${names.many}By${camelCase(column, true)}`);
  const row = resultKey === undefined ? name(names.one) : names.one;
  const compared = (key: string) => (asText ? `String(${key})` : key);
  const lines = [`const ${result} = await ${read};`];
  if (rows === 'one') {
    lines.push(`const ${byKey} = new Map(${result}.map((${row}) => [${compared(`${row}.${column}`)}, ${row}]${isTyped ? ' as const' : ''}));`);
    return { lines, of: (key) => (missing === 'undefined' ? `${byKey}.get(${compared(key)})` : `${byKey}.get(${compared(key)}) ?? ${missing}`) };
  }
  const key = compared(`${row}.${column}`);
  const list = resultKey === undefined ? result : `${result}.${resultKey}`;
  const listType = resultKey === undefined ? `typeof ${result}` : `(typeof ${result})[${quote(resultKey)}]`;
  const keyType = asText ? 'string' : `${listType}[number][${quote(column)}]`;
  const group = resultKey === undefined ? name('group') : 'group';
  lines.push(
    `const ${byKey} = new Map${isTyped ? `<${keyType}, ${listType}>` : ''}();`,
    `for (const ${row} of ${list}) {`,
    `${indent}const ${group} = ${byKey}.get(${key});`,
    `${indent}if (${group}) ${group}.push(${row});`,
    `${indent}else ${byKey}.set(${key}, [${row}]);`,
    '}',
  );
  const of = (wanted: string) => `${byKey}.get(${compared(wanted)}) ?? []`;
  return { lines, of: resultKey === undefined ? of : (wanted) => `{ ${resultKey}: ${of(wanted)} }` };
}

function namesFor({ rows, resultKey, table }: KeyedRead, kept: string | null): { many: string; result: string; one: string } {
  if (resultKey !== undefined) {
    const many = camelCase(table ?? 'row');
    return { many, result: `${many}Result`, one: 'row' };
  }
  const isTelling = kept !== null && !/^(?:found|result|res|data|value)s?$/.test(kept);
  const plain = camelCase(isTelling ? kept : 'row');
  if (rows === 'one') return { many: plural(plain), result: plural(plain), one: `found${camelCase(plain, true)}` };
  const many = !isTelling ? plural(plain) : `all${camelCase(plain, true)}`;
  return { many, result: many, one: `found${camelCase(singular(plain), true)}` };
}

function singular(name: string): string {
  if (/ies$/.test(name)) return `${name.slice(0, -3)}y`;
  return /ss$/.test(name) ? name : name.replace(/s$/, '');
}
