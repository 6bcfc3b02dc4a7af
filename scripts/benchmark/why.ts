import { basename } from 'node:path';
import type { CallExplanation } from '../../src/analysis/explain/call.js';
import { explainLine } from '../../src/analysis/explain/line.js';
import type { FileAnalysis } from '../../src/analysis/file.js';

/** Why no rule speaks in some lines, as short texts. */
export interface Why {
  lines: [number, number];
  /** Look-ups that ended in unknown, with their reasons. */
  unknown: string[];
  /** What is known of the calls and handlers there. */
  known: string[];
}

/** `root`: what paths in the texts are relative to. */
export function whySilent(file: FileAnalysis, lines: [number, number], root: string): Why {
  const unknown = new Set<string>();
  const known = new Set<string>();
  const short = (text: string) => text.replaceAll(`${root}/`, '');
  for (let line = lines[0]; line <= lines[1]; line++) {
    const { calls, handlers } = explainLine(file, line);
    for (const call of calls) {
      if (call.doubt) unknown.add(`${call.code}: ${call.doubt.code} (${basename(call.doubt.at.path)}:${call.doubt.at.line}): ${short(call.doubt.reason)}`);
      if (call.limit?.state === 'unknown') unknown.add(`${call.code}: time limit ${short(call.limit.what)}`);
      const text = describe(call);
      if (text) known.add(text);
    }
    for (const { kind, at, handles, logs, ways } of handlers) {
      const kept = logs.map(({ code, keeps }) => `${code} keeps ${keeps}`);
      known.add(`${kind} at ${at.line}: handles ${handles ?? 'nothing known'}; ${[...kept, ...(ways ?? ['too many ways'])].join('; ')}`);
    }
  }
  return { lines, unknown: [...unknown], known: [...known] };
}

function describe({ code, calls, row, limit, reaches, around }: CallExplanation): string | null {
  const what =
    row?.concept ? `${row.library} ${row.label} is a ${[row.concept, row.access, row.rows].filter(Boolean).join(' ')}`
    : reaches.length > 0 ? `${code} reaches ${reaches.map(({ concept }) => concept).join(', ')}`
    : calls === 'project' && around.some(({ grows }) => grows) ? `${code} is the project's own and reaches nothing`
    : null;
  if (what === null) return null;
  const turns = around.filter(({ grows }) => grows !== null).map(({ what: turn }) => turn);
  return [what, row?.concept === 'external-call' && limit && `limit: ${limit.what}`, ...turns.map((turn) => `in ${turn}`)].filter(Boolean).join('; ');
}
