/**
 * Lints files of one checked-out tree in a process of its own, so that a crash or a fatal loop in one of them stays
 * there: a `Task` on stdin, one `Looked` per file and line on stdout.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { rules } from '../../rules/index.js';
import { analyseFile, type FileAnalysis } from '../../src/analysis/file.js';
import { isGenerated } from '../../src/codemod/text.js';
import { NAMESPACE, rulesOf, type ConfigName } from '../../src/configs.js';
import type { ResilienceRule } from '../../src/create-rule.js';
import type { LibraryModel } from '../../src/models/model.js';
import { readSettings } from '../../src/settings.js';
import { whySilent, type Why } from './why.js';

export interface Task {
  root: string;
  config: ConfigName;
  files: string[];
  /** The rules that are asked for; all of the configuration where it is left out. */
  rules?: string[];
  /** Ranges of lines whose silence is to be explained. */
  explain?: { path: string; lines: [number, number] }[];
  models?: LibraryModel[];
  /** Leave out files whose text says that a program wrote them. */
  skipGenerated?: boolean;
}

export interface Hit {
  rule: string;
  messageId: string;
  start: number;
  end: number;
  message: string;
}

export interface Looked {
  path: string;
  ms: number;
  hits: Hit[];
  /** Why there are none: the file can't be parsed, or the analysis failed (with the stack). */
  problem?: { kind: 'missing' | 'unparsed' | 'generated' | 'crash'; reason: string };
  why?: Why[];
}

const task = JSON.parse(await text(process.stdin)) as Task;
const settings = readSettings(task.models ? { resilience: { models: task.models } } : undefined);
const configured = Object.entries(rulesOf(task.config))
  .map(([id, entry]) => ({ rule: rules[id.slice(NAMESPACE.length + 1)]!, options: Array.isArray(entry) ? entry[1] : undefined }))
  .filter(({ rule }) => task.rules?.includes(rule.definition.name) ?? true);
for (const path of task.files) process.stdout.write(`${JSON.stringify(look(path))}\n`);

function look(path: string): Looked {
  const absolute = join(task.root, path);
  const started = performance.now();
  const looked: Looked = { path, ms: 0, hits: [] };
  const problem = (kind: NonNullable<Looked['problem']>['kind'], reason: string): Looked => ({ ...looked, problem: { kind, reason } });
  if (!existsSync(absolute)) return problem('missing', 'There is no such file.');
  try {
    const source = readFileSync(absolute, 'utf8').replace(/^\uFEFF/, '');
    if (task.skipGenerated && isGenerated(source)) return problem('generated', 'A program wrote it.');
    const file = analyseFile(absolute, source, settings);
    if (!file) return problem('unparsed', 'It has a syntax error, or is too large or too deeply nested.');
    looked.hits = configured.flatMap(({ rule, options }) => hitsOf(rule, file, options));
    looked.ms = Math.round(performance.now() - started);
    const explain = task.explain?.filter((item) => item.path === path) ?? [];
    return explain.length > 0 ? { ...looked, why: explain.map(({ lines }) => whySilent(file, lines, task.root)) } : looked;
  } catch (error) {
    return problem('crash', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

function hitsOf(rule: ResilienceRule, file: FileAnalysis, options: object | undefined): Hit[] {
  const { name, meta } = rule.definition;
  return rule.findings(file, options, settings).map(({ messageId, data, start, end }) => ({
    rule: name,
    messageId,
    start: file.module.lineOf(start),
    end: file.module.lineOf(Math.max(start, end - 1)),
    message: meta.messages[messageId]!.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, key: string) => data[key] ?? ''),
  }));
}
