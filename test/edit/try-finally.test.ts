import { describe, expect, it } from 'vitest';
import { tryFinally } from '../../src/edit/try-finally.js';
import { isFunction, type Node } from '../../src/analysis/project/ast.js';
import { edited, parse } from './parse.js';

/** Puts all statements of the function but the first into `try`; the ones with `release` are replaced. */
function wrap(text: string, onError?: string): string | null {
  const source = parse(text);
  const fn = source.program.body[0] as Node;
  const body = isFunction(fn) && fn.body?.type === 'BlockStatement' ? (fn.body.body as Node[]) : [];
  const isRelease = (node: Node) => text.slice(node.start, node.end).startsWith('release');
  const edits = tryFinally(source, { statements: body.slice(1), cleanup: 'release()', replaced: body.filter(isRelease), ...(onError && { onError }) });
  return edits && edited(source, edits);
}

describe('statements go into try, and what ends them into finally', () => {
  it.each([
    ['with their comments', 'function f() {\n  a();\n  // b\n  b(); // c\n  release();\n}\n', 'function f() {\n  a();\n  try {\n    // b\n    b(); // c\n  } finally {\n    release();\n  }\n}\n'],
    ['in tabs, without semicolons', 'function f() {\n\ta()\n\n\tb()\n}\n', 'function f() {\n\ta()\n\n\ttry {\n\t\tb()\n\t} finally {\n\t\trelease()\n\t}\n}\n'],
    ['with carriage returns', 'function f() {\r\n  a();\r\n  b();\r\n}\r\n', 'function f() {\r\n  a();\r\n  try {\r\n    b();\r\n  } finally {\r\n    release();\r\n  }\r\n}\r\n'],
    ['text that spans lines stays', 'function f() {\n  a();\n  b(`\nx ${y(\n  1,\n)}\n`);\n}\n', 'function f() {\n  a();\n  try {\n    b(`\nx ${y(\n    1,\n  )}\n`);\n  } finally {\n    release();\n  }\n}\n'],
    ['blank lines stay blank', 'function f() {\n  a();\n  b();\n\n  c();\n}\n', 'function f() {\n  a();\n  try {\n    b();\n\n    c();\n  } finally {\n    release();\n  }\n}\n'],
    ['a return behind the release', 'function f() {\n  a();\n  release();\n  return 1;\n}\n', 'function f() {\n  a();\n  try {\n    return 1;\n  } finally {\n    release();\n  }\n}\n'],
  ])('%s', (_, text, expected) => {
    expect(wrap(text)).toBe(expected);
  });

  it('and what undoes them into catch', () => {
    expect(wrap('function f() {\n  a();\n  b();\n}\n', 'undo()')).toBe('function f() {\n  a();\n  try {\n    b();\n  } catch (error) {\n    undo();\n    throw error;\n  } finally {\n    release();\n  }\n}\n');
  });

  it('not where lines are shared', () => {
    expect(wrap('function f() { a(); b(); }')).toBeNull();
    expect(wrap('function f() {\n  a();\n  b(); }')).toBeNull();
    expect(wrap('function f() {\n  a(); b();\n}')).toBeNull();
    expect(wrap('function f() {\n  a();\n}')).toBeNull();
  });
});
