import type { ResilienceRule } from '../src/create-rule.js';
import requireTimeout from './require-timeout.js';

/** Every rule by its id. */
export const rules: Record<string, ResilienceRule> = {
  'require-timeout': requireTimeout,
};
