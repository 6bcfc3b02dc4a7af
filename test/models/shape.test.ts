import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { MODELS } from '../../src/models/index.js';
import { AREAS, type Call, CONCEPTS, type LibraryModel, defineModel } from '../../src/models/model.js';
import { validateModels } from '../../src/models/validate.js';

const folder = fileURLToPath(new URL('../../src/models/', import.meta.url));

/** Paths of the model files, without extension, in the order of the index. */
const files = AREAS.flatMap((area) => {
  try {
    return readdirSync(`${folder}${area}`).map((name) => `${area}/${name.replace(/\.ts$/, '')}`);
  } catch {
    return [];
  }
}).sort(byPath);

/** By path; of one package the newest first: `redis`, `redis-5`, `redis-4`. */
function byPath(a: string, b: string): number {
  const [nameA, versionA] = split(a);
  const [nameB, versionB] = split(b);
  if (nameA !== nameB) return nameA < nameB ? -1 : 1;
  return versionB - versionA;
}

function split(path: string): [name: string, version: number] {
  const [, name, version] = /^(.+?)(?:-(\d+(?:\.\d+)?))?$/.exec(path)!;
  return [name!, version === undefined ? Infinity : Number(version)];
}

describe('the built-in models', () => {
  it('refer to nothing that is not there', () => {
    expect(validateModels(MODELS)).toEqual([]);
  });

  it.each(MODELS.map((model) => [`${model.package} ${model.versions}`, model] as const))('%s is JSON', (_, model) => {
    expect(JSON.parse(JSON.stringify(model))).toStrictEqual(model);
  });

  it('are all in the index, sorted by path, one import and one entry each', async () => {
    const source = readFileSync(`${folder}index.ts`, 'utf8');
    const imports = [...source.matchAll(/^import (\w+) from '\.\/(\w+\/.+)\.js';$/gm)];
    expect(imports.map(([, , path]) => path)).toEqual(files);
    const entries = [...source.matchAll(/^ {2}(\w+),$/gm)].map(([, name]) => name);
    expect(entries).toEqual(imports.map(([, name]) => name));
    expect(MODELS).toHaveLength(files.length);
  });

  it.each(files)('%s exports a model of its own area', async (path) => {
    const { default: model } = (await import(pathToFileURL(`${folder}${path}.ts`).href)) as { default: LibraryModel };
    expect(model.area).toBe(path.split('/')[0]);
    expect(model.docs).toMatch(/^https:\/\//);
    expect(model.checked).toMatch(/^\d+\.\d+\.\d+/);
  });

  it('of one package begin with the newest', () => {
    for (const { package: name, checked } of MODELS) {
      const first = MODELS.find((model) => model.package === name)!;
      expect(Number(checked.split('.')[0]), name).toBeLessThanOrEqual(Number(first.checked.split('.')[0]));
    }
  });

  it('use concepts of the closed set', () => {
    const used = new Set([...JSON.stringify(MODELS).matchAll(/"concept":"([^"]+)"/g)].map(([, concept]) => concept));
    expect([...used].filter((concept) => !(CONCEPTS as readonly (string | undefined)[]).includes(concept))).toEqual([]);
  });
});

describe('validateModels', () => {
  const sound: LibraryModel = {
    package: 'thing',
    versions: '>=1',
    checked: '1.0.0',
    docs: 'https://example.com/',
    area: 'http',
    exports: { default: { class: 'Client', construction: { options: 0, timeouts: ['limit'] } } },
    types: { Client: { members: { 'get|head': { concept: 'external-call', timeouts: ['limit'], returns: 'self' } } } },
    timeouts: { limit: { covers: 'call', unit: 'ms', default: 1000, client: 'timeout', off: [0] } },
  };

  /** The sound model with a member `call`. */
  function withMember(call: Call, extra: Partial<LibraryModel> = {}): LibraryModel {
    return { ...sound, ...extra, types: { ...sound.types, Other: { members: { call } } } };
  }

  const withTimeout = (timeout: object) => ({
    ...sound,
    timeouts: { limit: { ...sound.timeouts!['limit']!, ...timeout } },
  });

  it('says nothing of a sound model', () => {
    expect(validateModels([sound])).toEqual([]);
    expect(defineModel(sound)).toBe(sound);
  });

  it.each<[string, LibraryModel, string]>([
    ['a range', { ...sound, versions: 'newest' }, 'thing newest: versions: "newest" is no semver range.'],
    ['a type that is not there', withMember({ returns: 'Nobody' }), 'types.Other.members.call: there is no type "Nobody".'],
    ['a type of another package', withMember({ returns: 'other#Thing' }), 'there is no type "other#Thing".'],
    ['a list of a type', withMember({ returns: 'Row[]' }), 'there is no type "Row[]".'],
    [
      'the type of a callback’s parameter',
      withMember({ callbacks: [{ at: 'Argument[0]', role: 'handler', params: ['error', 'Request'] }] }),
      'types.Other.members.call.callbacks Argument[0]: there is no type "Request".',
    ],
    [
      'a row for one event',
      withMember({ eventAt: 'Argument[0]', events: { error: { returns: 'Nobody' } } }),
      'types.Other.members.call.events.error: there is no type "Nobody".',
    ],
    ['a timeout that is not there', withMember({ timeouts: ['ttl'] }), 'there is no timeout "ttl".'],
    [
      'a timeout of a construction',
      { ...sound, exports: { default: { class: 'Client', construction: { timeouts: ['ttl'] } } } },
      'exports.default.construction: there is no timeout "ttl".',
    ],
    ['a log shape', withMember({ concept: 'log', level: 'error', logShape: 'x' }), 'there is no log shape "x".'],
    ['a log call without a level', withMember({ concept: 'log' }), 'a log call needs a level.'],
    ['a place', withMember({ signal: 'Argument[first].signal' }), 'types.Other.members.call.signal: "Argument[first].signal" is no place.'],
    [
      'a name that is there twice',
      { ...sound, types: { Client: { members: { 'get|head': {}, get: {} } } } },
      'types.Client: "get" is there twice.',
    ],
    [
      'a property that is a method too',
      { ...sound, types: { Client: { members: { get: {} }, properties: { get: 'Client' } } } },
      'types.Client: "get" is there twice.',
    ],
    ['a default of no limit as a number', withTimeout({ default: 0 }), 'timeouts.limit: the default 0 ms is not between'],
    ['a default in the wrong unit', withTimeout({ default: 300_000, unit: 's' }), 'the default 300000 s is not between'],
    ['a default that is off', withTimeout({ off: [1000] }), 'its default is one of the values that switch it off.'],
    ['a timeout without a place', withTimeout({ client: undefined }), 'it has values but no place for them.'],
    ['a function', withMember({ source: (() => 'here') as never }), 'types.Other.members.call.source: function is no JSON.'],
    ['a regular expression', { ...sound, notes: [/x/ as never] }, 'notes.0: an instance is no JSON.'],
    [
      'a fix without the error',
      { ...sound, logShapes: { log: { errorAt: [0], fix: '($message)' } } },
      'logShapes.log: a fix has the form "(…)" with "$message" and "$error".',
    ],
    [
      'what closes a client',
      { ...sound, types: { Client: { lifecycle: { stage: 'client', close: 'client.end()' } } } },
      'types.Client.lifecycle.close: it has no "$".',
    ],
  ])('names %s', (_, model, problem) => {
    const problems = validateModels([model]).join('\n');
    expect(problems).toContain(problem);
    expect(problems).toMatch(/^thing /);
  });

  it('names two models whose ranges overlap, and two packages of one name', () => {
    expect(validateModels([sound, { ...sound, versions: '<2' }])).toEqual(['thing: the ranges >=1 and <2 overlap.']);
    expect(validateModels([sound, { ...sound, versions: '<1' }])).toEqual([]);
    expect(validateModels([sound, { ...sound, package: 'other', aliases: ['thing'] }])).toEqual([
      'other and thing: both are called "thing".',
    ]);
  });
});
