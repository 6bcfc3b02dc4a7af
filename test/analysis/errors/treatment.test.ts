import { describe, expect, it } from 'vitest';
import { handlersOf } from '../../../src/analysis/control/handlers.js';
import { treatmentOf, type Path } from '../../../src/analysis/errors/treatment.js';
import { tempProject } from '../../support/temp-project.js';

/** One word for what a way through a handler does with the error, and how it ends. */
function wordOf(path: Path): string {
  const lines = path.lines.map(({ verdict }) => verdict.kind);
  const flags = (['expected', 'passedOn', 'handedOn', 'partly', 'tracked', 'assigned'] as const).filter(
    (flag) => path[flag],
  );
  const acted = path.acted === 'no' ? [] : [`acts:${path.acted}`];
  return (
    [...flags, ...lines.map((kind) => `log:${kind}`), ...acted, ...(path.end ? [path.end] : [])].join(' ') || 'nothing'
  );
}

/** The ways through the last handler of a text that handles the code `work()`. */
function ways(code: string, files: Record<string, string> = {}): string[] {
  const { project, module } = tempProject({ ...files, 'main.ts': code }).analyse('main.ts');
  const handlers = handlersOf(project, module);
  const handler = handlers.find(
    ({ guarded }) => guarded && module.text.slice(guarded.start, guarded.end).includes('work()'),
  )!;
  return (treatmentOf(project, handler).paths ?? []).map(wordOf).sort();
}

const caught = (body: string) => ways(`try { work(); } catch (err) { ${body} }`);

describe('an error is', () => {
  const cases: Record<string, [body: string, ways: string[]]> = {
    dropped: ['', ['nothing']],
    'logged whole': ['console.error(err);', ['log:kept']],
    'logged as text': ['console.error(err.message);', ['log:text']],
    'not logged': [`console.error('failed');`, ['log:nothing']],
    'thrown on': ['throw err;', ['handedOn partly throw']],
    wrapped: [`throw new Error('failed', { cause: err });`, ['handedOn partly throw']],
    'wrapped by position': ['throw new AppError(err);', ['handedOn partly throw']],
    replaced: [`throw new Error('failed');`, ['acts:known throw']],
    'replaced with its text': ['throw new Error(err.message);', ['partly acts:known throw']],
    'copied and thrown': ['const e = new AppError(err.message); throw e;', ['partly acts:known throw']],
    returned: ['return err;', ['handedOn partly return']],
    'answered in part': ['return { ok: false, error: err.message };', ['partly return']],
    stored: ['this.last = err;', ['handedOn partly assigned']],
    'passed to a function that nobody knows': ['report(err);', ['handedOn']],
    'given to a tracker': [`Sentry.captureException(err);`, ['partly tracked']],
    'kept by a closure': ['later = () => retry(err);', ['handedOn assigned']],
  };
  for (const [name, [body, expected]] of Object.entries(cases)) {
    it(name, () => {
      const sentry = body.includes('Sentry') ? `import * as Sentry from '@sentry/node';\n` : '';
      expect(ways(`${sentry}try { work(); } catch (err) { ${body} }`)).toEqual(expected);
    });
  }

  it('passed to the callback of the caller', () => {
    expect(
      ways('function load(done) { read(work(), (err, data) => { if (err) return done(err); done(null, data); }); }'),
    ).toEqual(['passedOn return']);
  });

  it('not handed on by a function that only reads it', () => {
    const helper = `const statusOf = (e: any) => e.status ?? 500;\n`;
    expect(ways(`${helper}try { work(); } catch (err) { const status = statusOf(err); send(status); }`)).toEqual([
      'partly acts:unknown',
    ]);
  });
});

describe('branches', () => {
  it('of a known code are expected', () => {
    expect(caught(`if (err.code === 'P2002') return null; console.error(err);`)).toEqual([
      'expected return',
      'log:kept',
    ]);
    expect(caught(`if (err.code !== 'ENOENT') throw err;`)).toEqual(['expected', 'handedOn partly throw']);
    expect(caught(`if (!isRetryable(err)) throw err;`)).toEqual(['expected', 'handedOn partly throw']);
    expect(caught(`switch (err.code) { case 'A': return 1; default: throw err; }`)).toEqual([
      'expected return',
      'handedOn partly throw',
    ]);
    expect(caught(`const gone = err.status === 404; if (gone) return null; throw err;`)).toEqual([
      'expected return',
      'handedOn partly throw',
    ]);
  });

  it('of an error that is there or is an Error are like any other', () => {
    expect(caught(`if (err instanceof Error) { console.error(err.message); } else { console.error(err); }`)).toEqual([
      'log:kept',
      'log:text',
    ]);
    expect(caught(`if (err) console.error(err);`)).toEqual(['log:kept']);
    expect(caught(`if (!err) return; console.error(err);`)).toEqual(['log:kept']);
  });

  it('of a loop, a nested try and its end are followed', () => {
    expect(caught('for (const x of xs) { if (x) break; console.error(err); }')).toEqual(['log:kept', 'nothing']);
    expect(caught('try { close(); } catch (e) { console.error(e); } finally { throw err; }')).toEqual([
      'handedOn partly acts:unknown throw',
      'handedOn partly throw',
    ]);
  });

  it('of too many kinds are not', () => {
    const body = Array.from({ length: 12 }, (_, index) => `if (flag${index}) x${index} = 1; else log${index}();`).join(
      '\n',
    );
    expect(caught(`${body}\nif (a) this.a = 1; if (b) return 1; if (c) return 2;`)).not.toEqual([]);
    const lines = Array.from({ length: 9 }, (_, index) => `if (flag${index}) console.error(err.message);`).join('\n');
    expect(caught(lines)).toEqual([]);
  });
});
