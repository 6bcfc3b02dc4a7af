import type { ResilienceRule } from '../src/create-rule.js';
import noExternalCallInTransaction from './no-external-call-in-transaction.js';
import noInternalErrorLeak from './no-internal-error-leak.js';
import noLongLivedSession from './no-long-lived-session.js';
import noLossyErrorLog from './no-lossy-error-log.js';
import noMigrateOnStartup from './no-migrate-on-startup.js';
import noOffsetPagination from './no-offset-pagination.js';
import noOverlappingInterval from './no-overlapping-interval.js';
import noQueryInLoop from './no-query-in-loop.js';
import noSensitiveQueryLog from './no-sensitive-query-log.js';
import noShallowReadiness from './no-shallow-readiness.js';
import noStuckStatus from './no-stuck-status.js';
import noSwallowedError from './no-swallowed-error.js';
import noUnboundedConcurrency from './no-unbounded-concurrency.js';
import noUnboundedQuery from './no-unbounded-query.js';
import noUnsafeRetry from './no-unsafe-retry.js';
import propagateAbortSignal from './propagate-abort-signal.js';
import requireBodyLimit from './require-body-limit.js';
import requireCircuitBreaker from './require-circuit-breaker.js';
import requireDbTimeouts from './require-db-timeouts.js';
import requireGracefulShutdown from './require-graceful-shutdown.js';
import requireJobTimeout from './require-job-timeout.js';
import requireLoopIsolation from './require-loop-isolation.js';
import requirePageLimit from './require-page-limit.js';
import requirePoolLimits from './require-pool-limits.js';
import requireRateLimit from './require-rate-limit.js';
import requireRequestId from './require-request-id.js';
import requireRetryAfter from './require-retry-after.js';
import requireServerTimeouts from './require-server-timeouts.js';
import requireSessionRelease from './require-session-release.js';
import requireStreamCleanup from './require-stream-cleanup.js';
import requireTimeout from './require-timeout.js';
import requireTransactionEnd from './require-transaction-end.js';

/** Every rule by its id. */
export const rules: Record<string, ResilienceRule> = {
  'no-external-call-in-transaction': noExternalCallInTransaction,
  'no-internal-error-leak': noInternalErrorLeak,
  'no-long-lived-session': noLongLivedSession,
  'no-lossy-error-log': noLossyErrorLog,
  'no-migrate-on-startup': noMigrateOnStartup,
  'no-offset-pagination': noOffsetPagination,
  'no-overlapping-interval': noOverlappingInterval,
  'no-query-in-loop': noQueryInLoop,
  'no-sensitive-query-log': noSensitiveQueryLog,
  'no-shallow-readiness': noShallowReadiness,
  'no-stuck-status': noStuckStatus,
  'no-swallowed-error': noSwallowedError,
  'no-unbounded-concurrency': noUnboundedConcurrency,
  'no-unbounded-query': noUnboundedQuery,
  'no-unsafe-retry': noUnsafeRetry,
  'propagate-abort-signal': propagateAbortSignal,
  'require-body-limit': requireBodyLimit,
  'require-circuit-breaker': requireCircuitBreaker,
  'require-db-timeouts': requireDbTimeouts,
  'require-graceful-shutdown': requireGracefulShutdown,
  'require-job-timeout': requireJobTimeout,
  'require-loop-isolation': requireLoopIsolation,
  'require-page-limit': requirePageLimit,
  'require-pool-limits': requirePoolLimits,
  'require-rate-limit': requireRateLimit,
  'require-request-id': requireRequestId,
  'require-retry-after': requireRetryAfter,
  'require-server-timeouts': requireServerTimeouts,
  'require-session-release': requireSessionRelease,
  'require-stream-cleanup': requireStreamCleanup,
  'require-timeout': requireTimeout,
  'require-transaction-end': requireTransactionEnd,
};
