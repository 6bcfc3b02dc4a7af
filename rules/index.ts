import type { ResilienceRule } from '../src/create-rule.js';
import noOffsetPagination from './no-offset-pagination.js';
import noQueryInLoop from './no-query-in-loop.js';
import noUnboundedQuery from './no-unbounded-query.js';
import requireTimeout from './require-timeout.js';

/** Every rule by its id. */
export const rules: Record<string, ResilienceRule> = {
  'no-offset-pagination': noOffsetPagination,
  'no-query-in-loop': noQueryInLoop,
  'no-unbounded-query': noUnboundedQuery,
  'require-timeout': requireTimeout,
};
