import type { ESLint, Linter } from 'eslint';
import { rules } from '../rules/index.js';
import type { Preset, ResilienceRule } from './create-rule.js';

/** The prefix under which the rules stand in a configuration. */
export const NAMESPACE = 'resilience';

/** The shipped configurations, from the smallest to the largest: each has every rule of the one before it. */
export const CONFIG_NAMES = ['recommended', 'strict', 'all'] as const;
export type ConfigName = (typeof CONFIG_NAMES)[number];

export type ConfiguredRules = Record<string, Linter.RuleSeverity | [Linter.RuleSeverity, object]>;

const CODE = '{js,jsx,mjs,cjs,ts,tsx,mts,cts}';

/** Files whose failures stay with the developer who runs them. Every configuration switches its rules off there. */
export const EXCLUSIONS: Record<string, string[]> = {
  tests: [
    `**/*{.,-,_}{test,spec,bench}.${CODE}`,
    `**/*.{e2e,cy,stories,mock}.${CODE}`,
    '**/{__tests__,__mocks__,__fixtures__,test,tests,e2e,spec,specs,cypress,playwright,fixtures,mocks}/**',
    `**/{jest,vitest}.setup.${CODE}`,
  ],
  migrations: [
    '**/{migrations,migration,migrate,upgrades,seeds,seed,seeders,seeder}/**',
    '**/*{Migrations,-migrations,_migrations}/**',
    `**/{seed,seeds,seeder}.${CODE}`,
    `**/*.{migration,seed,seeder}.${CODE}`,
    `**/*-seeder{,.*}.${CODE}`,
  ],
  examples: ['**/{examples,example,playground,playgrounds}/**'],
  scripts: [
    '**/{scripts,script,.github,.storybook}/**',
    // Repairs of data that are run once.
    `**/bin/**/{fix,backfill}{-,_}*.${CODE}`,
    `**/{gulpfile,gruntfile,Gulpfile,Gruntfile}.${CODE}`,
    // Build tools by name: `database.config.ts` and its like are production code.
    `**/{astro,babel,commitlint,cypress,drizzle,esbuild,eslint,gatsby,jest,karma,lint-staged,metro,next,nuxt,playwright,postcss,prettier,prisma,remix,rollup,rolldown,rspack,svelte,tailwind,tsdown,tsup,vite,vitest,webpack}.config.${CODE}`,
  ],
  generated: [
    '**/{generated,__generated__,.generated}/**',
    `**/*.{generated,gen,min,bundle}.${CODE}`,
    '**/*.d.{ts,mts,cts}',
    '**/{dist,build,out,vendor,vendored,coverage,.next,.nuxt,.output,.serverless,.yarn}/**',
  ],
};

/** The rules that a configuration turns on, under the id that `entry` gives them, with the options it runs them with. */
export function rulesOf(config: ConfigName, from = rules): ConfiguredRules {
  return mapRules(config, from, ({ definition: { meta } }) => {
    const options = meta.presetOptions?.[config] ?? (config === 'all' ? meta.presetOptions?.strict : undefined);
    return options ? ['error', options] : 'error';
  });
}

/** The same rules, switched off. */
export function rulesOff(config: ConfigName): ConfiguredRules {
  return mapRules(config, rules, () => 'off');
}

/** Flat configurations: arrays, for `defineConfig` and its `extends`. */
export function createConfigs(plugin: ESLint.Plugin): Record<ConfigName, Linter.Config[]> {
  const flat = (config: ConfigName): Linter.Config[] => [
    { name: `${NAMESPACE}/${config}`, plugins: { [NAMESPACE]: plugin }, rules: rulesOf(config) },
    ...Object.entries(EXCLUSIONS).map(([kind, files]) => ({
      name: `${NAMESPACE}/${config}/not-in-${kind}`,
      files: files.map(withoutAddingFiles),
      rules: rulesOff(config),
    })),
  ];
  return { recommended: flat('recommended'), strict: flat('strict'), all: flat('all') };
}

/**
 * ESLint lints every file that matches a `files` pattern, even one that nothing else asks for, such as a TypeScript test
 * in a project that has no parser for it. Not so for patterns that end in `/**` or begin with `!`; two of them cancel out.
 */
function withoutAddingFiles(pattern: string): string {
  return pattern.endsWith('/**') ? pattern : `!!${pattern}`;
}

function mapRules(
  config: ConfigName,
  from: Record<string, ResilienceRule>,
  entry: (rule: ResilienceRule) => ConfiguredRules[string],
): ConfiguredRules {
  const selected = Object.entries(from).filter(([, rule]) => includes(config, rule.definition.meta.preset));
  return Object.fromEntries(selected.map(([name, rule]) => [`${NAMESPACE}/${name}`, entry(rule)]));
}

function includes(config: ConfigName, preset: Preset | null): boolean {
  return config === 'all' || preset === 'recommended' || preset === config;
}
