import type { ResilienceRule } from '../src/create-rule.js';
import noQueryInLoop from './no-query-in-loop.js';
import requireTimeout from './require-timeout.js';

/** Every rule by its id. */
export const rules: Record<string, ResilienceRule> = {
  'no-query-in-loop': noQueryInLoop,
  'require-timeout': requireTimeout,
};
