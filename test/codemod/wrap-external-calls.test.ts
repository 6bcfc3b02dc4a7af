import { join } from 'node:path';
import codemod from '../../codemods/wrap-external-calls/index.js';
import rule from '../../rules/require-circuit-breaker.js';
import { testFixtures } from './fixtures.js';

testFixtures(codemod, rule, join(import.meta.dirname, '../../fixtures/codemods/wrap-external-calls'));
