#!/usr/bin/env node
import { createRequire } from 'node:module';
import { codemods } from '../../codemods/index.js';
import { rules } from '../../rules/index.js';
import { runCli } from './cli.js';
import { createTerminal } from './terminal.js';

const { version } = createRequire(import.meta.url)('eslint-plugin-resilience/package.json') as { version: string };
const terminal = createTerminal(process.stdout, process.stderr);
process.exitCode = await runCli(process.argv.slice(2), { version, rules, codemods }, terminal);
