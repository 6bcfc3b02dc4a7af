import rule from '../../rules/require-job-timeout.js';
import { runFixtures, runRule } from '../support/rule-tester.js';

const BULLMQ = "import axios from 'axios';\nimport { Worker } from 'bullmq';\n";

runRule(rule, {
  valid: [
    { name: 'a bounded call', code: `${BULLMQ}new Worker('q', () => axios.get('/x', { timeout: 5000 }));` },
    { name: 'a signal', code: `${BULLMQ}new Worker('q', () => axios.get('/x', { signal: AbortSignal.timeout(5000) }));` },
    { name: 'a client that is not in view', code: `${BULLMQ}import { api } from './missing';\nnew Worker('q', () => api.get('/x'));` },
    { name: 'a race', code: `${BULLMQ}new Worker('q', () => Promise.race([axios.get('/x'), timer()]));` },
    { name: 'a function that bounds what it is given', code: `${BULLMQ}new Worker('q', () => withTimeout(() => axios.get('/x'), 5000));` },
    { name: 'what nobody waits for', code: `${BULLMQ}async function report() { await axios.post('/metrics'); }\nfunction count() { void report(); }\nnew Worker('q', async () => { count(); });` },
    { name: 'a request: a rule of its own has that', code: "import axios from 'axios';\nimport express from 'express';\nexpress().get('/', () => axios.get('/x'));" },
  ],
  invalid: [
    {
      name: 'a worker',
      code: `${BULLMQ}new Worker('q', async () => {\n  await axios.get('/x');\n});`,
      errors: [
        {
          messageId: 'endlessConsumer',
          line: 3,
          column: 5,
          message:
            'When `AxiosInstance.get` gets no answer, this run of `Worker` never ends: it keeps its place, and once every place is kept so, the queue stands still. Bound the run, or the call.',
        },
      ],
    },
    { name: 'an interval that begins with it', code: "import axios from 'axios';\nasync function tick() { await axios.get('/x'); }\nsetInterval(() => { tick().catch(console.error); }, 1000);", errors: [{ messageId: 'endlessJob', line: 3 }] },
    {
      name: 'an interval, by name',
      code: "import axios from 'axios';\nsetInterval(tick, 1000);\nasync function tick() { await axios.get('/x'); }",
      errors: [{ messageId: 'endlessJob', line: 2 }],
    },
    {
      name: 'a processor of a framework',
      files: { 'package.json': '{ "name": "x", "dependencies": { "@nestjs/bullmq": "^11.0.0", "axios": "^1.0.0" } }' },
      code: "import { Processor, WorkerHost } from '@nestjs/bullmq';\nimport axios from 'axios';\n@Processor('feeds')\nexport class Feeds extends WorkerHost {\n  async process() {\n    await axios.get('/x');\n  }\n}",
      errors: [{ messageId: 'endlessConsumer', line: 5, column: 9 }],
    },
  ],
});

runFixtures(rule);
