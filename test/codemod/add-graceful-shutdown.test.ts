import { join } from 'node:path';
import codemod from '../../codemods/add-graceful-shutdown/index.js';
import rule from '../../rules/require-graceful-shutdown.js';
import { testFixtures } from './fixtures.js';

testFixtures(codemod, rule, join(import.meta.dirname, '../../fixtures/codemods/add-graceful-shutdown'));
