import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { REPORT_SCHEMA } from '../src/codemod/report-schema.js';

const folder = fileURLToPath(new URL('../dist/schema/', import.meta.url));

mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}codemod-report.json`, `${JSON.stringify(REPORT_SCHEMA, null, 2)}\n`);
