import { describe, expect, it } from 'vitest';
import { createModuleCache } from '../../src/analysis/project/modules.js';
import { touches } from '../../src/analysis/project/tracked.js';
import { tempProject } from '../support/temp-project.js';

const CODE = 'export const one = 1;\n';

describe('modules', () => {
  it.each([
    ['of a text', CODE],
    ['of a text that is no code', 'export const = ;'],
    ['of a text behind a byte order mark', `\ufeff${CODE}`],
  ])('%s are parsed once, from an editor or from the disk', (_, text) => {
    const project = tempProject({ 'a.ts': text });
    const cache = createModuleCache();
    const parsed = cache.load(project.path('a.ts'));
    expect(cache.put(project.path('a.ts'), text)).toBe(parsed);
    expect(cache.put(project.path('a.ts'), text.replace('\ufeff', ''))).toBe(parsed);
    expect([cache.generation, cache.edits, cache.isEdited]).toEqual([0, 0, false]);
  });

  it('the first edit of a file drops everything, the next ones what depends on it', () => {
    const project = tempProject({ 'a.ts': CODE, 'b.ts': CODE });
    const cache = createModuleCache();
    const [a, b] = [project.path('a.ts'), project.path('b.ts')];
    cache.put(a, CODE);
    cache.put(a, `${CODE}\n`);
    expect([cache.generation, cache.edits]).toEqual([1, 0]);
    cache.put(a, `${CODE}\n\n`);
    expect([cache.generation, cache.edits]).toEqual([1, 1]);
    const before = touches();
    cache.load(b);
    expect(touches()).toBe(before);
    cache.load(a);
    expect(touches()).toBe(before + 1);
  });

  it('are dropped together, between two files, when they are too many', () => {
    const project = tempProject({ 'a.ts': CODE });
    const cache = createModuleCache(CODE.length * 100);
    const parsed = cache.load(project.path('a.ts'));
    const paths = Array.from({ length: 101 }, (_, index) => project.path(`${index}.ts`));
    for (const path of paths.slice(0, 100)) cache.put(path, CODE);
    expect([cache.load(project.path('a.ts')), cache.generation]).toEqual([parsed, 0]);
    // Another rule asks about the same file.
    cache.put(paths[99]!, CODE);
    expect(cache.isLoaded(paths[0]!)).toBe(true);
    cache.put(paths[100]!, CODE);
    expect([cache.isLoaded(paths[0]!), cache.isLoaded(paths[100]!), cache.generation]).toEqual([false, true, 1]);
    expect(cache.load(project.path('a.ts'))).not.toBe(parsed);
  });

  it('files that need more than the bound at once raise it, up to eight times', () => {
    const project = tempProject({});
    const cache = createModuleCache(CODE.length * 2);
    const paths = Array.from({ length: 40 }, (_, index) => project.path(`${index}.ts`));
    for (const path of paths.slice(0, 17)) cache.put(path, CODE);
    expect([cache.isLoaded(paths[0]!), cache.generation]).toEqual([true, 0]);
    for (const path of paths.slice(17)) cache.put(path, CODE);
    expect(cache.generation).toBeGreaterThan(0);
  });

  it('an edit that is saved is no other text', async () => {
    const project = tempProject({ 'a.ts': CODE });
    const cache = createModuleCache();
    const path = project.path('a.ts');
    cache.put(path, CODE);
    const parsed = cache.put(path, `${CODE}\n`);
    project.write('a.ts', `${CODE}\n`);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(cache.load(path)).toBe(parsed);
    expect(cache.generation).toBe(1);
  });
});
