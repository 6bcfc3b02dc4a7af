import { defineConfig } from 'vitest/config';

/**
 * Tests that need modules of their own: what is known of folders and packages is kept for half a minute, and what is started for
 * a file of end-to-end tests ends with it.
 */
const APART = ['test/analysis/project/**/*.test.ts', 'test/e2e/**/*.test.ts'];

export default defineConfig({
  test: {
    maxWorkers: 2,
    // Of tests that mostly wait for processes: more of them at once would only wait for each other.
    maxConcurrency: 3,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      // Test files share their modules: loading those takes longer than most of the tests.
      { extends: true, test: { name: 'shared', include: ['test/**/*.test.ts'], exclude: APART, isolate: false } },
      { extends: true, test: { name: 'apart', include: APART } },
    ],
  },
});
