import { join } from 'node:path';
import codemod from '../../codemods/batch-queries/index.js';
import rule from '../../rules/no-query-in-loop.js';
import { testFixtures } from './fixtures.js';

testFixtures(codemod, rule, join(import.meta.dirname, '../../fixtures/codemods/batch-queries'));
