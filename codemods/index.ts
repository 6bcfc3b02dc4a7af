import type { Codemod } from '../src/codemod/codemod.js';

/** Every codemod by name, loaded when it runs. */
export const codemods: Record<string, () => Promise<Codemod>> = {
  'abort-on-disconnect': async () => (await import('./abort-on-disconnect/index.js')).default,
  'add-db-guardrails': async () => (await import('./add-db-guardrails/index.js')).default,
  'add-graceful-shutdown': async () => (await import('./add-graceful-shutdown/index.js')).default,
  'add-health-checks': async () => (await import('./add-health-checks/index.js')).default,
  'add-request-guards': async () => (await import('./add-request-guards/index.js')).default,
  'add-timeouts': async () => (await import('./add-timeouts/index.js')).default,
  'batch-queries': async () => (await import('./batch-queries/index.js')).default,
  'isolate-sessions': async () => (await import('./isolate-sessions/index.js')).default,
  'keyset-pagination': async () => (await import('./keyset-pagination/index.js')).default,
  'log-error-object': async () => (await import('./log-error-object/index.js')).default,
  'unify-retries': async () => (await import('./unify-retries/index.js')).default,
  'wrap-external-calls': async () => (await import('./wrap-external-calls/index.js')).default,
};
