import type { LibraryModel } from '../../../src/models/model.js';
import type { Line } from './hits.js';
import type { Sample } from './samples.js';

/** A row whose statement makes a client first: `MADE` stands for it in the code. */
export interface ClientRow {
  sample: Sample;
  /** The export that makes it, and how: `new ROOT.Pool()`. */
  made: string;
  code: string;
  /** Its class as a type, where it has one. */
  type: string | null;
}

const MADE = /new ROOT(?:\.\w+)*\(\)|\(await ROOT(?:\.\w+)*\(\)\)/;

/** The rows of clients that `new` or a function of the package makes. */
export function rowsOfClients(model: LibraryModel, samples: readonly Sample[]): ClientRow[] {
  return samples.flatMap((sample) => {
    const made = MADE.exec(sample.code)?.[0];
    if (made === undefined || sample.before !== '' || sample.code.split('ROOT').length > 2) return [];
    const isClass = made.startsWith('new ') && !model.exports[sample.root]?.type;
    return [{ sample, made, code: sample.code.replace(made, 'MADE'), type: isClass ? made.slice('new '.length, -'()'.length) : null }];
  });
}

interface Written {
  lines: Line[];
  other?: string;
}

/** Clients with the lines of their rows, once for each client. */
function byClient(model: LibraryModel, rows: readonly ClientRow[], write: (rows: ClientRow[], name: (code: string) => string, index: number) => Line[]): Line[] {
  const roots = [...new Set(rows.map(({ sample }) => sample.root))];
  const imports = `import { ${roots.map((root) => `${root} as root_${root}`).join(', ')} } from '${model.package}';`;
  const clients = [...new Set(rows.map(keyOf))].map((key) => rows.filter((row) => keyOf(row) === key));
  return [{ text: imports }, ...clients.flatMap((own, index) => write(own, (code) => code.replaceAll('ROOT', `root_${own[0]!.sample.root}`), index))];
}

function keyOf({ sample, made }: ClientRow): string {
  return `${sample.root} ${made}`;
}

/** Each row with `client` in place of what makes it. */
function rowsWith(rows: readonly ClientRow[], client: string): Line[] {
  return rows.map(({ sample, code }) => ({ text: code.replace('MADE', client), sample }));
}

/** A method of a class: what the client is called there, and what stands before the method. */
function inClass(rows: readonly ClientRow[], index: number, members: string, client = 'this.client', parameters = ''): Line[] {
  return [{ text: `export class Service${index} { ${members} async run(${parameters}) {` }, ...rowsWith(rows, client), { text: '} }' }];
}

/** Ways in which a client comes to the code that uses it. */
export const CLIENT_WAYS: Record<string, (model: LibraryModel, rows: readonly ClientRow[]) => Written> = {
  'an instance of another file': (model, rows) => {
    const [imports, ...lines] = byClient(model, rows, (own, name, index) => [
      { text: `export const client${index} = ${name(own[0]!.made)};` },
      ...rowsWith(own, `client${index}`),
    ]);
    const isMade = ({ text, sample }: Line) => !sample && text.startsWith('export const');
    const names = lines.filter(isMade).map((_, index) => `client${index}`);
    return {
      lines: [{ text: `import { ${names.join(', ')} } from './other.js';` }, ...lines.filter((line) => !isMade(line))],
      other: [imports!, ...lines.filter(isMade)].map(({ text }) => text).join('\n'),
    };
  },
  'a destructured member': (model, rows) => ({
    lines: byClient(model, rows, (own, name) =>
      own.flatMap(({ sample, made, code }): Line[] => {
        const member = /MADE\.(\w+)/.exec(code)?.[1];
        if (member === undefined || member === 'delete' || member === 'import') return [];
        return [{ text: `{ const { ${member} } = ${name(made)}; ${code.replace(`MADE.${member}`, member)} }`, sample }];
      }),
    ),
  }),
  'a field': (model, rows) => ({
    lines: byClient(model, rows, (own, name, index) => inClass(own, index, `private client = ${name(own[0]!.made).replace(/^\(await (.*)\)$/, '$1')};`)),
  }),
  'an injected one': (model, rows) => ({
    lines: byClient(model, withType(rows), (own, name, index) => inClass(own, index, `constructor(private readonly client: ${name(own[0]!.type!)}) {}`)),
  }),
  'a parameter': (model, rows) => ({
    lines: byClient(model, withType(rows), (own, name, index) => inClass(own, index, '', 'client', `client: ${name(own[0]!.type!)}`)),
  }),
};

function withType(rows: readonly ClientRow[]): ClientRow[] {
  return rows.filter(({ type }) => type !== null);
}
