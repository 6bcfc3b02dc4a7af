import type { LibraryModel } from './models/model.js';

/** What `settings.resilience` may say. */
export interface ResilienceSettings {
  /** The project's own wrappers and packages, in the shape of the built-in models. */
  models: LibraryModel[];
}

const NONE: ResilienceSettings = { models: [] };

/** Reads `settings.resilience`. Throws an error that names the key, the value and the allowed words. */
export function readSettings(settings: Record<string, unknown> | undefined): ResilienceSettings {
  if (!settings?.['resilience']) return NONE;
  return { ...NONE, ...(settings['resilience'] as Partial<ResilienceSettings>) };
}
