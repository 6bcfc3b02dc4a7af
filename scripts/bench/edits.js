// Lints files again and again as an editor does while somebody types, and prints what the run of the rules took each time,
// in ms of CPU, and what it took after pauses in which somebody thinks: without the parser of the configuration, which runs before them with or without the plugin.
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Linter } from 'eslint';
import parser from '@typescript-eslint/parser';

const [plugin, cwd, edits, ...files] = process.argv.slice(2);
const { default: resilience } = await import(pathToFileURL(plugin).href);
const linter = new Linter({ cwd });
const base = { files: ['**/*.{js,ts}'], languageOptions: { parser } };
/** Longer than the pause after which the plugin looks at the disk again, in ms. */
const PAUSE = 1_200;
const PAUSES = 4;
const took = [];
const afterPauses = [];
for (const filename of files) {
  const text = readFileSync(filename, 'utf8');
  for (let edit = 0; edit <= Number(edits) + PAUSES; edit++) {
    const isPaused = edit > Number(edits);
    if (isPaused) await setTimeout(PAUSE);
    const [message] = linter.verify(`${text}\nexport const edited${edit} = ${edit};\n`, [base], { filename });
    // A dialect that the parser doesn't know.
    if (message?.fatal) break;
    const before = process.cpuUsage();
    linter.verify(linter.getSourceCode(), [base, ...resilience.configs.recommended], { filename });
    const { user, system } = process.cpuUsage(before);
    // The first one parses what the file imports.
    if (edit > 0) (isPaused ? afterPauses : took).push((user + system) / 1e3);
    await setTimeout(20);
  }
}
console.log(JSON.stringify({ took, afterPauses }));
