import { describe, expect, it } from 'vitest';
import { handlersOf } from '../../../src/analysis/control/handlers.js';
import { carriedBy } from '../../../src/analysis/errors/carried.js';
import { treatmentOf } from '../../../src/analysis/errors/treatment.js';
import { nodesOf } from '../../../src/analysis/project/module.js';
import type { Node } from '../../../src/analysis/project/ast.js';
import { tempProject } from '../../support/temp-project.js';

/** What the argument of `probe(…)` in a catch clause carries. */
function carried(inside: string, files: Record<string, string> = {}, pattern = 'err'): string {
  const code = `${files['before.ts'] ?? ''}\ntry { work(); } catch (${pattern}) { ${inside} }`;
  const { project, module } = tempProject({ ...files, 'main.ts': code }).analyse('main.ts');
  const [handler] = handlersOf(project, module).filter(({ kind }) => kind === 'catch');
  const probe = nodesOf(module, 'CallExpression').find(
    ({ callee }) => callee.type === 'Identifier' && callee.name === 'probe',
  )!;
  return carriedBy(treatmentOf(project, handler!).scope, probe.arguments[0] as Node);
}

describe('what an expression carries of the error', () => {
  const cases: [inside: string, expected: string][] = [
    ['probe(err);', 'error'],
    ['probe(err as Error);', 'error'],
    ['const e = err as Error; probe(e);', 'error'],
    ['let e; e = err; probe(e);', 'error'],
    ['probe({ err });', 'error'],
    ['probe([1, err]);', 'error'],
    ['probe(err instanceof Error ? err : new Error(String(err)));', 'error'],
    ['probe(err.stack);', 'stack'],
    ['probe((err as Error)?.stack ?? err.message);', 'stack'],
    ['const { stack } = err; probe(stack);', 'stack'],
    ['const info = { message: err.message, stack: err.stack }; probe(info);', 'stack'],
    ['const info: any = {}; info.stack = err.stack; probe(info);', 'stack'],
    ['probe(`${err.stack}`);', 'stack'],
    ['probe(err.response.data);', 'detail'],
    ['probe(err.cause);', 'detail'],
    ['probe(describe(err));', 'detail'],
    ['probe({ ...err });', 'detail'],
    ['probe(JSON.stringify(err, Object.getOwnPropertyNames(err)));', 'detail'],
    ['probe(new AppError(err.message));', 'copy'],
    ['probe(err.message);', 'text'],
    ['probe(`failed: ${err}`);', 'text'],
    [`probe('failed: ' + err);`, 'text'],
    ['probe(String(err));', 'text'],
    ['probe(err.toString());', 'text'],
    ['probe(JSON.stringify(err));', 'text'],
    ['probe(JSON.stringify({ error: err }));', 'text'],
    ['probe(err.message.slice(0, 80));', 'text'],
    ['probe(redact(err.message));', 'text'],
    ['const message = err instanceof Error ? err.message : String(err); probe(message);', 'text'],
    [`let message = 'unknown'; if (err instanceof Error) message = err.message; probe(message);`, 'text'],
    ['const { message } = err; probe({ message });', 'text'],
    ['probe(err.code);', 'property'],
    ['probe(`${err.name}`);', 'property'],
    [`probe(err.code === 'A' ? 1 : 2);`, 'none'],
    ['probe(Boolean(err));', 'none'],
    ['probe(typeof err);', 'none'],
    [`probe('failed');`, 'none'],
    ['const other = 1; probe({ err: other });', 'none'],
  ];
  for (const [inside, expected] of cases) it(`${inside} ${expected}`, () => expect(carried(inside)).toBe(expected));

  it('follows the names of a destructured binding', () => {
    expect(carried('probe(message);', {}, '{ message, stack: where }')).toBe('text');
    expect(carried('probe(where);', {}, '{ message, stack: where }')).toBe('stack');
    expect(carried('probe(rest);', {}, '{ message, ...rest }')).toBe('detail');
  });

  it('follows helpers of the project, in other files too', () => {
    const helper = `export const messageOf = (e: unknown) => (e instanceof Error ? e.message : String(e));\nexport function details(e: any) { return { message: e.message, stack: e.stack }; }`;
    const files = { 'errors.ts': helper, 'before.ts': `import { messageOf, details } from './errors.js';` };
    expect(carried('probe(messageOf(err));', files)).toBe('text');
    expect(carried('probe(details(err));', files)).toBe('stack');
  });
});
