import { join } from 'node:path';
import codemod from '../../codemods/unify-retries/index.js';
import rule from '../../rules/no-unsafe-retry.js';
import { testFixtures } from './fixtures.js';

testFixtures(codemod, rule, join(import.meta.dirname, '../../fixtures/codemods/unify-retries'));
