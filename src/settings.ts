import { createRequire } from 'node:module';
import type * as Valibot from 'valibot';
import { INFRASTRUCTURE } from './models/guards.js';
import { builtInModels } from './models/index.js';
import { GUARDS, type LibraryModel } from './models/model.js';
import { validateModels } from './models/validate.js';
import { createKit } from './settings/kit.js';
import { createModelSchema } from './settings/model-schema.js';

/** What `settings.resilience` may say. */
export interface ResilienceSettings {
  /** The project's own wrappers and packages, in the shape of the built-in models. */
  models: LibraryModel[];
  /** What stands in front of the services and guards them: names of `INFRASTRUCTURE`, or single guards. */
  providedBy: string[];
}

/** What is wrong with `settings.resilience`, one line for each key, with the value and what is allowed there. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

const NONE: ResilienceSettings = { models: [], providedBy: [] };
const PROVIDERS = [...GUARDS, ...Object.keys(INFRASTRUCTURE)];
const MAX_PROBLEMS = 10;

const read = new WeakMap<object, ResilienceSettings | SettingsError>();
const readByText = new Map<string, ResilienceSettings | SettingsError>();

/**
 * Reads `settings.resilience` from a linter's shared settings. Equal settings give the same object, so that it can
 * serve as the key of a cache: ESLint hands over one object for many files, Oxlint a fresh copy for each file.
 *
 * @throws {SettingsError} where a key is unknown or missing or a value isn't allowed.
 */
export function readSettings(settings: Record<string, unknown> | undefined): ResilienceSettings {
  const input = settings?.['resilience'];
  if (input === undefined) return NONE;
  const result = typeof input === 'object' && input !== null ? remembered(input) : validate(input);
  if (result instanceof SettingsError) throw result;
  return result;
}

function remembered(input: object): ResilienceSettings | SettingsError {
  const known = read.get(input);
  if (known) return known;
  const text = JSON.stringify(input);
  const result = readByText.get(text) ?? validate(input);
  read.set(input, result);
  readByText.set(text, result);
  return result;
}

function validate(input: unknown): ResilienceSettings | SettingsError {
  const v = createRequire(import.meta.url)('valibot') as typeof Valibot;
  const kit = createKit(v);
  const schema = kit.shape<ResilienceSettings>({
    models: kit.or(kit.list(createModelSchema(kit)), []),
    providedBy: kit.or(kit.list(kit.word(PROVIDERS)), []),
  });
  const result = v.safeParse(schema, input);
  const problems = result.success
    ? validateModels(result.output.models, [...result.output.models, ...builtInModels()]).map(
        (problem) => `settings.resilience.models: ${problem}`,
      )
    : result.issues.map((issue) => describe(issue, 'settings.resilience'));
  if (result.success && problems.length === 0) return result.output;
  const more = problems.length - MAX_PROBLEMS;
  const shown = [...problems.slice(0, MAX_PROBLEMS), ...(more > 0 ? [`${more} more.`] : [])];
  return new SettingsError(shown.join('\n'));
}

/** A value that fits no variant of a union is described by the variant that it came closest to. */
function describe(issue: Valibot.BaseIssue<unknown>, parent: string): string {
  const key = (issue.path ?? []).reduce((path, item) => path + keyText(item.key), parent);
  const closest = issue.issues
    ?.filter((inner) => inner.path)
    .sort((a, b) => (b.path?.length ?? 0) - (a.path?.length ?? 0))[0];
  return closest ? describe(closest, key) : `${key}: ${issue.message}.`;
}

function keyText(key: unknown): string {
  if (typeof key === 'number') return `[${key}]`;
  return /^[\w$-]+$/.test(String(key)) ? `.${String(key)}` : `[${JSON.stringify(key)}]`;
}
