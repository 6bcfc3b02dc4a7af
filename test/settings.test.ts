import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { MODELS } from '../src/models/index.js';
import { createKit } from '../src/settings/kit.js';
import { createModelSchema } from '../src/settings/model-schema.js';
import { readSettings, SettingsError } from '../src/settings.js';

const CLIENT = {
  package: './src/lib/http',
  exports: { get: { function: { concept: 'external-call', timeouts: ['total'], options: 1 } } },
  timeouts: { total: { covers: 'call', unit: 'ms', default: 5000, call: 'timeoutMs' } },
};

const read = (resilience: unknown) => readSettings({ resilience });

function problems(resilience: unknown): string[] {
  try {
    read(resilience);
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    return (error as SettingsError).message.split('\n');
  }
  return [];
}

describe('readSettings', () => {
  it('has no models where nothing is set', () => {
    expect(readSettings(undefined)).toEqual({ models: [], providedBy: [] });
    expect(readSettings({ react: { version: '19' } })).toEqual({ models: [], providedBy: [] });
    expect(read({})).toEqual({ models: [], providedBy: [] });
  });

  it('fills what a model of the project leaves out', () => {
    expect(read({ models: [CLIENT] })).toEqual({
      models: [{ versions: '*', checked: '', docs: '', area: 'runtime', types: {}, ...CLIENT }],
      providedBy: [],
    });
  });

  it('gives one object for equal settings, so that it can be the key of a cache', () => {
    const first = read({ models: [CLIENT] });
    expect(read(structuredClone({ models: [CLIENT] }))).toBe(first);
    expect(read({ models: [{ ...CLIENT, package: 'other' }] })).not.toBe(first);
    expect(readSettings(undefined)).toBe(readSettings({}));
  });

  it.each(['./src/lib/http', '../shared/http', 'axios', '@acme/http', 'node:http', 'undici/types', 'global', '/app/http', 'C:\\app\\http'])(
    'takes %s as a module',
    (name) => {
      expect(problems({ models: [{ ...CLIENT, package: name }] })).toEqual([]);
    },
  );

  it.each(['src\\http', ''])('refuses %j as a module', (name) => {
    expect(problems({ models: [{ ...CLIENT, package: name }] })).toEqual([
      `settings.resilience.models[0].package: expected the name of a package or a path such as "./src/lib/http", got "${name}".`,
    ]);
  });

  it.each([
    ['not an object', 'on', 'settings.resilience: expected an object, got "on".'],
    ['null', null, 'settings.resilience: expected an object, got null.'],
    ['an unknown key', { model: [] }, 'settings.resilience.model: unknown key, expected one of "models", "providedBy".'],
    [
      'an infrastructure that nobody knows',
      { providedBy: ['apache'] },
      'settings.resilience.providedBy[0]: expected one of "body-limit", "rate-limit", "request-timeout", "request-id", "nginx", "api-gateway", ' +
        '"cloudflare", "envoy", "istio", "kong", "traefik", "caddy", "waf", got "apache".',
    ],
    ['a list that is none', { models: CLIENT }, 'settings.resilience.models: expected a list, got Object.'],
    [
      'a model without a package',
      { models: [{ exports: {} }] },
      'settings.resilience.models[0].package: this key is required.',
    ],
    [
      'a word outside a closed set',
      { models: [{ ...CLIENT, timeouts: { total: { ...CLIENT.timeouts.total, unit: 'min' } } }] },
      'settings.resilience.models[0].timeouts.total.unit: expected one of "ms", "s", "ns", got "min".',
    ],
    [
      'a value of the wrong type',
      { models: [{ ...CLIENT, exports: { 'get|post': { function: { options: true } } } }] },
      'settings.resilience.models[0].exports["get|post"].function.options: expected an index or "last", got true.',
    ],
    [
      'a fault deep in a union',
      { models: [{ ...CLIENT, exports: { http: { namespace: { get: { instans: 'x' } } } } }] },
      'settings.resilience.models[0].exports.http.namespace.get.instans: unknown key, expected one of ' +
        '"instance", "class", "statics", "construction", "function", "configures", "type", "namespace", "decorator", "source".',
    ],
  ])('names key, value and what is allowed: %s', (_, input, problem) => {
    expect(problems(input)).toEqual([problem]);
  });

  it('knows every key and word of the built-in models', () => {
    const schema = v.array(createModelSchema(createKit(v)));
    expect(v.safeParse(schema, MODELS).issues).toBeUndefined();
  });

  it('names what a model refers to and does not have', () => {
    const dangling = { ...CLIENT, exports: { get: { function: { returns: 'Reponse' } }, all: { class: 'pg#Pool' } } };
    expect(problems({ models: [dangling] })).toEqual([
      'settings.resilience.models: ./src/lib/http *: exports.get.function: there is no type "Reponse".',
    ]);
  });

  it('lists every problem, and stops at ten', () => {
    const broken = Array.from({ length: 12 }, () => ({ ...CLIENT, area: 'web' }));
    const found = problems({ models: broken });
    expect(found).toHaveLength(11);
    expect(found.at(-1)).toBe('2 more.');
  });

  it('throws the same error again without validating again', () => {
    const resilience = { models: 1 };
    const thrown = [0, 1].map(() => {
      try {
        return read(resilience);
      } catch (error) {
        return error;
      }
    });
    expect(thrown[0]).toBeInstanceOf(SettingsError);
    expect(thrown[1]).toBe(thrown[0]);
  });
});
