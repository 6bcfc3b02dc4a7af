import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeChanges } from '../../src/codemod/journal.js';
import type { Change } from '../../src/codemod/plan.js';

/** Writes the changes that lie in a folder, to be killed while it does. */
const folder = process.argv[2]!;
const changes = JSON.parse(readFileSync(join(folder, 'changes.json'), 'utf8')) as Change[];
process.stdout.write('writing\n');
await writeChanges(folder, 'killed', changes);
