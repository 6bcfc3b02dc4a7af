import { mkdirSync, writeFileSync } from 'node:fs';
import { CONFIG_NAMES } from '../src/configs.js';
import { oxlintConfig } from '../src/oxlint.js';

const folder = 'dist/oxlint/';

mkdirSync(folder, { recursive: true });
for (const name of CONFIG_NAMES) {
  writeFileSync(`${folder}${name}.json`, `${JSON.stringify(oxlintConfig(name), null, 2)}\n`);
}
