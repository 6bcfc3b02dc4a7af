import { describe, expect, it } from 'vitest';
import { waitsForState, waitsToStart } from '../../../src/analysis/retries/patience.js';
import { retriesOf } from '../../../src/analysis/retries/retries.js';
import { tempProject } from '../../support/temp-project.js';

const loop = (work: string) => `for (let attempt = 0; attempt < 5; attempt++) { try { ${work} } catch (error) { await sleep(1000); } }`;

/** Whether the one retry of some code waits to start, and for a state. */
function patienceOf(code: string): { starts: boolean; state: boolean } {
  const { project, module } = tempProject({ 'main.ts': code }).analyse('main.ts');
  const [retry] = retriesOf(project, module);
  if (!retry) throw new Error('Nothing is tried again.');
  return { starts: waitsToStart(project, retry), state: waitsForState(retry) };
}

describe('a retry that waits', () => {
  it.each([
    ['in a function that connects', `export async function connectToBroker() { ${loop("return await fetch('/x');")} }`, { starts: true, state: false }],
    ['before the process begins', `async function boost() { ${loop("return await fetch('/x');")} }\nawait boost();`, { starts: true, state: false }],
    ['for each caller', `export async function load() { ${loop("return await fetch('/x');")} }`, { starts: false, state: false }],
    ['until something has come about', `export async function load() { ${loop("const job = await fetch('/job'); if (!job.ok) throw new Error('Job is not ready'); return job;")} }`, { starts: false, state: true }],
    ['after a refusal', `export async function load() { ${loop("const job = await fetch('/job'); if (!job.ok) throw new Error('refused'); return job;")} }`, { starts: false, state: false }],
  ])('%s', (_, code, expected) => {
    expect(patienceOf(code)).toEqual(expected);
  });
});
