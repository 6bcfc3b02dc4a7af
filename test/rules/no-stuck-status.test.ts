import rule from '../../rules/no-stuck-status.js';
import { runFixtures, runRule } from '../support/rule-tester.js';

const PRISMA = "import { PrismaClient } from '@prisma/client';\nconst prisma = new PrismaClient();\n";
const PG = "import { Pool } from 'pg';\nconst pool = new Pool();\n";
const MARK = "await prisma.job.update({ where: { id }, data: { status: 'processing' } });";

runRule(rule, {
  valid: [
    { name: 'a handler sets another status', code: `${PRISMA}export async function run(id) {\n  ${MARK}\n  try { await fetch('/x'); } catch { await prisma.job.update({ where: { id }, data: { status: 'failed' } }); }\n}` },
    { name: 'a caller does', code: `${PRISMA}async function run(id) {\n  ${MARK}\n  await fetch('/x');\n}\nexport async function start(id) { try { await run(id); } catch { await setStatus(id, 'failed'); } }` },
    { name: 'a listener of the queue may', code: `${PRISMA}worker.on('failed', (job) => fail(job));\nexport async function run(id) {\n  ${MARK}\n  await fetch('/x');\n}` },
    { name: 'a handler that is passed by name', code: `${PRISMA}import { onFailed } from './failed.js';\nqueue.on('failed', onFailed);\nexport async function run(id) {\n  ${MARK}\n  await fetch('/x');\n}` },
    { name: 'a promise whose failure is written down', code: `${PRISMA}export async function run(id) {\n  ${MARK}\n  await fetch('/x');\n}\nexport const start = (id) => run(id).catch(() => setStatus(id, 'failed'));` },
    { name: 'a sweeper', code: `${PRISMA}export async function run(id) {\n  ${MARK}\n  await fetch('/x');\n}`, files: { 'sweep.ts': 'export async function resetStuckJobs() {}' } },
    { name: 'undone with the transaction', code: `${PRISMA}export const run = (id) => prisma.$transaction(async (tx) => {\n  await tx.job.update({ where: { id }, data: { status: 'processing' } });\n  await tx.job.findMany();\n});` },
    { name: 'nothing behind it', code: `${PRISMA}export async function run(id) {\n  ${MARK}\n}` },
    { name: 'a condition', code: `${PRISMA}export async function run(id) {\n  await prisma.job.deleteMany({ where: { status: 'processing' } });\n  await fetch('/x');\n}` },
    { name: 'a final status', code: `${PRISMA}export async function run(id) {\n  await prisma.job.update({ where: { id }, data: { status: 'done' } });\n  await fetch('/x');\n}` },
  ],
  invalid: [
    { name: 'errors of a connection are logged elsewhere', code: `${PG}pool.on('error', (error) => console.error('pool', error));\nwarmUp().catch((error) => logger.warn({ error }, 'not warm'));\nexport async function run(id) {\n  await pool.query("UPDATE jobs SET state = 'running' WHERE id = $1", [id]);\n  await fetch('/x');\n}`, errors: [{ messageId: 'stuckStatus', line: 6 }] },
    {
      name: 'an object',
      code: `${PRISMA}export async function run(id) {\n  ${MARK}\n  await fetch('/x');\n}`,
      errors: [
        {
          messageId: 'stuckStatus',
          line: 4,
          column: 9,
          message:
            'When `fetch` (line 5) fails, the row stays `processing` for ever: nobody takes it up again, and whoever waits for it waits for nothing. Set a final status in a `catch`, or have one set after a time.',
        },
      ],
    },
    {
      name: 'a statement, and work in another function',
      code: `${PG}const work = () => fetch('/x');\nexport async function run(id) {\n  await pool.query("UPDATE jobs SET state = 'running' WHERE id = $1", [id]);\n  await work();\n}`,
      errors: [{ messageId: 'stuckStatus', line: 5, message: '`work` (main.ts:3) → `fetch` (line 6) fails' }],
    },
    {
      name: 'a constant',
      code: `${PRISMA}const Status = { Running: 'running' } as const;\nexport async function run(id) {\n  await prisma.job.update({ where: { id }, data: { status: Status.Running } });\n  await fetch('/x');\n}`,
      errors: [{ messageId: 'stuckStatus', line: 5 }],
    },
  ],
});

runFixtures(rule);
