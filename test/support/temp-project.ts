import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { analyseFile, type FileAnalysis } from '../../src/analysis/file.js';
import { readSettings } from '../../src/settings.js';
import type { LibraryModel } from '../../src/models/model.js';

/** A project of a few files in a folder of its own, removed when the test ends. */
export interface TempProject {
  dir: string;
  path(name: string): string;
  write(name: string, text: string): void;
  /** The analysis of a file as it is on disk, or of a text that stands for it. */
  analyse(name: string, text?: string): FileAnalysis;
}

export function tempProject(files: Record<string, string>, models: LibraryModel[] = []): TempProject {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'resilience-')));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const texts = new Map<string, string>();
  const project: TempProject = {
    dir,
    path: (name) => join(dir, name),
    write(name, text) {
      mkdirSync(dirname(join(dir, name)), { recursive: true });
      writeFileSync(join(dir, name), text);
      texts.set(name, text);
    },
    analyse(name, text = texts.get(name)) {
      if (text === undefined) throw new Error(`The project has no file ${name}.`);
      const file = analyseFile(join(dir, name), text, readSettings(models.length ? { resilience: { models } } : undefined));
      if (!file) throw new Error(`${name} can't be parsed.`);
      return file;
    },
  };
  if (!('package.json' in files)) project.write('package.json', '{ "name": "temp", "type": "module" }');
  for (const [name, text] of Object.entries(files)) project.write(name, text);
  return project;
}
