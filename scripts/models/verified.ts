import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { LibraryModel } from '../../src/models/model.js';
import type { Checked } from './types/check.js';

const path = fileURLToPath(new URL('../../docs/models/verified.json', import.meta.url));

/** What has been shown of a model, and by what. */
export interface Verified {
  /** Version whose declarations were read, how many facts they hold, and what they leave open. */
  types?: { version: string; found: number; open: string[] };
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

/** Writes down what the declarations hold; a model with facts that they don't hold is not written down. */
export function recordTypes(results: readonly [LibraryModel, Checked | null][]): void {
  const verified = readVerified();
  for (const [model, result] of results) {
    const { types: _, ...rest } = verified[keyOf(model)] ?? {};
    const types = result && result.missing.length === 0 ? { version: model.checked, found: result.found, open: result.open } : undefined;
    verified[keyOf(model)] = { ...(types && { types }), ...rest };
  }
  writeVerified(verified);
}
