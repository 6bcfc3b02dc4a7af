import { describe, expect, it } from 'vitest';
import { handlersOf } from '../../../src/analysis/control/handlers.js';
import { describeEffect } from '../../../src/analysis/effects/chain.js';
import { guardedEffect } from '../../../src/analysis/errors/guarded.js';
import { hasReason } from '../../../src/analysis/errors/reason.js';
import { tempProject } from '../../support/temp-project.js';

const PG = `import { Pool } from 'pg';\nconst pool = new Pool();\n`;

/** The handler of the text's last clause or rejection. */
function lastHandler(code: string, files: Record<string, string> = {}) {
  const { project, module } = tempProject({ ...files, 'main.ts': code }).analyse('main.ts');
  const handler = handlersOf(project, module)
    .filter(({ kind }) => kind === 'catch' || kind === 'rejection')
    .at(-1)!;
  return { project, handler };
}

function guarded(code: string, files: Record<string, string> = {}): string {
  const { project, handler } = lastHandler(code, files);
  const effect = guardedEffect(project, handler);
  return effect ? describeEffect(effect) : 'nothing';
}

describe('what a handler guards', () => {
  it.each([
    ['a call', `try { await fetch('https://a.example'); } catch {}`, '`fetch`'],
    ['a query', `${PG}try { await pool.query('select 1'); } catch {}`, '`Pool.query`'],
    ['a promise', `fetch('https://a.example').then((r) => r.json()).catch(() => {});`, '`fetch`'],
    [
      'calls per element',
      `${PG}try { await Promise.all(ids.map((id) => pool.query('select 1', [id]))); } catch {}`,
      '`Pool.query`',
    ],
    [
      'a call of a function',
      `${PG}async function load() { return pool.query('select 1'); }\ntry { await load(); } catch {}`,
      '`load` (main.ts:3) → `Pool.query`',
    ],
    [
      'nothing where a promise is given on as it is',
      `${PG}async function load() { return pool.query('select 1'); }\nasync function get() { try { return load(); } catch {} }`,
      'nothing',
    ],
    [
      'what is waited for before it is given on',
      `${PG}async function get() { try { return await pool.query('select 1'); } catch {} }`,
      '`Pool.query`',
    ],
  ])('%s', (_, code, expected) => expect(guarded(code)).toBe(expected));

  it('is followed into other files', () => {
    const files = { 'load.ts': `${PG}export const load = () => pool.query('select 1');` };
    expect(guarded(`import { load } from './load.js';\ntry { await load(); } catch {}`, files)).toBe(
      '`load` (load.ts:3) → `Pool.query`',
    );
  });
});

describe('a failure does not come to the handler of', () => {
  it.each([
    ['a promise that nobody waits for', `try { fetch('https://a.example'); } catch {}`],
    ['a void promise', `try { void fetch('https://a.example'); } catch {}`],
    [
      'a function that nobody waits for',
      `async function load() { await fetch('https://a.example'); }\ntry { load(); } catch {}`,
    ],
    ['a listener', `try { thing.on('data', () => fetch('https://a.example')); } catch {}`],
    [
      'a function that handles it',
      `async function load() { try { await fetch('https://a.example'); } catch (e) { console.error(e); } }\ntry { await load(); } catch {}`,
    ],
    ['a clean-up', `${PG}try { await pool.query('ROLLBACK'); } catch {}`],
    ['work in memory', 'try { JSON.parse(text); } catch {}'],
  ])('%s', (_, code) => expect(guarded(code)).toBe('nothing'));

  it('unless that function throws it on', () => {
    const code = `async function load() { try { await fetch('https://a.example'); } catch (e) { console.error(e); throw e; } }\ntry { await load(); } catch {}`;
    expect(guarded(code)).toBe('`load` (main.ts:1) → `fetch`');
  });
});

describe('a reason', () => {
  it.each<[string, boolean]>([
    ['try { a(); } catch {\n  // the cache is warmed again on the next request\n}', true],
    ['try { a(); } catch { /* already deleted */ }', true],
    ['try { a(); } catch {} // best effort, see #42', true],
    ['// Best effort: a failed audit must never fail the order.\ntry { a(); } catch {}', true],
    ['// Best effort: a failed write must never fail auth.\nif (x) {\n  await a().catch(() => {});\n}', true],
    ['try { a(); } catch { /* 缓存失效无妨 */ }', true],
    ['try { a(); } catch {\n  // ignore\n}', false],
    ['try { a(); } catch { /* swallow errors silently */ }', false],
    ['try { a(); } catch {\n  // eslint-disable-next-line no-empty\n}', false],
    ['try { a(); } catch {\n  // TODO: handle error\n}', false],
    ['// Loads the user.\ntry { a(); } catch {}', false],
    ['try { a(); } catch {}', false],
  ])('%s: %s', (code, expected) => expect(hasReason(lastHandler(code).handler)).toBe(expected));
});
