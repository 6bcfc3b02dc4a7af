import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MODELS } from '../../src/models/index.js';
import type { LibraryModel } from '../../src/models/model.js';
import type { Result } from './types/results.js';

const path = fileURLToPath(new URL('../../docs/models/verified.json', import.meta.url));

/** What has been shown of a model, and by what. */
export interface Verified {
  /** Version whose declarations were read, how many facts they hold, and what they leave open, by path with the reason; and what older versions don't have. */
  types?: { version: string; found: number; open: Record<string, string>; older?: Record<string, string[]> };
  /** What was shown by running the library, by the path of the row. */
  probes?: Record<string, Probe>;
}

export interface Probe {
  version: string;
  /** What was seen, as a sentence. */
  seen: string;
  /** The figure, in milliseconds. */
  ms?: number;
}

export type VerifiedModels = Record<string, Verified>;

export function keyOf({ package: name, versions }: LibraryModel): string {
  return `${name} ${versions}`;
}

export function readVerified(): VerifiedModels {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as VerifiedModels) : {};
}

export function writeVerified(verified: VerifiedModels): void {
  const sorted = Object.fromEntries(Object.entries(verified).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(path, `${JSON.stringify(sorted, null, 1)}\n`);
}

/** A model, what its declarations say, and what those of older versions say. */
export interface TypesResult {
  model: LibraryModel;
  result: Result;
  older: [version: string, result: Result][];
}

/** Writes down what the declarations hold; a model with facts that they don't hold is not written down. */
export function recordTypes(results: readonly TypesResult[]): void {
  const verified = readVerified();
  for (const { model, result, older } of results) {
    const { types: _, ...rest } = verified[keyOf(model)] ?? {};
    const isProved = isProvedBy(model, rest.probes ?? {});
    const without = Object.fromEntries(older.flatMap(([version, checked]) => (checked ? [[version, checked.missing.map((problem) => problem.split(': ')[0]!)]] : [])));
    const types = result && result.missing.length === 0 ? { version: model.checked, found: result.found.length, open: Object.fromEntries(Object.entries(result.open).filter(([path]) => !isProved(path))), ...(older.length > 0 && { older: without }) } : undefined;
    verified[keyOf(model)] = { ...(types && { types }), ...rest };
  }
  const known = new Set(MODELS.map(keyOf));
  writeVerified(Object.fromEntries(Object.entries(verified).filter(([key]) => known.has(key))));
}

/** Whether running the library has shown what declarations leave open: a limit, or the signal of a call. */
function isProvedBy({ timeouts = {} }: LibraryModel, probes: Record<string, Probe>): (path: string) => boolean {
  const proved = new Set(Object.keys(probes).flatMap((id) => /^timeouts\.(\w+)/.exec(id)?.[1] ?? []));
  const hasSignal = [...proved].some((id) => timeouts[id]?.signal);
  return (path) => proved.has(/^timeouts\.(\w+)\./.exec(path)?.[1] ?? '') || (hasSignal && path.endsWith('.signal'));
}
