import { ESLint as ESLint10, Linter, type ESLint } from 'eslint';
import * as eslint9 from 'eslint-9';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import { analyseFile } from '../../src/analysis/file.js';
import { CONFIG_NAMES, rulesOf, type ConfigName } from '../../src/configs.js';
import plugin from '../../src/index.js';
import { oxlintConfig } from '../../src/oxlint.js';
import { readSettings } from '../../src/settings.js';
import { filesBelow, readText, ROOT } from '../support/repository.js';
import { tempProject } from '../support/temp-project.js';

const versions = { 'ESLint 9': eslint9.ESLint as unknown as typeof ESLint, 'ESLint 10': ESLint10 };

async function rulesFor(Version: typeof ESLint, config: Linter.Config[], file: string): Promise<Record<string, unknown>> {
  const eslint = new Version({ overrideConfigFile: true, overrideConfig: config });
  const { rules: configured } = (await eslint.calculateConfigForFile(file)) as { rules?: Record<string, unknown> };
  return configured ?? {};
}

const isOn = (entry: unknown) => [entry].flat()[0] !== 0;

describe('the configurations', () => {
  it('hold each other', () => {
    const [recommended, strict, all] = CONFIG_NAMES.map((name) => Object.keys(rulesOf(name)));
    expect(strict).toEqual(expect.arrayContaining(recommended!));
    expect(all).toEqual(expect.arrayContaining(strict!));
    expect(all).toEqual(Object.keys(rules).map((name) => `resilience/${name}`));
  });

  it("follow each rule's meta", () => {
    for (const [name, { definition }] of Object.entries(rules)) {
      const inConfigs = CONFIG_NAMES.filter((config) => `resilience/${name}` in rulesOf(config));
      const { preset } = definition.meta;
      expect(inConfigs).toEqual(CONFIG_NAMES.slice(preset === 'recommended' ? 0 : preset === 'strict' ? 1 : 2));
    }
  });

  it.each(CONFIG_NAMES)('%s has entries with names that say what they do', (name) => {
    expect(plugin.configs[name].map((entry) => entry.name)).toEqual([
      `resilience/${name}`,
      `resilience/${name}/not-in-tests`,
      `resilience/${name}/not-in-migrations`,
      `resilience/${name}/not-in-examples`,
      `resilience/${name}/not-in-scripts`,
      `resilience/${name}/not-in-generated`,
    ]);
  });
});

describe.each(Object.entries(rules).filter(([, rule]) => rule.definition.meta.preset === 'recommended'))('%s', (name, rule) => {
  const entryOf = (config: ConfigName) => [rulesOf(config)[`resilience/${name}`]].flat()[1] as object | undefined;
  const sources = ['fixtures/services', `fixtures/rules/${name}`]
    .flatMap((folder) => filesBelow(folder, ''))
    .filter((path) => /\.[cm]?[jt]sx?$/.test(path));

  it('finds under strict what it finds under recommended', () => {
    for (const path of sources) {
      const file = analyseFile(ROOT + path, readText(path), readSettings(undefined))!;
      const placesOf = (config: ConfigName) => rule.findings(file, entryOf(config)).map(({ start, end }) => [path, start, end]);
      expect(placesOf('strict')).toEqual(expect.arrayContaining(placesOf('recommended')));
    }
  });
});

describe.each(Object.entries(versions))('under %s', (_, Version) => {
  it.each(CONFIG_NAMES)('%s is valid, its options too, and is on in production code', async (name) => {
    const configured = await rulesFor(Version, plugin.configs[name], 'src/services/orders.js');
    expect(Object.keys(configured).sort()).toEqual(Object.keys(rulesOf(name)).sort());
    expect(Object.values(configured).every(isOn)).toBe(true);
  });

  it.each([
    ...['src/orders.test.js', 'src/orders.spec.mjs', 'src/orders-spec.js', 'test/helpers/db.js', 'src/__tests__/db.js'],
    ...['apps/api/e2e/orders.js', 'cypress/support/index.js', 'fixtures/orders.js', 'src/orders.e2e-spec.js', 'src/orders_test.js'],
    ...['db/migrations/0001-users.js', 'packages/db/seeds/users.js', 'prisma/seed.js', 'src/seeders/users.js'],
    ...['scripts/backfill.js', 'apps/api/scripts/backfill.mjs', 'vite.config.js', 'apps/web/next.config.mjs'],
    ...['src/generated/client.js', 'src/api.gen.js', 'src/schema.generated.js', 'dist/main.js', 'vendor/jquery.js'],
  ])('it is off in %s', async (file) => {
    for (const name of CONFIG_NAMES) {
      expect(Object.values(await rulesFor(Version, plugin.configs[name], file)).some(isOn)).toBe(false);
    }
  });

  it.each(['src/config/database.config.js', 'src/latest.js', 'src/testing.js', 'src/migrator.js', 'src/seeding/run.js'])(
    'it is on in %s',
    async (file) => {
      const configured = await rulesFor(Version, plugin.configs.recommended, file);
      expect(Object.values(configured).filter(isOn)).toHaveLength(Object.keys(rulesOf('recommended')).length);
    },
  );
});

describe.each(Object.entries(versions))('%s', (_, Version) => {
  it('lints no file on account of the entries that switch rules off', async () => {
    const { dir } = tempProject({
      'main.js': '',
      'main.test.js': '',
      'main.test.ts': 'const typed: string = 1;',
      'seed.sql': 'SELECT 1;',
      'vite.config.ts': 'export default {} satisfies object;',
      'scripts/run.ts': 'const typed: string = 1;',
    });
    const eslint = new Version({ cwd: dir, overrideConfigFile: true, overrideConfig: plugin.configs.recommended });
    const results = await eslint.lintFiles(['.']);
    expect(results.map(({ filePath }) => basename(filePath))).toEqual(['main.js', 'main.test.js']);
  });
});

describe('for Oxlint', () => {
  it.each(CONFIG_NAMES)('%s has the same rules, off in the same files', (name: ConfigName) => {
    const [base, ...off] = plugin.configs[name];
    const { jsPlugins, rules: on, overrides } = oxlintConfig(name);
    expect(jsPlugins).toEqual([plugin.meta.name]);
    expect(on).toEqual(base!.rules);
    expect(overrides.map(({ rules: switchedOff }) => switchedOff)).toEqual(off.map((entry) => entry.rules));
    expect(JSON.parse(JSON.stringify(overrides))).toEqual(overrides);
  });
});

describe('the plugin object', () => {
  it('carries the name and version of the package', () => {
    const { name, version } = JSON.parse(readText('package.json')) as Record<string, string>;
    expect(plugin.meta).toEqual({ name, version, namespace: 'resilience' });
  });

  it('has rules that a linter takes', () => {
    const config: Linter.Config = { plugins: { resilience: plugin }, rules: rulesOf('all') };
    expect(new Linter().verify('export const answer = 42;\n', [config])).toEqual([]);
  });

  it('reports a malformed setting once, at the top of the file, and lets other rules run', () => {
    const messages = new Linter().verify('var x = fetch("https://a.example");\n', [
      {
        plugins: { resilience: plugin },
        rules: { ...(rulesOf('all') as Linter.RulesRecord), 'no-var': 'error' },
        settings: { resilience: { models: [{ package: 'x', exports: {}, area: 'web' }] } },
      },
    ]);
    expect(messages.map(({ line, column, message }) => [line, column, message.split(', got')[0]])).toEqual([
      [1, 1, expect.stringContaining('settings.resilience.models[0].area: expected one of "http", "sql"') as string],
      [1, 1, 'Unexpected var, use let or const instead.'],
    ]);
  });
});
