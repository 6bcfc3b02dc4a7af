import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../rules/index.js';
import { analyseFile } from '../../src/analysis/file.js';
import { rulesOf } from '../../src/configs.js';
import { readSettings } from '../../src/settings.js';

/** A process that lints files of a folder one after the other, and prints what is found in each: `ROOT PATH…`. */
const [root, ...paths] = process.argv.slice(2);
const settings = readSettings(undefined);
const configured = Object.entries(rulesOf('all')).map(([id, entry]) => ({
  rule: rules[id.slice(id.indexOf('/') + 1)]!,
  options: Array.isArray(entry) ? entry[1] : undefined,
}));
const found = paths.map((path) => {
  const file = analyseFile(join(root!, path), readFileSync(join(root!, path), 'utf8'), settings)!;
  const findings = configured.flatMap((item) =>
    item.rule.findings(file, item.options, settings).map(({ messageId, data, start, end }) => ({ messageId, data, start, end })),
  );
  return [path, JSON.stringify(findings)];
});
process.stdout.write(JSON.stringify(found));
