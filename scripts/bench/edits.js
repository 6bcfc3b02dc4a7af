// Lints one file again and again as an editor does while somebody types, with and without the plugin, and prints what the
// plugin's rules took each time, in ms of CPU: what else the machine does is not theirs.
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Linter } from 'eslint';
import parser from '@typescript-eslint/parser';

const [plugin, file, cwd, edits] = process.argv.slice(2);
const { default: resilience } = await import(pathToFileURL(plugin).href);
const linter = new Linter({ cwd });
const base = { files: ['**/*.{js,ts}'], languageOptions: { parser } };
const text = readFileSync(file, 'utf8');
const took = [];
for (let edit = 0; edit < Number(edits); edit++) {
  const edited = `${text}\nexport const edited${edit} = ${edit};\n`;
  const without = time(() => linter.verify(edited, [base], { filename: file }));
  const within = time(() => linter.verify(edited, [base, ...resilience.configs.recommended], { filename: file }));
  // The first one parses what the file imports.
  if (edit > 0) took.push(within - without);
  await setTimeout(20);
}
console.log(JSON.stringify(took));

function time(work) {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e3;
}
