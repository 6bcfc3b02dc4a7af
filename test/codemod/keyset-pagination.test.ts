import { join } from 'node:path';
import codemod from '../../codemods/keyset-pagination/index.js';
import rule from '../../rules/no-offset-pagination.js';
import { testFixtures } from './fixtures.js';

testFixtures(codemod, rule, join(import.meta.dirname, '../../fixtures/codemods/keyset-pagination'));
