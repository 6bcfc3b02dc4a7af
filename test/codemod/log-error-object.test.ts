import { join } from 'node:path';
import codemod from '../../codemods/log-error-object/index.js';
import rule from '../../rules/no-lossy-error-log.js';
import { testFixtures } from './fixtures.js';

testFixtures(codemod, rule, join(import.meta.dirname, '../../fixtures/codemods/log-error-object'));
