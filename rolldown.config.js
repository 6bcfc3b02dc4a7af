import { Buffer } from 'node:buffer';
import { defineConfig, rolldown } from 'rolldown';

// One file for the linter: nearly half of an import's time is spent on opening files.
// What it needs of `src/edit` comes along.
const LINT_PATH = /[\\/](?:rules|src[\\/](?:analysis|models))[\\/]|[\\/]src[\\/](?:configs|create-rule|settings)[^\\/]*$/;

const MODEL_INDEX = /[\\/]src[\\/]models[\\/]index\.ts$/;

/** The models in a file of their own, read when they are first asked for: evaluating hundreds of objects was a third of what an import of the plugin cost. */
const modelsAsFile = {
  name: 'models-as-file',
  async load(id) {
    if (!MODEL_INDEX.test(id)) return null;
    const bundle = await rolldown({ input: id });
    const { output } = await bundle.generate({ format: 'esm' });
    const { MODELS } = await import(`data:text/javascript;base64,${Buffer.from(output[0].code).toString('base64')}`);
    this.emitFile({ type: 'asset', fileName: 'chunks/models.json', source: JSON.stringify(MODELS) });
    return `import { readFileSync } from 'node:fs';
let models;
export function builtInModels() {
  return (models ??= JSON.parse(readFileSync(new URL('./models.json', import.meta.url), 'utf8')));
}
`;
  },
};

export default defineConfig({
  input: { 'src/index': 'src/index.ts', 'src/cli/main': 'src/cli/main.ts', 'codemods/transforms': 'codemods/transforms.ts' },
  plugins: [modelsAsFile],
  platform: 'node',
  external: (id) => !/^[./]/.test(id),
  output: {
    dir: 'dist',
    format: 'esm',
    chunkFileNames: 'chunks/[name].js',
    codeSplitting: { groups: [{ name: 'plugin', test: LINT_PATH }] },
  },
});
