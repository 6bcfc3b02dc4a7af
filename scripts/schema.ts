import { mkdirSync, writeFileSync } from 'node:fs';
import { REPORT_SCHEMA } from '../src/codemod/report-schema.js';

const folder = 'dist/schema/';

mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}codemod-report.json`, `${JSON.stringify(REPORT_SCHEMA, null, 2)}\n`);
