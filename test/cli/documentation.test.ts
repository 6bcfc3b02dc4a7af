import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { codemods } from '../../codemods/index.js';
import { rules } from '../../rules/index.js';
import { CODEMOD_FLAGS } from '../../src/cli/cli.js';

const GUIDE = readFileSync(join(import.meta.dirname, '../../docs/guide/command.md'), 'utf8');

it('the guide has every flag and no other', () => {
  const [, codemodPart = ''] = GUIDE.split('## `resilience codemod`');
  const documented = [...codemodPart.matchAll(/^\| `(--[^`]+)` \|/gm)].map(([, flag]) => flag);
  expect(documented).toEqual(CODEMOD_FLAGS.map(([flag]) => flag));
});

it('every codemod has its own name, a rule that exists and flags of its own', async () => {
  const reserved = [...CODEMOD_FLAGS.map(([flag]) => flag.replace(/^--| .*$/g, '')), 'help', 'version'];
  for (const [name, load] of Object.entries(codemods)) {
    const codemod = await load();
    expect(codemod.name).toBe(name);
    expect(Object.keys(rules)).toEqual(expect.arrayContaining([codemod.rule, ...Object.keys(codemod.also ?? {})]));
    for (const { flag, type, default: value, description } of codemod.options) {
      expect(flag).toMatch(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
      expect(reserved).not.toContain(flag);
      expect(typeof value).toBe(type);
      expect(description).not.toBe('');
    }
  }
});
