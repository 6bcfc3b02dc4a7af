import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this checkout. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

export const serviceDirectory = (name: string): string => path.join(ROOT, 'fixtures/services', name);
