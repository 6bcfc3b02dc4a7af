import { execFile, type ExecFileException } from 'node:child_process';
import path from 'node:path';
import type { ESLint } from 'eslint';
import { ROOT } from './root.js';

const MAIN = path.join(ROOT, 'dist/src/cli/main.js');

export interface LintMessage {
  /** Relative to the service's folder. */
  file: string;
  line: number;
  /** Without the plugin's prefix. */
  rule: string;
  message: string;
}

/** Lints a service as its own project and returns the plugin's messages, by file and line. */
export async function lintService(directory: string): Promise<LintMessage[]> {
  const results = JSON.parse(await resilience(directory, 'lint', '.', '--json')) as ESLint.LintResult[];
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, line, message }) => ({
      file: path.relative(directory, filePath),
      line,
      rule: (ruleId ?? 'syntax').replace('resilience/', ''),
      message,
    })),
  );
}

/** Applies the codemods that the demo is about, then the rules' own fixes. */
export async function hardenService(directory: string): Promise<void> {
  await resilience(directory, 'codemod', 'wrap-external-calls', '.', '--timeout-ms', '2000');
  // Each codemod wants a clean work tree, and this one follows another.
  await resilience(directory, 'codemod', 'add-graceful-shutdown', '.', '--allow-dirty');
  await resilience(directory, 'lint', '.', '--fix', '--json');
}

/** Runs the built command and returns what it prints. Exit code 1 says that there is something to do: it is no failure. */
function resilience(cwd: string, ...args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const done = (error: ExecFileException | null, stdout: string, stderr: string) => {
      if (error && error.code !== 1) reject(new Error(`resilience ${args.join(' ')} failed:\n${stderr || error.message}`));
      else resolve(stdout);
    };
    execFile(process.execPath, [MAIN, ...args], { cwd, maxBuffer: 2 ** 26 }, done);
  });
}
