import { join } from 'node:path';
import codemod from '../../codemods/abort-on-disconnect/index.js';
import rule from '../../rules/propagate-abort-signal.js';
import { testFixtures } from './fixtures.js';

testFixtures(codemod, rule, join(import.meta.dirname, '../../fixtures/codemods/abort-on-disconnect'));
