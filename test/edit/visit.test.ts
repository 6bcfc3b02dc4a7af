import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parseSync } from 'oxc-parser';
import { describe, expect, it, vi } from 'vitest';
import { styleOf } from '../../src/edit/style.js';
import { visit } from '../../src/edit/visit.js';
import { parse } from './parse.js';

describe('visiting', () => {
  it('calls the function of each node, outer ones first, in source order', () => {
    const { program } = parseSync('a.ts', 'const [first, , second]: string[] = f(() => { third; });');
    const seen: string[] = [];
    visit(program, {
      VariableDeclaration: ({ kind }) => void seen.push(kind),
      Identifier: ({ name }) => void seen.push(name),
      TSStringKeyword: () => void seen.push('string'),
    });
    expect(seen).toEqual(['const', 'first', 'second', 'string', 'f', 'third']);
  });

  it('keeps nothing of what was visited', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const visited = Array.from({ length: 20 }, (_, index) => {
      const source = parse(`export const value${index} = ['a', "b", ${index}];\n`);
      styleOf(source);
      return new WeakRef(source);
    });
    // What is being compiled in another thread keeps a value until that is done.
    await vi.waitFor(() => {
      collect();
      expect(visited.filter((ref) => ref.deref() !== undefined)).toEqual([]);
    });
  });
});
