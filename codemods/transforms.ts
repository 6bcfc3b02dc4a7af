import { createTransform, type Transform } from '../src/codemod/transform.js';
import logErrorObjectRule from '../rules/no-lossy-error-log.js';
import unifyRetriesRule from '../rules/no-unsafe-retry.js';
import logErrorObject from './log-error-object/index.js';
import unifyRetries from './unify-retries/index.js';

/** The codemods that jscodeshift can run, too: `scripts/transforms.ts` makes the files that it loads. */
export const transforms: Record<string, Transform> = {
  'log-error-object': createTransform(logErrorObject, logErrorObjectRule),
  'unify-retries': createTransform(unifyRetries, unifyRetriesRule),
};
