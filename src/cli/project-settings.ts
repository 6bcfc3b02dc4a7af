import { join } from 'node:path';
import { reasonOf, UserError } from '../codemod/user-error.js';
import { readSettings, type ResilienceSettings } from '../settings.js';

/** Names of files whose configuration is asked for: a block of settings may be for one language alone. */
const SAMPLES = ['index.ts', 'index.js'];

/**
 * `settings.resilience` of an ESLint configuration file; the defaults where none is named.
 * @throws {UserError} where the file can't be loaded or has settings that aren't allowed.
 */
export async function projectSettings(file: string | undefined, cwd: string): Promise<ResilienceSettings> {
  if (file === undefined) return readSettings(undefined);
  try {
    const { ESLint } = await import('eslint');
    const eslint = new ESLint({ cwd, overrideConfigFile: file });
    for (const sample of SAMPLES) {
      const config = (await eslint.calculateConfigForFile(join(cwd, sample))) as
        | { settings?: Record<string, unknown> }
        | undefined;
      if (config?.settings?.['resilience'] !== undefined) return readSettings(config.settings);
    }
    return readSettings(undefined);
  } catch (error) {
    throw new UserError(`${file} can't be used: ${reasonOf(error)}`);
  }
}
