import { defineConfig } from 'vitest/config';

/** Tests that only ask the analysis: they share its modules, for loading those takes longer than most of them. */
const ANALYSIS = ['test/{models,rules}/**/*.test.ts', 'test/analysis/!(project)/**/*.test.ts', 'test/{frameworks,shapes}.test.ts'];

export default defineConfig({
  test: {
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'analysis', include: ANALYSIS, isolate: false } },
      { extends: true, test: { name: 'whole', include: ['test/**/*.test.ts'], exclude: ANALYSIS } },
    ],
  },
});
