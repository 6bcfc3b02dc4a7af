import type { CallExplanation, Row } from '../analysis/explain/call.js';
import type { HandlerExplanation } from '../analysis/explain/handler.js';
import type { Place } from '../analysis/explain/words.js';
import { NAMESPACE } from '../configs.js';
import type { ExplainReport } from './explain.js';
import { fromHere, type Terminal } from './terminal.js';

const WIDTH = 14;
/** Steps shown of a longer chain: the first ones and the last two. */
const SHOWN = 5;

/** Prints an explanation for a person. */
export function printExplanation(report: ExplainReport, terminal: Terminal): void {
  const { bold, cyan, dim, yellow } = terminal.outColours;
  const out = (text = '') => terminal.out(`${text}\n`);
  const at = (place: Place | null) => (place ? dim(` (${placeText(place, report, terminal)})`) : '');

  function section(title: string, lines: readonly string[]): void {
    for (const [index, line] of lines.entries()) out(`  ${(index === 0 ? title : '').padEnd(WIDTH)}${line}`);
  }

  function printCall(call: CallExplanation): void {
    out(`\n${bold(call.code)}`);
    if (call.calls === 'language') {
      section('is', [KINDS.language]);
      return;
    }
    section(
      'resolved',
      call.resolved.map(({ code, how, what, at: place }) => `${cyan(code)}: ${how ? `${how}, ` : ''}${what}${at(place)}`),
    );
    section('is', [call.row ? describeRow(call.row) : KINDS[call.calls]]);
    if (call.limit) section('time limit', [`${call.limit.what}${at(call.limit.at)}`, ...remedy(call.limit.remedy)]);
    section(
      'reaches',
      call.reaches.map(({ concept, chain }) => `${concept}: ${shorten(chain.map(({ what, at: place }) => `${what}${at(place)}`)).join(' → ')}`),
    );
    section(
      'around it',
      call.around.map(({ what, at: place }) => `${what}${at(place)}`),
    );
    if (call.doubt) {
      const { code, at: place, reason, remedy: advice } = call.doubt;
      section('unknown', [yellow(`${code}: ${reason}`) + at(place), ...remedy(advice)]);
    }
  }

  function printHandler({ kind, at: place, handles, logs, ways }: HandlerExplanation): void {
    out(`\n${bold(HANDLERS[kind])}${at(place)}`);
    section('handles', [handles ?? 'no outside work that is known']);
    section(
      'logs',
      logs.map(({ code, at: line, keeps }) => `${cyan(code)}: keeps ${keeps}${at(line)}`),
    );
    section('the error is', ways ?? ['unknown: there are too many ways through']);
  }

  out(`${fromHere(report.path, report.root, terminal)}:${report.line}  ${dim(report.code)}`);
  for (const kind of report.silent) out(yellow(SILENT[kind]));
  report.calls.forEach(printCall);
  report.handlers.forEach(printHandler);
  if (report.calls.length === 0 && report.handlers.length === 0) out('\nThere is no call and no error handler here.');
  out(`\n${bold(report.findings.length > 0 ? 'Findings' : 'No rule reports this line.')}`);
  for (const { rule, message, preset, disabled } of report.findings) {
    const facts = [`${NAMESPACE}/${rule}`, preset ?? 'in no preset', ...(disabled ? ['switched off by a comment'] : [])];
    out(`  ${message} ${dim(facts.join(', '))}`);
  }
}

/** `line 12` of the file that is explained, else `src/users.ts:12`. */
function placeText({ path, line }: Place, report: ExplainReport, terminal: Terminal): string {
  return path === report.path ? `line ${line}` : `${fromHere(path, report.root, terminal)}:${line}`;
}

function shorten(steps: string[]): string[] {
  return steps.length > SHOWN ? [...steps.slice(0, SHOWN - 2), '…', ...steps.slice(-2)] : steps;
}

function remedy(text: string | null): string[] {
  return text === null ? [] : [text];
}

function describeRow({ library, label, concept, access, medium, rows }: Row): string {
  const facts = [concept ?? 'gives a value and does nothing by itself', access === 'either' ? 'read or write' : access, medium, rows && ROWS[rows]];
  return `\`${label}\` of ${library === 'global' ? 'the platform' : library}: ${facts.filter(Boolean).join(', ')}`;
}

const ROWS = { one: 'one row', many: 'many rows', count: 'a number', stream: 'a stream', none: 'a sign of life' } as const;

const KINDS: Record<CallExplanation['calls'], string> = {
  library: 'a call of a library',
  project: "a call of the project's own code",
  language: 'a call of the language or the platform',
  unknown: 'unknown: no rule can say anything about it',
};

const HANDLERS: Record<HandlerExplanation['kind'], string> = {
  catch: 'catch',
  rejection: 'handler of a rejected promise',
  listener: 'listener of errors',
  callback: 'callback that is passed an error',
  helper: 'function that is passed an error',
};

const SILENT: Record<ExplainReport['silent'][number], string> = {
  tests: 'The shipped configurations leave tests out.',
  migrations: 'The shipped configurations leave migrations and seeds out.',
  scripts: 'The shipped configurations leave scripts and build tools out.',
  generated: 'The shipped configurations leave generated code out.',
  browser: 'The file is for browsers: rules about servers are silent in it.',
};
