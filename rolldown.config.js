import { defineConfig } from 'rolldown';

// One file for the linter: nearly half of an import's time is spent on opening files.
// What it needs of `src/edit` comes along.
const LINT_PATH = /[\\/](?:rules|src[\\/](?:analysis|models))[\\/]|[\\/]src[\\/](?:configs|create-rule|settings)[^\\/]*$/;

export default defineConfig({
  input: { 'src/index': 'src/index.ts', 'src/cli/main': 'src/cli/main.ts', 'codemods/transforms': 'codemods/transforms.ts' },
  platform: 'node',
  external: (id) => !/^[./]/.test(id),
  output: {
    dir: 'dist',
    format: 'esm',
    chunkFileNames: 'chunks/[name].js',
    codeSplitting: { groups: [{ name: 'plugin', test: LINT_PATH }] },
  },
});
