import { readFileSync } from 'node:fs';
import path from 'node:path';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import { serviceDirectory } from '../../scripts/demo/root.js';
import { analyseFile } from '../../src/analysis/file.js';
import { NAMESPACE, rulesOf } from '../../src/configs.js';
import type { Preset, ResilienceRule } from '../../src/create-rule.js';
import { readSettings } from '../../src/settings.js';
import { covers, nameOf, readExpectations } from './support/expectations.js';

/** Where a rule reports in a service when it runs as a preset runs it: nowhere if the preset has it not. */
function report(service: string, rule: ResilienceRule, preset: Preset): { file: string; line: number; text: string }[] {
  const inPreset = Object.hasOwn(rulesOf(preset), `${NAMESPACE}/${rule.definition.name}`);
  if (!inPreset) return [];
  const directory = serviceDirectory(service);
  const settings = readSettings(undefined);
  return globSync('src/**/*.{js,ts}', { cwd: directory })
    .sort()
    .flatMap((file) => {
      const text = readFileSync(path.join(directory, file), 'utf8');
      const analysis = analyseFile(path.join(directory, file), text, settings);
      if (!analysis) throw new Error(`${file} can't be parsed.`);
      return rule
        .findings(analysis, rule.definition.meta.presetOptions?.[preset], settings)
        .map(({ start, messageId }) => {
          const line = text.slice(0, start).split('\n').length;
          return { file, line, text: `${file}:${line} ${messageId}` };
        });
    });
}

describe.each(['shop-express', 'orders-nest', 'feed-fastify'])('%s', (service) => {
  const { findings, quiet } = readExpectations(service);

  it('stands as its expectations were written', () => {
    const lines = (file: string) => readFileSync(path.join(serviceDirectory(service), file), 'utf8').split('\n');
    for (const { file, line, code } of [...findings, ...quiet]) {
      expect(lines(file)[line - 1]?.trim(), `${file}:${line}`).toBe(code);
    }
  });

  describe.each(Object.entries(rules))('%s', (name, rule) => {
    const own = findings.filter((finding) => finding.rule === name);
    const nearMisses = quiet.filter((place) => place.rule === name);

    it.each<[Preset, string[]]>([
      ['recommended', ['recommended']],
      ['strict', ['recommended', 'strict']],
    ])('finds what %s promises and nothing else', (preset, presets) => {
      const reported = report(service, rule, preset);
      const promised = own.filter((finding) => presets.includes(finding.preset) && finding.missed === undefined);
      const missed = promised.filter((finding) => !reported.some(({ file, line }) => covers(finding, file, line)));
      const surplus = reported.filter(({ file, line }) => !promised.some((finding) => covers(finding, file, line)));
      const disturbed = nearMisses.filter((place) => reported.some(({ file, line }) => covers(place, file, line)));
      expect({
        missed: missed.map(nameOf),
        surplus: surplus.map(({ text }) => text),
        disturbed: disturbed.map(nameOf),
      }).toEqual({ missed: [], surplus: [], disturbed: [] });
    });
  });
});
