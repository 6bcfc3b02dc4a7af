import { diffArrays } from 'diff';
import { checkSyntax, type Change, type PackagePlan } from './plan.js';
import { reasonOf } from './user-error.js';

/** Lines of the old text between which two changes count as one. */
const GAP_LINES = 2;

/** Changed lines that stand together. */
export interface Hunk {
  /** The line of the old text where it starts, from 1. */
  line: number;
  removed: string[];
  added: string[];
}

/** A question about a hunk: whether it is wanted, this and the rest of its file, everything, or nothing more. */
export type Answer = 'yes' | 'no' | 'file' | 'skip-file' | 'all' | 'quit';
export type Ask = (path: string, hunk: Hunk, number: number, total: number) => Promise<Answer>;

/**
 * Asks about each hunk of a package's source files and keeps what is wanted. What the wanted hunks need comes along without a
 * question: imports, generated files, dependencies. A package of which nothing is wanted stays as it is.
 * Returns whether the person wants to go on.
 */
export async function chooseHunks(plan: PackagePlan, ask: Ask): Promise<boolean> {
  const asked = plan.changes.filter(({ path, before }) => before !== null && !path.endsWith('package.json'));
  const parts = new Map(asked.map((change) => [change, partsOf(change.before!, change.after)]));
  const total = [...parts.values()].flat().filter(isQuestion).length;
  let number = 0;
  let rest: 'all' | 'quit' | null = null;
  const kept: Change[] = [];
  for (const [change, own] of parts) {
    const wanted = new Set<Part>();
    let inFile: boolean | null = null;
    for (const part of own.filter(isQuestion)) {
      number++;
      if (rest === null && inFile === null) {
        const answer = await ask(change.path, part.hunk!, number, total);
        if (answer === 'all' || answer === 'quit') rest = answer;
        else if (answer === 'file' || answer === 'skip-file') inFile = answer === 'file';
        if (answer === 'yes') wanted.add(part);
        if (answer === 'yes' || answer === 'no') continue;
      }
      if (rest === 'all' || (rest === null && inFile)) wanted.add(part);
    }
    if (wanted.size === 0) continue;
    const after = own.map((part) => (part.hunk && !wanted.has(part) && !part.isImport ? part.before : part.after)).join('');
    try {
      checkSyntax(change.path, after, 0);
      kept.push({ ...change, after });
    } catch (error) {
      plan.failed.push({ path: change.path, reason: `The chosen parts do not go together. ${reasonOf(error)}` });
    }
  }
  const others = kept.length > 0 ? plan.changes.filter((change) => !parts.has(change)) : [];
  plan.changes = plan.failed.length > 0 ? [] : [...kept, ...others].sort((a, b) => (a.path < b.path ? -1 : 1));
  if (plan.changes.length === 0) plan.dependencies = {};
  return rest !== 'quit';
}

/** A stretch of a text: the same in both, or a hunk. */
interface Part {
  before: string;
  after: string;
  hunk: Hunk | null;
  /** It adds imports and nothing else. */
  isImport: boolean;
}

const isQuestion = ({ hunk, isImport }: Part) => hunk !== null && !isImport;

function partsOf(before: string, after: string): Part[] {
  const parts: Part[] = [];
  let line = 1;
  const same = (lines: string[]): Part => ({ before: lines.join(''), after: lines.join(''), hunk: null, isImport: false });
  let open: Hunk | null = null;
  const close = () => {
    if (open) parts.push(...split(open));
    open = null;
  };
  for (const { value, added, removed } of diffArrays(linesOf(before), linesOf(after))) {
    if (added) (open ??= { line, removed: [], added: [] }).added.push(...value);
    else if (removed) (open ??= { line, removed: [], added: [] }).removed.push(...value);
    else if (open && value.length <= GAP_LINES && value.join('').trim() !== '') {
      const hunk: Hunk = open;
      hunk.removed.push(...value);
      hunk.added.push(...value);
    } else {
      close();
      parts.push(same(value));
    }
    if (!added) line += value.length;
  }
  close();
  return parts;
}

const IMPORTS = /^\s*$|^import\b|^(?:const|var|let)\b.*\brequire\(/;

/** A hunk; imports that are new at its start are a part of their own. */
function split(hunk: Hunk): Part[] {
  const { line, removed, added } = hunk;
  const isNew = removed.length === 0;
  const isImport = isNew && added.every((text) => IMPORTS.test(text));
  const part = (own: Hunk): Part => ({ before: own.removed.join(''), after: own.added.join(''), hunk: own, isImport });
  if (isNew || isImport) return [part(hunk)];
  let last = added.findLastIndex((text) => /^import\b|\brequire\(/.test(text));
  while (last !== -1 && added[last + 1]?.trim() === '') last++;
  const head = added.slice(0, last + 1);
  const isHead = head.length > 0 && head.every((text) => IMPORTS.test(text) && (text.trim() === '' || !removed.includes(text)));
  if (!isHead) return [part(hunk)];
  const imports = { line, removed: [], added: head };
  return [{ ...part(imports), isImport: true }, part({ line, removed, added: added.slice(last + 1) })];
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}
