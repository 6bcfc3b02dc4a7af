import type { ResilienceRule } from '../src/create-rule.js';

/** Every rule by its id. */
export const rules: Record<string, ResilienceRule> = {};
