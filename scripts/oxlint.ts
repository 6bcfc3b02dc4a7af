import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CONFIG_NAMES } from '../src/configs.js';
import { oxlintConfig } from '../src/oxlint.js';

const folder = fileURLToPath(new URL('../dist/oxlint/', import.meta.url));

mkdirSync(folder, { recursive: true });
for (const name of CONFIG_NAMES) {
  writeFileSync(`${folder}${name}.json`, `${JSON.stringify(oxlintConfig(name), null, 2)}\n`);
}
