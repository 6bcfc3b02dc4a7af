// Runs a script from one bundle: a compiler that takes each module of the sources by itself needs twenty times as long.
// Usage: node scripts/run.js scripts/NAME.ts …, in the repository's root.
import { rolldown } from 'rolldown';

for (const input of process.argv.slice(2)) {
  const bundle = await rolldown({ input, platform: 'node', external: (id) => !/^[./]/.test(id), logLevel: 'warn' });
  await bundle.write({ file: `.tmp/run/${input.replace(/\W/g, '-')}.js`, format: 'esm' });
  await bundle.close();
  await import(new URL(`../.tmp/run/${input.replace(/\W/g, '-')}.js`, import.meta.url).href);
}
