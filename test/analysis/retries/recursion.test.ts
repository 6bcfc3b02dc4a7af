import { describe, expect, it } from 'vitest';
import { recursionsOf } from '../../../src/analysis/retries/recursion.js';
import { tempProject } from '../../support/temp-project.js';

/** Attempts, delay and whether the error is looked at, of each retry. */
function retries(code: string): unknown[] {
  const { project, module } = tempProject({ 'main.ts': code }).analyse('main.ts');
  return recursionsOf(project, module).map(({ attempts, delay, filters }) => [attempts, delay, filters]);
}

const load = (handler: string, parameters = 'url, tries = 0') => `async function load(${parameters}) { try { return await read(url); } catch (error) { ${handler} } }`;

describe('functions that call themselves when they fail', () => {
  it.each([
    ['counted up', load('if (tries < 3) return load(url, tries + 1); throw error;'), [4, 'none', false]],
    ['counted up to and with the bound', load('if (tries <= 3) return load(url, tries + 1); throw error;'), [5, 'none', false]],
    ['counted down', load('if (tries > 0) return load(url, tries - 1); throw error;', 'url, tries = 3'), [4, 'none', false]],
    ['a number of tries that the caller chooses', load('if (tries > 0) return load(url, tries - 1); throw error;', 'url, tries'), [null, 'none', false]],
    ['without end', load('return load(url);', 'url'), ['unbounded', 'none', false]],
    ['after a time', load('if (tries > 3) throw error; await sleep(1000); return load(url, tries + 1);'), [4, 'fixed', false]],
    ['after a growing time', load('if (tries > 3) throw error; await sleep(2 ** tries * 100); return load(url, tries + 1);'), [4, 'growing', false]],
    ['for some errors', load("if (error.code !== 'EBUSY') throw error; return load(url, tries + 1);"), [null, 'none', true]],
    ['a method', 'class A { async load(url) { try { return await read(url); } catch (error) { return this.load(url); } } }', ['unbounded', 'none', false]],
    ['a function in a variable', 'const load = async (url) => { try { return await read(url); } catch { return load(url); } };', ['unbounded', 'none', false]],
  ])('%s', (_, code, expected) => {
    expect(retries(code)).toEqual([expected]);
  });

  it.each([
    ['another function', load('return loadCached(url);')],
    ['a method of the same name', `class A { async load(url) { try { return await read(url); } catch { return cache.load(url); } } }`],
    ['later, on its own', load('setTimeout(() => load(url), 1000);')],
    ['nothing is awaited', `function load(url) { try { return read(url); } catch { return load(url); } }`],
  ])('not %s', (_, code) => {
    expect(retries(code)).toEqual([]);
  });
});
