import { Buffer } from 'node:buffer';
import { defineConfig, rolldown } from 'rolldown';

// One file for the linter: nearly half of an import's time is spent on opening files.
// What it needs of `src/edit` comes along.
const LINT_PATH = /[\\/](?:rules|src[\\/](?:analysis|models))[\\/]|[\\/]src[\\/](?:configs|create-rule|settings)[^\\/]*$/;

const MODEL_INDEX = /[\\/]src[\\/]models[\\/]index\.ts$/;

/** The models as one text, parsed on first use: evaluating hundreds of objects was a third of what an import of the plugin cost. */
const modelsAsText = {
  name: 'models-as-text',
  async load(id) {
    if (!MODEL_INDEX.test(id)) return null;
    const bundle = await rolldown({ input: id });
    const { output } = await bundle.generate({ format: 'esm' });
    const { MODELS } = await import(`data:text/javascript;base64,${Buffer.from(output[0].code).toString('base64')}`);
    const text = JSON.stringify(JSON.stringify(MODELS));
    return `const text = ${text};\nlet models;\nexport function builtInModels() {\n  return (models ??= JSON.parse(text));\n}\n`;
  },
};

export default defineConfig({
  input: { 'src/index': 'src/index.ts', 'src/cli/main': 'src/cli/main.ts', 'codemods/transforms': 'codemods/transforms.ts' },
  plugins: [modelsAsText],
  platform: 'node',
  external: (id) => !/^[./]/.test(id),
  output: {
    dir: 'dist',
    format: 'esm',
    chunkFileNames: 'chunks/[name].js',
    codeSplitting: { groups: [{ name: 'plugin', test: LINT_PATH }] },
  },
});
