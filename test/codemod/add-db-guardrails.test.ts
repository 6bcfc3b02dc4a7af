import { join } from 'node:path';
import codemod from '../../codemods/add-db-guardrails/index.js';
import timeouts from '../../rules/require-db-timeouts.js';
import limits from '../../rules/require-pool-limits.js';
import { testFixtures } from './fixtures.js';

testFixtures(codemod, timeouts, join(import.meta.dirname, '../../fixtures/codemods/add-db-guardrails'), [limits]);
