import { describe, expect, it } from 'vitest';
import { countedFailures } from '../../../src/analysis/errors/settled.js';
import { tempProject } from '../../support/temp-project.js';

function counted(code: string): number[] {
  const { project, module } = tempProject({ 'main.ts': code }).analyse('main.ts');
  return countedFailures(project, module).map(({ node }) => module.lineOf(node.start));
}

const SETTLED = 'const results = await Promise.allSettled(jobs);\n';
const FAILED = `const failed = results.filter((r) => r.status === 'rejected').length;\n`;
const LOG = 'console.log(`done, ${failed} failed`);\n';

it('finds rejections that are counted, logged as a number and never looked at', () => {
  expect(counted(SETTLED + FAILED + LOG)).toEqual([2]);
  expect(
    counted(
      `${SETTLED}const ok = results.filter((r) => r.status === 'fulfilled').map((r) => r.value);\n${FAILED}${LOG}`,
    ),
  ).toEqual([3]);
});

it('finds them behind a variable of which only the length is used', () => {
  const bad = `const bad = results.filter((r) => r.status === 'rejected');\n`;
  expect(counted(`${SETTLED}${bad}if (bad.length > 0) console.error(\`\${bad.length} failed\`);`)).toEqual([2]);
  expect(counted(`${SETTLED}${bad}if (bad.length > 0) console.error(\`\${bad.length} failed\`, bad[0].reason);`)).toEqual([]);
  expect(counted(`${SETTLED}${bad}if (bad.length > 0) throw new Error('some failed');`)).toEqual([]);
});

describe('is quiet where', () => {
  it.each([
    [
      'reasons are logged',
      `${SETTLED}${FAILED}${LOG}for (const r of results) if (r.status === 'rejected') console.error(r.reason);`,
    ],
    ['the results go elsewhere', `${SETTLED}${FAILED}${LOG}report(results);`],
    [
      'the rejections go elsewhere',
      `${SETTLED}const bad = results.filter((r) => r.status === 'rejected');\nconsole.log(bad.length); report(bad);`,
    ],
    [
      'each failure is logged where it happens',
      `const results = await Promise.allSettled(ids.map(async (id) => { try { await run(id); } catch (e) { console.error(e); throw e; } }));\n${FAILED}${LOG}`,
    ],
    ['the count is not logged', `${SETTLED}${FAILED}return failed;`],
    ['nothing is counted', `${SETTLED}console.log('done');`],
  ])('%s', (_, code) => expect(counted(`async function run() {\n${code}\n}`)).toEqual([]));
});
