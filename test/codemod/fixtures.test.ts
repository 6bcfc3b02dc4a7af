import { join } from 'node:path';
import { testFixtures } from './fixtures.js';
import { codemod, rule } from './sample.js';

testFixtures(codemod, rule, join(import.meta.dirname, 'sample-fixtures'));
