import type { LibraryModel } from './model.js';

/** Every built-in model. One import and one entry per line, sorted by path. */
export const MODELS: readonly LibraryModel[] = [];
