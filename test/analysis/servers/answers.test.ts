import { describe, expect, it } from 'vitest';
import { refusalsIn } from '../../../src/analysis/servers/refusals.js';
import { disabledLimits } from '../../../src/analysis/servers/server-timeouts.js';
import { tempProject } from '../../support/temp-project.js';

const EXPRESS = "import express from 'express';\nconst app = express();\n";

describe('an answer that sends a client away without a time', () => {
  it.each([
    ['by its status', "app.get('/orders', (req, res) => res.status(429).end());", ['429 Response.status']],
    ['by a name for it', "app.get('/orders', (req, res) => res.sendStatus(HttpStatus.SERVICE_UNAVAILABLE));", ['503 Response.sendStatus']],
    ['by an assignment', "app.get('/orders', (req, res) => { res.statusCode = 503; res.end(); });", ['503 res.statusCode']],
    ['with the header', "app.get('/orders', (req, res) => res.set('Retry-After', '5').status(429).end());", []],
    ['where only a comment names the header', "app.get('/orders', (req, res) => {\n  // no retry-after\n  res.status(429).end();\n});", ['429 Response.status']],
    ['as what will not come', "app.get('/orders', (req, res) => res.status(503).json({ error: 'Payments are not configured' }));", []],
    ['where a balancer asks', "app.get('/status', (req, res) => res.status(503).end());", []],
    ['of another kind', "app.get('/orders', (req, res) => res.status(500).end());", []],
    ['in a controller that is registered out of view', "import type { Response } from 'express';\nexport const refuse = (res: Response) => res.status(429).end();", ['429 Response.status']],
    ['where no request is answered', 'export const refuse = (res) => res.status(429).end();', []],
  ])('%s', (_, code, expected) => {
    const { project, module } = tempProject({ 'main.ts': EXPRESS + code }).analyse('main.ts');
    expect(refusalsIn(project, module).map(({ status, label }) => `${status} ${label}`)).toEqual(expected);
  });
});

describe('a limit of a server that is switched off', () => {
  it.each([
    ['on the server', "import { createServer } from 'node:http';\nconst server = createServer();\nserver.requestTimeout = 0;", ['requestTimeout:3']],
    ['in its options', "import { createServer } from 'node:http';\ncreateServer({ headersTimeout: 0 });", ['headersTimeout:2']],
    ['on what an application listens with', `${EXPRESS}const server = app.listen(3000);\nserver.requestTimeout = Infinity;`, ['requestTimeout:4']],
    ['in one case of two', "import { createServer } from 'node:http';\nconst server = createServer();\nserver.requestTimeout = debugging ? 0 : 60_000;", []],
    ['longer', "import { createServer } from 'node:http';\nconst server = createServer();\nserver.requestTimeout = 600_000;", []],
    ['of something else', 'const queue = makeQueue();\nqueue.requestTimeout = 0;', []],
  ])('%s', (_, code, expected) => {
    const { project, module } = tempProject({ 'main.ts': code }).analyse('main.ts');
    expect(disabledLimits(project, module).map(({ name, node }) => `${name}:${module.lineOf(node.start)}`)).toEqual(expected);
  });
});
