import { EXCLUSIONS, rulesOf, rulesOff, type ConfigName, type ConfiguredRules } from './configs.js';

/** The part of an Oxlint configuration that a shipped fragment fills. */
export interface OxlintConfig {
  jsPlugins: string[];
  rules: ConfiguredRules;
  overrides: { files: string[]; rules: ConfiguredRules }[];
}

/** A configuration as a fragment for Oxlint's `extends`. The build writes one JSON file for each. */
export function oxlintConfig(config: ConfigName): OxlintConfig {
  return {
    jsPlugins: ['eslint-plugin-resilience'],
    rules: rulesOf(config),
    overrides: Object.values(EXCLUSIONS).map((files) => ({ files, rules: rulesOff(config) })),
  };
}
