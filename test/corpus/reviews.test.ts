import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { codemods } from '../../codemods/index.js';
import { readReviews } from '../../scripts/codemods-corpus/reviews.js';

it('changes that were read are whole, and each is of a codemod that there is', () => {
  const reviews = readReviews(readFileSync(join(import.meta.dirname, 'codemod-reviews.jsonl'), 'utf8'));
  expect(reviews.length).toBeGreaterThan(0);
  expect([...new Set(reviews.map(({ codemod }) => codemod))].filter((name) => !(name in codemods))).toEqual([]);
  const keys = reviews.map(({ codemod, repo, path, line }) => `${codemod} ${repo} ${path}:${line}`);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});
