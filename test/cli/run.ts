import { join } from 'node:path';
import pc from 'picocolors';
import { runCli, type Catalogue } from '../../src/cli/cli.js';
import type { ExitCode } from '../../src/cli/exit-code.js';
import { codemod, rule } from '../codemod/sample.js';
import type { TestProject } from '../codemod/project.js';

export const SAMPLE: Catalogue = {
  version: '1.2.3',
  rules: { [rule.definition.name]: rule },
  codemods: { [codemod.name]: async () => codemod },
};

export interface CliResult {
  code: ExitCode;
  out: string;
  notes: string;
}

/** Runs the command in a project, without a terminal, as a script would. */
export async function cli(
  project: TestProject,
  args: string[],
  { folder = '.', catalogue = SAMPLE, answers = null as string[] | null } = {},
): Promise<CliResult> {
  let out = '';
  let notes = '';
  const plain = pc.createColors(false);
  const code = await runCli(args, catalogue, {
    cwd: join(project.dir, folder),
    out: (text) => void (out += text),
    note: (text) => void (notes += `${text}\n`),
    outColours: plain,
    noteColours: plain,
    progress: () => {},
    endProgress: () => {},
    ask: async (question) => {
      if (answers) notes += question;
      return answers?.shift() ?? null;
    },
    close: () => {},
  });
  return { code, out, notes };
}
