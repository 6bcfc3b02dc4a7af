import type { SizeLimit } from '../../models/model.js';
import { callsOf, type ResolvedCall } from '../calls.js';
import { isCall, type Node } from '../project/ast.js';
import type { Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { evaluate } from '../values/evaluate.js';
import { lookUpInCall, type Lookup } from '../values/options.js';
import { alternatives } from '../values/value.js';

/** A reader of requests' bodies whose bound is none or too large. */
export interface LooseLimit {
  call: ResolvedCall;
  limit: SizeLimit;
  /** Where the bound is written; the call itself where none is. */
  at: Node;
  /** Bound in bytes; null: none. */
  bytes: number | null;
}

/** The readers of a module whose bound is known to be above `maxBytes`, in source order. */
export function looseLimits(project: Project, module: Module, maxBytes: number): LooseLimit[] {
  return callsOf(project, module).flatMap((call): LooseLimit[] => {
    const { node, call: { bodyLimit: limit, options } } = call;
    if (!limit || !isCall(node) || takesNoFiles(project, call)) return [];
    const isElsewhere = limit.unless?.some((place) => !isInMemory(lookUpInCall(project, node, options, place)));
    const found = lookUpInCall(project, node, options, limit.at);
    if (found.state === 'unknown') return [];
    if (found.state === 'absent') return limit.default === null && !isElsewhere ? [{ call, limit, at: node, bytes: null }] : [];
    const bytes = bytesOf(project, found.node);
    if (bytes === undefined || bytes <= maxBytes) return [];
    return isElsewhere ? [] : [{ call, limit, at: found.node, bytes: Number.isFinite(bytes) ? bytes : null }];
  });
}

/** Whether everything that an upload's middleware is asked for refuses files: `multer().none()`. */
function takesNoFiles(project: Project, { node, module, call }: ResolvedCall): boolean {
  if (call.returns === undefined) return false;
  const uses = callsOf(project, module).filter(({ receiver }) => receiver?.from?.node === node);
  return uses.length > 0 && uses.every(({ target }) => target.name === 'none');
}

/** Whether a storage keeps uploads in the memory: it is none, or made by a call whose name says so. */
function isInMemory(storage: Lookup): boolean {
  if (storage.state === 'absent') return true;
  if (storage.state === 'unknown') return false;
  return alternatives(storage.value).every((value) => value.kind === 'receiver' && /memory/i.test(value.type));
}

const UNITS: Record<string, number> = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3, tb: 1024 ** 4, pb: 1024 ** 5 };

/** The number of bytes that an expression stands for; undefined where it isn't known. Of several values the smallest counts. */
function bytesOf(project: Project, node: Node): number | undefined {
  const sizes = alternatives(evaluate(project, node)).map((item) => (item.kind === 'literal' ? sizeOf(item.value) : undefined));
  if (sizes.every((size) => size !== undefined)) return Math.min(...sizes);
  return undefined;
}

function sizeOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  const [, amount, unit = 'b'] = (typeof value === 'string' && /^\s*([\d.]+)\s*([kmgtp]?b)?\s*$/i.exec(value)) || [];
  return amount === undefined ? undefined : Number(amount) * UNITS[unit.toLowerCase()]!;
}

/** A size as a reader would write it: `200 MB`. */
export function sizeText(bytes: number): string {
  const [unit, size] = Object.entries(UNITS).findLast(([, factor]) => bytes >= factor) ?? ['b', 1];
  return `${Math.round((bytes / size) * 10) / 10} ${unit.toUpperCase()}`;
}
