import { analyseFile, type FileAnalysis } from '../analysis/file.js';
import type { Finding } from '../finding.js';
import type { ResilienceSettings } from '../settings.js';
import type { Problem } from './files.js';
import type { Finder } from './finder.js';
import { syntaxErrors } from './syntax.js';
import { isGenerated, readText, withoutMark } from './text.js';
import { reasonOf } from './user-error.js';

/** A file with the findings in it. */
export interface ScannedFile {
  path: string;
  /** Without byte order mark, as offsets count. */
  text: string;
  analysis: FileAnalysis;
  findings: Finding[];
}

export interface Scan {
  /** The files with findings, in order. */
  found: ScannedFile[];
  /** How many files were looked at. */
  looked: number;
  /** Files that say that a program wrote them, which are left alone. */
  generated: string[];
  /** Files with a syntax error. */
  unparsed: Problem[];
  /** Files that can't be read, and those in which the search itself went wrong. */
  failed: Problem[];
}

export type OnFile = (path: string, done: number, total: number) => void;

/** Looks for findings in files. What goes wrong in one file doesn't touch the others. */
export async function scan(
  files: readonly string[],
  find: Finder,
  settings: ResilienceSettings,
  onFile: OnFile = () => {},
): Promise<Scan> {
  const result: Scan = { found: [], looked: 0, generated: [], unparsed: [], failed: [] };
  for (const [index, path] of files.entries()) {
    onFile(path, index, files.length);
    try {
      const text = withoutMark(await readText(path));
      if (isGenerated(text)) {
        result.generated.push(path);
        continue;
      }
      result.looked++;
      const analysis = analyseFile(path, text, settings);
      if (!analysis) {
        result.unparsed.push({
          path,
          reason: syntaxErrors(path, text)[0] ?? 'The file is too large or too deeply nested.',
        });
        continue;
      }
      const findings = find(analysis);
      if (findings.length > 0) result.found.push({ path, text, analysis, findings });
    } catch (error) {
      result.failed.push({ path, reason: reasonOf(error) });
    }
  }
  return result;
}
