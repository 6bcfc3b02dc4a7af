import { execFile, spawn, type ExecFileException } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import type { LintReport } from '../../src/cli/lint.js';
import plugin from '../../src/index.js';
import { ROOT } from './root.js';

const MAIN = path.join(ROOT, 'dist/src/cli/main.js');

/** Lets `resilience lint` print the findings below a folder as it does for people. */
export function showFindings(directory: string): Promise<void> {
  const child = spawn(process.execPath, [MAIN, 'lint', '.'], { cwd: directory, stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 || code === 1 ? resolve() : reject(new Error('resilience lint failed.'))));
  });
}

/** The findings below a folder as data. */
export async function lint(directory: string): Promise<LintReport> {
  return JSON.parse(await resilience(directory, 'lint', '.', '--json')) as LintReport;
}

/** Applies the codemods that the demo is about, then the rules' own fixes, as `eslint --fix` does. */
export async function hardenService(directory: string): Promise<void> {
  await resilience(directory, 'codemod', 'wrap-external-calls', '.', '--timeout-ms', '2000');
  // A codemod wants to find its files committed, and this one follows another.
  await resilience(directory, 'codemod', 'add-graceful-shutdown', '.', '--allow-dirty');
  await resilience(directory, 'codemod', 'add-db-guardrails', '.', '--allow-dirty', '--lock-timeout-ms', '1000');
  await resilience(directory, 'codemod', 'abort-on-disconnect', '.', '--allow-dirty');
  const eslint = new ESLint({
    cwd: directory,
    fix: true,
    overrideConfigFile: true,
    overrideConfig: [
      { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } },
      ...plugin.configs.recommended,
    ],
  });
  await ESLint.outputFixes(await eslint.lintFiles('.'));
}

/** Runs the built command and returns what it prints. Exit code 1 says that there is something to do, no failure. */
function resilience(cwd: string, ...args: string[]): Promise<string> {
  // Node.js ends with 1, too, where there is no such file.
  if (!existsSync(MAIN)) throw new Error('The command is not built: npm run build');
  return new Promise((resolve, reject) => {
    const done = (error: ExecFileException | null, stdout: string, stderr: string) => {
      if (error && error.code !== 1)
        reject(new Error(`resilience ${args.join(' ')} failed:\n${stderr || error.message}`));
      else resolve(stdout);
    };
    execFile(process.execPath, [MAIN, ...args], { cwd, maxBuffer: 2 ** 26 }, done);
  });
}
