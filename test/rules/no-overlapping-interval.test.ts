import rule from '../../rules/no-overlapping-interval.js';
import { runFixtures, runRule } from '../support/rule-tester.js';

const PG = "import { Pool } from 'pg';\nconst pool = new Pool();\n";
const EACH = "for (const { id } of await due()) await pool.query('UPDATE jobs SET sent = true WHERE id = $1', [id]);";
const NODE_CRON = { 'package.json': '{ "name": "x", "dependencies": { "node-cron": "^4.0.0", "pg": "^8.0.0" } }' };
const CRON = { 'package.json': '{ "name": "x", "dependencies": { "cron": "^4.0.0", "pg": "^8.0.0" } }' };

runRule(rule, {
  valid: [
    { name: 'nothing leaves the process', code: 'setInterval(() => { cache.clear(); }, 1000);' },
    { name: 'a flag', code: `${PG}let isRunning = false;\nsetInterval(async () => { if (isRunning) return; isRunning = true; try { ${EACH} } finally { isRunning = false; } }, 1000);` },
    { name: 'a flag by another name', code: `${PG}let current;\nsetInterval(() => { if (current) return; current = run().finally(() => { current = undefined; }); }, 1000);\nasync function run() { ${EACH} }` },
    { name: 'a lock', code: `${PG}setInterval(async () => { if (!(await acquireLock('jobs'))) return; ${EACH} }, 1000);` },
    { name: 'once a day', code: `${PG}setInterval(async () => { ${EACH} }, 24 * 60 * 60 * 1000);` },
    { name: 'an interval that is not known', code: `${PG}setInterval(async () => { ${EACH} }, settings.interval);` },
    { name: 'one call that ends in time', code: `setInterval(async () => { await fetch('https://a.example/ping', { signal: AbortSignal.timeout(1000) }); }, 30000);` },
    { name: 'one call', code: `setInterval(async () => { await fetch('https://a.example/ping'); }, 30000);` },
    { name: 'the library leaves a run out', files: NODE_CRON, code: `import cron from 'node-cron';\n${PG}cron.schedule('* * * * *', async () => { ${EACH} }, { noOverlap: true });` },
    { name: 'an option that is not known', files: NODE_CRON, code: `import cron from 'node-cron';\nimport { options } from './missing';\n${PG}cron.schedule('* * * * *', async () => { ${EACH} }, options);` },
    { name: 'once a day by pattern', files: CRON, code: `import { CronJob } from 'cron';\n${PG}new CronJob('0 3 * * *', async () => { ${EACH} });` },
    { name: 'a bounded list', code: `${PG}setInterval(async () => { for (const name of ['a', 'b']) await pool.query('UPDATE t SET a = 1 WHERE name = $1', [name]); }, 300000);` },
  ],
  invalid: [
    {
      name: 'an interval over rows',
      code: `${PG}setInterval(async () => {\n  ${EACH}\n}, 30_000);`,
      errors: [
        {
          messageId: 'runsOverlapPerElement',
          line: 3,
          column: 1,
          message:
            '`setInterval` begins a run every 30 seconds, ended or not: `Pool.query` runs for each element of `await due()`, and once that takes longer, two runs take up the same elements. Wait for the end of a run before the next one is due: a loop that sleeps, or a flag that is asked first.',
        },
      ],
    },
    {
      name: 'through functions that nobody waits for',
      code: `${PG}setInterval(() => void tick(), 5 * 60 * 1000);\nasync function tick() { for (const row of await due()) await send(row); }\nasync function send({ id }) { await pool.query('UPDATE jobs SET sent = true WHERE id = $1', [id]); }`,
      errors: [{ messageId: 'runsOverlapPerElement', line: 3, message: 'every 5 minutes' }],
    },
    {
      name: 'calls that nothing bounds',
      code: `${PG}setInterval(async () => {\n  const { rows } = await pool.query('SELECT * FROM rates WHERE old LIMIT 1');\n  await fetch('https://a.example/rates', { method: 'POST', body: JSON.stringify(rows) });\n}, 1000);`,
      errors: [{ messageId: 'runsOverlap', line: 3 }],
    },
    {
      name: 'node-cron',
      files: NODE_CRON,
      code: `import cron from 'node-cron';\n${PG}cron.schedule('*/5 * * * *', async () => { ${EACH} });`,
      errors: [{ messageId: 'runsOverlapPerElement', line: 4, message: 'every 5 minutes, ended or not' }],
    },
    {
      name: 'cron, by options',
      files: CRON,
      code: `import { CronJob } from 'cron';\n${PG}CronJob.from({ cronTime: '*/10 * * * * *', onTick: async () => { ${EACH} }, waitForCompletion: false });`,
      errors: [{ messageId: 'runsOverlapPerElement', line: 4, message: 'Set `waitForCompletion`.' }],
    },
  ],
});

runFixtures(rule);
