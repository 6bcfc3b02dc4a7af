import { describe, expect, it } from 'vitest';
import type { LibraryModel } from '../../src/models/model.js';
import { readText } from '../support/repository.js';
import { tempProject } from '../support/temp-project.js';

const page = readText('docs/guide/own-models.md');

/** The examples of the guide: a model, and code that says behind `// =>` what is recognised with it. */
const examples = [...page.matchAll(/^## (.+)$[^]*?^```json\n([^]*?)^```$[^]*?^```ts\n([^]*?)^```$/gm)].map(
  ([, title, model, code]) => [title!, JSON.parse(model!) as LibraryModel, code!] as const,
);

function expectedOf(code: string): string[] {
  return code.split('\n').flatMap((line, index) => line.split(' // => ')[1]?.split(' + ').map((call) => `${index + 1}: ${call}`) ?? []);
}

describe('the examples of models of your own', () => {
  it('are ten', () => expect(examples).toHaveLength(10));

  it.each(examples)('%s', (_, model, code) => {
    const models: LibraryModel[] = [];
    const project = tempProject({ 'src/main.ts': code }, models);
    // A path is relative to the working directory, which is that of the tests: it becomes one of the project.
    const isPath = model.package.startsWith('.');
    models.push(isPath ? { ...model, package: project.path(model.package) } : model);
    if (isPath) project.write(`${model.package}.ts`, 'export const http = registry.get();');
    const { module, calls } = project.analyse('src/main.ts');
    const found = calls()
      .filter(({ call }) => call.concept)
      .map(({ node, call, label }) => `${module.lineOf(node.start)}: ${call.concept} ${label}`);
    expect(found.sort()).toEqual(expectedOf(code).sort());
  });
});
