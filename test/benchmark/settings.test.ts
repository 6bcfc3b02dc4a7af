import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readSettings } from '../../src/settings.js';

const FOLDER = join(import.meta.dirname, '../../scripts/benchmark/settings');

it.each(readdirSync(FOLDER))('the configuration kept in %s is valid', (name) => {
  expect(name).toMatch(/^[\w.-]+\+[\w.-]+\.json$/);
  const kept = JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as object;
  expect(Object.keys(kept)).toEqual(['models']);
  expect(readSettings({ resilience: kept }).models.length).toBeGreaterThan(0);
});
