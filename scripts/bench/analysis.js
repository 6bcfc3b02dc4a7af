// Runs the rules of `recommended` alone, with no linter round them, over one folder after the other, and prints the seconds
// of CPU that each took.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { globSync } from 'tinyglobby';

const [plugin, ...dirs] = process.argv.slice(2);
const { default: resilience } = await import(pathToFileURL(plugin).href);
const names = Object.keys(resilience.configs.recommended[0].rules).map((id) => id.slice('resilience/'.length));
const took = dirs.map((cwd) => {
  const before = process.cpuUsage();
  for (const filename of globSync('**/src/**/*.{ts,js}', { cwd, absolute: true }).sort()) {
    const sourceCode = { text: readFileSync(filename, 'utf8'), ast: {}, getLocFromIndex: () => ({ line: 1, column: 0 }) };
    const context = { filename, physicalFilename: filename, sourceCode, options: [], settings: {}, report() {} };
    for (const name of names) resilience.rules[name].create(context).Program();
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
});
console.log(JSON.stringify(took));
