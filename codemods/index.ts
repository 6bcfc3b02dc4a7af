import type { Codemod } from '../src/codemod/codemod.js';

/** Every codemod by name, loaded when it runs. */
export const codemods: Record<string, () => Promise<Codemod>> = {};
