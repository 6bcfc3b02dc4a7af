import { describe, expect, it } from 'vitest';
import { MODELS } from '../../src/models/index.js';
import type { ResolvedCall } from '../../src/analysis/calls.js';
import type { LibraryModel } from '../../src/models/model.js';
import { tempProject } from '../support/temp-project.js';
import { samplesOf, type Sample } from './support/samples.js';

interface Style {
  /** What stands before the statement. */
  head: string;
  /** What the export is called there. */
  name: string;
  /** What stands in another file. */
  other?: string;
}

const RESERVED = new Set(['default', 'delete']);

/** How the export with a number is had in each style; `null`: not in this one. */
const STYLES: Record<string, (specifier: string, root: string, index: number) => Style | null> = {
  default: (specifier, root) => (root === 'default' ? { head: `import lib from '${specifier}';`, name: 'lib' } : null),
  'of the default': (specifier, root, index) =>
    root === 'default' ? null : { head: `import lib${index} from '${specifier}';`, name: `lib${index}.${root}` },
  named: (specifier, root) => (RESERVED.has(root) ? null : { head: `import { ${root} } from '${specifier}';`, name: root }),
  alias: (specifier, root, index) => ({ head: `import { ${root} as renamed${index} } from '${specifier}';`, name: `renamed${index}` }),
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

function manifest({ package: specifier, checked }: LibraryModel): string {
  const name = specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
  return JSON.stringify({ name: 'temp', type: 'module', dependencies: { [name]: checked } });
}

/** What a statement on each line of a file calls. */
function callsByLine(model: LibraryModel, lines: string[], other = ''): ResolvedCall[][] {
  const files = { 'package.json': manifest(model), 'main.ts': lines.join('\n'), 'other.ts': other };
  const { module, calls } = tempProject(files).analyse('main.ts');
  const found = lines.map((): ResolvedCall[] => []);
  for (const call of calls()) found[module.lineOf(call.node.start) - 1]!.push(call);
  return found;
}

/** The last name in the path of a row: `query` of `types.Pool.members.query`. */
function nameOf({ row }: Sample): string {
  return row.replace(/\.(?:function|call)$/, '').split('.').at(-1)!;
}

/** Whether one of the calls is that of the row: the row itself, or one of its name where an event changes it. */
function isHit(calls: ResolvedCall[] | undefined, sample: Sample): boolean {
  return (calls ?? []).some(({ call, target }) => {
    if (call === sample.call || target.call === sample.call) return true;
    return target.call.concept === sample.call.concept && [nameOf(sample), ''].includes(target.name);
  });
}

function samplesWithConcept(model: LibraryModel): Sample[] {
  return samplesOf(model).filter(({ call }) => call.concept);
}

describe('every row is hit by code that begins at an export', () => {
  it.each(described)('%s', (_, model) => {
    const samples = samplesWithConcept(model);
    const roots = [...new Set(samples.map(({ root }) => root))];
    const isGlobal = model.package === 'global';
    const imports = isGlobal ? '' : `import { ${roots.map((root) => `${root} as root_${root}`).join(', ')} } from '${model.package}';`;
    const lines = samples.map(({ root, before, code }) => `{ ${before} ${code} }`.replaceAll('ROOT', isGlobal ? root : `root_${root}`));
    const found = callsByLine(model, [imports, ...lines]);
    const missed = samples.filter((sample, index) => !isHit(found[index + 1], sample));
    expect(missed.map(({ row, code }) => `${row}: ${code}`)).toEqual([]);
  });
});

describe('the exports of a model are found in every style of import', () => {
  it.each(described.filter(([, model]) => model.package !== 'global'))('%s', (_, model) => {
    const samples = samplesWithConcept(model);
    const roots = [...new Set(samples.map(({ root }) => root))];
    const missed = Object.entries(STYLES).flatMap(([style, write]) => {
      if (style === 'of the default' && model.exports['default']?.namespace !== true) return [];
      const written = roots.flatMap((root, index) => {
        const way = write(model.package, root, index);
        return way ? [{ ...way, sample: samples.find((item) => item.root === root)! }] : [];
      });
      const lines = written.map(({ head, name, sample }) => `${head} { ${sample.before} ${sample.code} }`.replaceAll('ROOT', name));
      const found = callsByLine(model, lines, written.map(({ other }) => other).join('\n'));
      return written.flatMap(({ sample }, index) => (isHit(found[index], sample) ? [] : [`${style}: ${lines[index]}`]));
    });
    expect(missed).toEqual([]);
  });
});

describe('a client is found where it is made elsewhere', () => {
  /** Rows of a type that `new` makes, which is what is passed round. */
  const clients = described.flatMap(([name, model]) => {
    if (model.package === 'global') return [];
    const sample = samplesWithConcept(model).find(({ code, root }) => /^new ROOT\(\)\.\w+\(\);$/.test(code) && !model.exports[root]?.type);
    return sample ? [[name, model, sample] as const] : [];
  });

  it.each(clients)('%s', (_, model, sample) => {
    const member = /\.(\w+)\(\);$/.exec(sample.code)![1];
    const head = `import { ${sample.root} as Client } from '${model.package}';`;
    const ways = {
      'an instance of another file': [`import { client } from './other.js';`, `client.${member}();`],
      'a destructured member': [head, `const { ${member} } = new Client(); ${member}();`],
      'an injected one': [head, `class Service { constructor(private readonly client: Client) {} run() { return this.client.${member}(); } }`],
      'a field': [head, `class Service { private client = new Client(); run() { return this.client.${member}(); } }`],
      'a parameter': [head, `export function run(client: Client) { return client.${member}(); }`],
    };
    const missed = Object.entries(ways).filter(
      ([, lines]) => !isHit(callsByLine(model, lines, `${head} export const client = new Client();`)[1], sample),
    );
    expect(missed.map(([way]) => way)).toEqual([]);
  });
});
