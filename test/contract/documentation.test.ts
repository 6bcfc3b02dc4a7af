import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import { generatedPages } from '../../scripts/docs/pages.js';
import { SECTIONS } from '../../scripts/docs/rule-page.js';
import { examplesOf, librariesIn } from '../support/documentation.js';
import { filesBelow, readText, ROOT } from '../support/repository.js';
import { messageOf } from '../support/rule-tester.js';
import { tempProject } from '../support/temp-project.js';

const readOrNull = (path: string) => (existsSync(ROOT + path) ? readText(path) : null);

describe('generated documentation', () => {
  it.each([...generatedPages(readOrNull)])('%s is up to date', (path, text) => {
    expect(readOrNull(path)).toBe(text);
  });
});

describe.each(Object.entries(rules))('the page of %s', (name, rule) => {
  const page = readOrNull(`docs/rules/${name}.md`) ?? '';
  const examples = examplesOf(page, name);

  it('has the sections that every page has, each with something in it', () => {
    const headings = [...page.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading!);
    const expected = rule.definition.meta.codemod ? SECTIONS.toSpliced(-1, 0, 'Codemod') : SECTIONS;
    expect(headings).toEqual(expected);
    const bodies = page.split(/^## .*$/m).slice(1);
    expect(bodies.map((body) => body.trim() !== '')).toEqual(bodies.map(() => true));
  });

  it('shows the rule in two libraries', () => {
    expect(librariesIn(examples.flatMap(({ files }) => Object.values(files))).size).toBeGreaterThan(1);
  });

  it('has examples of both kinds', () => {
    expect(new Set(examples.map(({ kind }) => kind))).toEqual(new Set(['incorrect', 'correct']));
  });

  it.each(examples.map((example) => [example.kind, example.line, example] as const))(
    'has an %s example on line %i',
    (kind, _, { files, options }) => {
      const project = tempProject(files);
      const messages = Object.keys(files)
        .filter((path) => /\.[cm]?[jt]sx?$/.test(path))
        .flatMap((path) => rule.findings(project.analyse(path), options).map((finding) => messageOf(rule, finding)));
      if (kind === 'correct') expect(messages).toEqual([]);
      else expect(messages).not.toEqual([]);
    },
  );
});

describe('links', () => {
  const pages = ['README.md', ...filesBelow('docs', '.md')].filter((path) => existsSync(ROOT + path));

  it.each(pages)('of %s lead somewhere', (path) => {
    const prose = readText(path).replace(/^```[^]*?^```$/gm, '');
    const targets = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);
    const local = targets.filter((target) => !/^(?:[a-z]+:|#)/.test(target)).map((target) => target.split('#')[0]!);
    expect(local.filter((target) => !existsSync(join(ROOT, dirname(path), target)))).toEqual([]);
  });
});
