import { defineConfig } from 'rolldown';

// One file for the linter: nearly half of an import's time is spent on opening files.
export default defineConfig({
  input: { 'src/index': 'src/index.ts', 'src/cli/main': 'src/cli/main.ts' },
  platform: 'node',
  external: (id) => !/^[./]/.test(id),
  output: { dir: 'dist', format: 'esm', chunkFileNames: 'chunks/[name].js' },
});
