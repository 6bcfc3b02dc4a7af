// Runs a script from one bundle: a compiler that takes each module of the sources by itself needs twenty times as long.
// Usage: node scripts/run.js scripts/NAME.ts …, in the repository's root.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

for (const input of process.argv.slice(2)) {
  const file = resolve('.tmp/run', `${input.replace(/\W/g, '-')}.js`);
  const bundle = await rolldown({ input, platform: 'node', external: (id) => !/^[./]/.test(id), logLevel: 'warn' });
  await bundle.write({ file, format: 'esm' });
  await bundle.close();
  await import(pathToFileURL(file).href);
}
