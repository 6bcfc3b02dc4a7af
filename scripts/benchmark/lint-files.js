// Lints files of one checked-out tree in a process of its own: { root, files, rules } on stdin, findings on stdout. The
// first argument is the folder of the built plugin.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

const load = (path) => import(pathToFileURL(join(process.argv[2], path)).href);
const { analyseFile } = await load('src/analysis/file.js');
const { readSettings } = await load('src/settings.js');
const { rules } = await load('rules/index.js');
const input = JSON.parse(await text(process.stdin));
const settings = readSettings(input.settings);
const results = {};
for (const path of input.files) {
  const absolute = join(input.root, path);
  if (!existsSync(absolute)) continue;
  const source = readFileSync(absolute, 'utf8').replace(/^\uFEFF/, '');
  const file = analyseFile(absolute, source, settings);
  results[path] = [];
  if (!file) continue;
  for (const name of input.rules) {
    const rule = rules[name];
    if (!rule) continue;
    const { meta } = rule.definition;
    for (const finding of rule.findings(file, { ...meta.presetOptions?.recommended, ...meta.presetOptions?.strict }, settings)) {
      const message = meta.messages[finding.messageId].replace(/\{\{\s*(\w+)\s*\}\}/g, (_, key) => finding.data[key] ?? '');
      results[path].push({
        rule: name,
        messageId: finding.messageId,
        start: file.module.lineOf(finding.start),
        end: file.module.lineOf(Math.max(finding.start, finding.end - 1)),
        message,
      });
    }
  }
}
process.stdout.write(JSON.stringify(results));
