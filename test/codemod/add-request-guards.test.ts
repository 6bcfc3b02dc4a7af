import { join } from 'node:path';
import codemod from '../../codemods/add-request-guards/index.js';
import bodyLimit from '../../rules/require-body-limit.js';
import rateLimit from '../../rules/require-rate-limit.js';
import requestId from '../../rules/require-request-id.js';
import { testFixtures } from './fixtures.js';

testFixtures(codemod, rateLimit, join(import.meta.dirname, '../../fixtures/codemods/add-request-guards'), [requestId, bodyLimit]);
