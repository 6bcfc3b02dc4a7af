import { describe, expect, it } from 'vitest';
import { handlersOf } from '../../../src/analysis/control/handlers.js';
import { tempProject } from '../../support/temp-project.js';

/** `kind:parameter:guarded` of each handler of a text. */
function handlers(code: string, files: Record<string, string> = {}): string[] {
  const { project, module } = tempProject({ ...files, 'main.ts': code }).analyse('main.ts');
  const text = (node: { start: number; end: number } | null) => (node ? module.text.slice(node.start, node.end) : '-');
  return handlersOf(project, module).map(
    ({ kind, parameter, guarded }) => `${kind}:${text(parameter)}:${text(guarded)}`,
  );
}

describe('an error handler is', () => {
  const cases: Record<string, [code: string, found: string[]]> = {
    'a catch clause': ['try { a(); } catch (err) { b(); }', ['catch:err:{ a(); }']],
    'a catch clause without a binding': ['try { a(); } catch { b(); }', ['catch:-:{ a(); }']],
    'a catch clause that destructures': [
      'try { a(); } catch ({ message }) { b(message); }',
      ['catch:{ message }:{ a(); }'],
    ],
    'the function of .catch': ['load().catch((reason) => reason);', ['rejection:reason:load()']],
    'the second function of .then': ['load().then((x) => x, (reason) => reason);', ['rejection:reason:load()']],
    'a named function of .catch': ['function fail(x) { return x; } load().catch(fail);', ['rejection:x:load()']],
    'a listener of errors': [
      `import { EventEmitter } from 'node:events'; new EventEmitter().on('error', (x) => x);`,
      [`listener:x:new EventEmitter().on('error', (x) => x)`],
    ],
    'a listener of errors on anything': [`thing.once('error', (x) => x);`, ['listener:x:-']],
    'a listener of failed jobs': [`thing.on('failed', (job, err) => err);`, ['listener:err:-']],
    'a listener of the process': [
      `process.on('unhandledRejection', (x) => x);`,
      [`listener:x:process.on('unhandledRejection', (x) => x)`],
    ],
    'a callback that asks for the error': [
      'read((err, data) => { if (err) return; use(data); });',
      ['callback:err:read((err, data) => { if (err) return; use(data); })'],
    ],
    'a callback that asks for more': [
      'read((err, data) => { if (err && data) return; });',
      ['callback:err:read((err, data) => { if (err && data) return; })'],
    ],
    'a callback of a modelled call': [
      `import express from 'express'; express().listen(1, (e) => e);`,
      ['callback:e:express().listen(1, (e) => e)'],
    ],
    'an error handler by its four parameters': ['export function handle(err, req, res, next) {}', ['listener:err:-']],
    'an option named onError': ['run({ onError: (err) => err });', ['listener:err:-']],
    'a function that takes an Error': ['function report(error: Error) {}', ['helper:error: Error:-']],
  };
  for (const [name, [code, found]] of Object.entries(cases)) it(name, () => expect(handlers(code)).toEqual(found));

  it('a function of another file that is named', () => {
    expect(
      handlers(`import { fail } from './fail.js'; load().catch(fail);`, {
        'fail.ts': 'export function fail(x) { return x; }',
      }),
    ).toHaveLength(1);
  });
});

describe('no error handler is', () => {
  const cases: Record<string, string> = {
    'the first function of .then': 'load().then((x) => x);',
    'a listener of another event': `thing.on('data', (err) => err);`,
    'a callback that never asks': 'read((err, data) => use(data));',
    'a function whose parameter may be anything': 'function report(e) { if (e) use(e); }',
    'a function of .catch that nobody knows': 'load().catch(report);',
  };
  for (const [name, code] of Object.entries(cases)) it(name, () => expect(handlers(code)).toEqual([]));
});
