import { createRequire } from 'node:module';
import type { Linter } from 'eslint';
import { rules } from '../rules/index.js';
import { createConfigs, NAMESPACE, type ConfigName } from './configs.js';
import type { ResilienceRule } from './create-rule.js';

export interface ResiliencePlugin {
  meta: { name: string; version: string; namespace: string };
  rules: Record<string, ResilienceRule>;
  configs: Record<ConfigName, Linter.Config[]>;
}

const { name, version } = createRequire(import.meta.url)('eslint-plugin-resilience/package.json') as {
  name: string;
  version: string;
};

const plugin: ResiliencePlugin = {
  meta: { name, version, namespace: NAMESPACE },
  rules,
  configs: { recommended: [], strict: [], all: [] },
};
Object.assign(plugin.configs, createConfigs(plugin));

export default plugin;
/** What `require()` gives where Node.js can require an ES module. */
export { plugin as 'module.exports' };
