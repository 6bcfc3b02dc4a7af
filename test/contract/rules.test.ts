import { describe, expect, it } from 'vitest';
import { codemods } from '../../codemods/index.js';
import { rules } from '../../rules/index.js';
import { filesBelow, namesIn, readText } from '../support/repository.js';
import { librariesIn } from '../support/documentation.js';

const names = Object.keys(rules);
const withoutExtension = (folder: string, extension: string) =>
  namesIn(folder)
    .filter((name) => name.endsWith(extension))
    .map((name) => name.slice(0, -extension.length));

describe('the map of rules', () => {
  it('is sorted and is the folder', () => {
    expect(names).toEqual(withoutExtension('rules', '.ts').filter((name) => name !== 'index'));
  });

  it('is the pages', () => {
    expect(withoutExtension('docs/rules', '.md')).toEqual(names);
  });

  it('is the tests', () => {
    expect(withoutExtension('test/rules', '.test.ts')).toEqual(names);
  });

  it('is the fixtures', () => {
    expect(namesIn('fixtures/rules')).toEqual(names);
  });
});

describe.each(Object.entries(rules))('%s', (name, rule) => {
  const { meta } = rule.definition;

  it('has the name of its file, as the house names rules', () => {
    expect(rule.definition.name).toBe(name);
    expect(name).toMatch(/^(?:require|no|prefer|propagate|aligned)-[a-z]+(?:-[a-z]+)*$/);
  });

  it('is described by a phrase', () => {
    expect(meta.description).toMatch(/^[a-z].*[^.]$/);
  });

  it.each(Object.entries(meta.messages))('has a message %s that is a sentence', (id, text) => {
    expect(id).toMatch(/^[a-z][a-zA-Z]+$/);
    expect(text).toMatch(/^(?:[A-Z`]|\{\{)/);
    // A placeholder at the end stands for a sentence: the tests of the rule see it filled in.
    expect(text).toMatch(/(?:\.|\}\})$/);
    expect(text).not.toMatch(/ {2}|\{\{ | \}\}|\n/);
  });

  it('has one object of described options, with a default for each', () => {
    const schema = meta.schema as { type: string; additionalProperties: boolean; properties?: Record<string, unknown> };
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
    const options = Object.entries(schema.properties ?? {});
    expect(Object.keys(meta.defaultOptions).sort()).toEqual(options.map(([key]) => key).sort());
    for (const [key, option] of options) {
      expect(option, key).toMatchObject({ description: expect.stringMatching(/^[A-Z`].*\.$/) as string });
    }
  });

  it('is tried on realistic files of two libraries, with what it reports and what it only seems to', () => {
    const texts = ['.ts', '.js', '.tsx'].flatMap((extension) => filesBelow(`fixtures/rules/${name}`, extension)).map(readText);
    expect(texts.some((text) => /\/\/ expect: \w/.test(text))).toBe(true);
    expect(texts.some((text) => /\/\/ ok: \w/.test(text))).toBe(true);
    expect(librariesIn(texts).size).toBeGreaterThan(1);
  });

  it('starts a codemod that there is', () => {
    if (meta.codemod !== undefined) expect(Object.keys(codemods)).toContain(meta.codemod);
  });
});
