import { join } from 'node:path';
import codemod from '../../codemods/add-health-checks/index.js';
import rule from '../../rules/no-shallow-readiness.js';
import { testFixtures } from './fixtures.js';

testFixtures(codemod, rule, join(import.meta.dirname, '../../fixtures/codemods/add-health-checks'));
