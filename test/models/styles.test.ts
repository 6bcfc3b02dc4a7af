import { describe, expect, it } from 'vitest';
import { MODELS } from '../../src/models/index.js';
import type { LibraryModel } from '../../src/models/model.js';
import { CLIENT_WAYS, rowsOfClients } from './support/clients.js';
import { isHit, manifestOf, missedIn, type Line } from './support/hits.js';
import { samplesOf, type Sample } from './support/samples.js';
import { tempProject } from '../support/temp-project.js';

/** What stands at the head of a file, and in another one, so that exports have these names. */
interface Style {
  head: string;
  name: string;
  other?: string;
}

const RESERVED = new Set(['default', 'delete']);

/** How the export with a number is had in each style; `null`: not in this one. */
const STYLES: Record<string, (specifier: string, root: string, index: number) => Style | null> = {
  default: (specifier, root) => (root === 'default' ? { head: `import lib from '${specifier}';`, name: 'lib' } : null),
  'of the default': (specifier, root, index) =>
    root === 'default' ? null : { head: `import lib${index} from '${specifier}';`, name: `lib${index}.${root}` },
  named: (specifier, root) => (RESERVED.has(root) ? null : { head: `import { ${root} } from '${specifier}';`, name: root }),
  namespace: (specifier, root, index) => ({ head: `import * as all${index} from '${specifier}';`, name: `all${index}.${root}` }),
  require: (specifier, root, index) => ({
    head: `const all${index} = require('${specifier}');`,
    name: root === 'default' ? `all${index}` : `all${index}.${root}`,
  }),
  destructured: (specifier, root) =>
    RESERVED.has(root) ? null : { head: `const { ${root} } = require('${specifier}');`, name: root },
  'another file': (specifier, root, index) => ({
    head: `import { given${index} } from './other.js';`,
    name: `given${index}`,
    other: `export { ${root} as given${index} } from '${specifier}';`,
  }),
};

const described = MODELS.map((model) => [`${model.package} ${model.versions}`, model] as const);
const imported = described.filter(([, model]) => model.package !== 'global');

function samplesWithConcept(model: LibraryModel): Sample[] {
  return samplesOf(model).filter(({ call }) => call.concept);
}

/** Rows that begin with the same value share it, each on a line of its own. */
function linesOf(samples: readonly Sample[], nameOf: (root: string) => string): Line[] {
  const byWay = new Map(samples.map(({ way }) => [way, samples.filter((sample) => sample.way === way)]));
  return [...byWay].flatMap(([{ root, before, prefix, base, suffix }, rows]): Line[] => {
    const isPlain = /^\w+$/.test(base);
    const open = `{ ${before} ${prefix}${isPlain ? '' : `const value = ${base};`}`;
    const write = (text: string) => text.replaceAll('ROOT', nameOf(root));
    return [
      { text: write(open) },
      ...rows.map((sample) => ({ text: write(`${isPlain ? base : 'value'}${sample.expression};`), sample })),
      { text: `${write(suffix)} }` },
    ];
  });
}

describe('every row is hit under an alias, its statement written as one chain', () => {
  it.each(described)('%s', (_, model) => {
    const samples = samplesWithConcept(model);
    const roots = [...new Set(samples.map(({ root }) => root))];
    const isGlobal = model.package === 'global';
    const head = isGlobal ? '' : `import { ${roots.map((root) => `${root} as root_${root}`).join(', ')} } from '${model.package}';`;
    const lines = samples.map((sample) => ({ text: `{ ${sample.before} ${sample.code} }`.replaceAll('ROOT', isGlobal ? sample.root : `root_${sample.root}`), sample }));
    const project = tempProject({ 'package.json': manifestOf(model) });
    expect(missedIn(project, 'main.ts', [{ text: head }, ...lines])).toEqual([]);
  });
});

describe('every row is hit in every other style of import', () => {
  it.each(imported)('%s', (_, model) => {
    const samples = samplesWithConcept(model);
    const roots = [...new Set(samples.map(({ root }) => root))];
    const project = tempProject({ 'package.json': manifestOf(model) });
    const missed = Object.entries(STYLES).flatMap(([style, write]) => {
      if (style === 'of the default' && model.exports['default']?.namespace !== true) return [];
      const ways = new Map(roots.flatMap((root, index) => [[root, write(model.package, root, index)] as const]).filter(([, way]) => way !== null));
      project.write('other.ts', [...ways.values()].map((way) => way!.other ?? '').join('\n'));
      const lines = linesOf(samples.filter(({ root }) => ways.has(root)), (root) => ways.get(root)!.name);
      const heads = [...ways.values()].map((way) => ({ text: way!.head }));
      return missedIn(project, `${style.replaceAll(' ', '-')}.ts`, [...heads, ...lines]).map((text) => `${style}: ${text}`);
    });
    expect(missed).toEqual([]);
  });
});

describe('every row of a client is hit where the client is made elsewhere', () => {
  const clients = imported.flatMap(([name, model]) => {
    const rows = rowsOfClients(model, samplesWithConcept(model));
    return rows.length > 0 ? [[name, model, rows] as const] : [];
  });

  it.each(clients)('%s', (_, model, rows) => {
    const project = tempProject({ 'package.json': manifestOf(model) });
    const missed = Object.entries(CLIENT_WAYS).flatMap(([way, write]) => {
      const { lines, other = '' } = write(model, rows);
      project.write('other.ts', other);
      return missedIn(project, `${way.replaceAll(' ', '-')}.ts`, lines).map((text) => `${way}: ${text}`);
    });
    expect(missed).toEqual([]);
  });
});

it('a call of another row is no hit', () => {
  const samples = samplesWithConcept(MODELS.find(({ package: name }) => name === 'pg')!);
  const project = tempProject({ 'main.ts': `import { Pool } from 'pg';\nnew Pool().query('SELECT 1');` });
  const calls = project.analyse('main.ts').calls();
  const hit = samples.filter((sample) => isHit(calls, sample)).map(({ row }) => row);
  expect(hit.filter((row) => !row.endsWith('.query'))).toEqual([]);
  expect(hit).toContain('types.Pool.members.query');
});
