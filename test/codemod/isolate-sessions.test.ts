import { join } from 'node:path';
import codemod from '../../codemods/isolate-sessions/index.js';
import sessionRule from '../../rules/no-long-lived-session.js';
import rule from '../../rules/require-loop-isolation.js';
import { testFixtures } from './fixtures.js';

testFixtures(codemod, rule, join(import.meta.dirname, '../../fixtures/codemods/isolate-sessions'), [sessionRule]);
