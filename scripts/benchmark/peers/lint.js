// Runs inside the folder that the peers are installed in, with the Node.js that is installed there: { root, files } on
// stdin, one line of JSON for each file on stdout; { count: true } asks how many rules each has. Every rule of every peer
// is on, with its default options.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { builtinRules } from 'eslint/use-at-your-own-risk';

const PLUGINS = ['sonarjs', 'unicorn', 'promise', 'n', 'llm-core'];
const { root, files = [], count } = JSON.parse(await text(process.stdin));

const plugins = {};
const rules = {};
for (const name of PLUGINS) {
  const { default: plugin } = await import(`eslint-plugin-${name}`);
  plugins[name] = { rules: plugin.rules };
  enable(`${name}/`, Object.entries(plugin.rules));
}
enable('', [...builtinRules]);

function enable(prefix, entries) {
  for (const [name, { meta }] of entries) {
    const isForScripts = meta?.languages?.some((language) => ['*', 'js/*', 'js/js'].includes(language)) ?? true;
    if (isForScripts && !meta?.deprecated) rules[`${prefix}${name}`] = 'error';
  }
}

if (count) {
  const counts = {};
  for (const name of Object.keys(rules)) {
    const peer = name.includes('/') ? name.slice(0, name.indexOf('/')) : 'core';
    counts[peer] = (counts[peer] ?? 0) + 1;
  }
  process.stdout.write(JSON.stringify(counts));
}

const linter = new Linter({ cwd: root, configType: 'flat' });
for (const path of files.filter((name) => existsSync(join(root, name)))) process.stdout.write(`${JSON.stringify({ path, ...lint(path) })}\n`);

/** Lints a file, without the rules that fail on it. */
function lint(path) {
  const source = readFileSync(join(root, path), 'utf8').replace(/^\uFEFF/, '');
  const crashed = new Set();
  for (;;) {
    const enabled = Object.fromEntries(Object.entries(rules).filter(([name]) => !crashed.has(name)));
    const config = {
      files: ['**/*.{js,cjs,mjs,jsx,ts,cts,mts,tsx}'],
      languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
      linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
      plugins,
      rules: enabled,
    };
    try {
      const messages = linter.verify(source, config, { filename: join(root, path) });
      const fatal = messages.find((message) => message.fatal);
      const hits = messages.flatMap(({ ruleId, line, endLine }) => (ruleId ? [{ rule: ruleId, start: line, end: endLine ?? line }] : []));
      return { hits, crashed: [...crashed], ...(fatal && { problem: fatal.message }) };
    } catch (error) {
      const rule = /(?:Rule: "|while loading rule ')([^"']+)/.exec(String(error?.message))?.[1];
      if (!rule || crashed.has(rule)) return { hits: [], crashed: [...crashed], problem: String(error) };
      crashed.add(rule);
    }
  }
}
