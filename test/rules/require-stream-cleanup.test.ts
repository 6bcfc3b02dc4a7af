import rule from '../../rules/require-stream-cleanup.js';
import { runFixtures, runRule } from '../support/rule-tester.js';

const FS = `import fs from 'node:fs';\n`;
const KNEX = `import knex from 'knex';\nconst db = knex({});\n`;

runRule(rule, {
  valid: [
    { name: 'a pipeline', code: `${FS}import { pipeline } from 'node:stream/promises';\nexport const send = (res) => pipeline(fs.createReadStream('a'), res);` },
    { name: 'a listener before the pipe', code: `${FS}export const send = (res) => fs.createReadStream('a').on('error', (error) => res.destroy(error)).pipe(res);` },
    {
      name: 'a listener on the variable',
      code: `${FS}export function send(res) { const file = fs.createReadStream('a'); file.on('error', (error) => res.destroy(error)); file.pipe(res); }`,
    },
    {
      name: 'a listener of which the event is not known',
      code: `${FS}export function send(res, event) { const file = fs.createReadStream('a'); file.on(event, () => res.end()); file.pipe(res); }`,
    },
    { name: 'a stream that is passed on', code: `${FS}export function send(res) { const file = fs.createReadStream('a'); watch(file); file.pipe(res); }` },
    { name: 'a stream of the caller', code: `export const send = (file, res) => file.pipe(res);` },
    { name: 'no stream', code: `import { pipe } from 'fp';\nexport const send = (a) => pipe(a).pipe(String);` },
    { name: 'a loop', code: `${FS}export async function count() { let n = 0; for await (const part of fs.createReadStream('a')) n += part.length; return n; }` },
  ],
  invalid: [
    {
      name: 'a file',
      code: `${FS}export const send = (res) => fs.createReadStream('a').pipe(res);`,
      errors: [
        {
          messageId: 'pipeWithoutErrorHandler',
          line: 2,
          message:
            'When `fs.createReadStream` fails, nobody handles its `error` event, and the process ends; when the receiver goes away first, it stays open. Use `pipeline()` of `node:stream/promises`, which handles both.',
        },
      ],
    },
    {
      name: 'a listener on the receiver',
      code: `const { createReadStream } = require('fs');\nexports.send = (res) => createReadStream('a').pipe(res).on('error', (error) => res.destroy(error));`,
      filename: 'send.cjs',
      errors: [{ messageId: 'pipeWithoutErrorHandler', line: 2 }],
    },
    {
      name: 'a variable, and a listener for another event',
      code: `${FS}export function send(res) {\n  const file = fs.createReadStream('a');\n  file.on('end', () => res.end());\n  file.pipe(res);\n}`,
      errors: [{ messageId: 'pipeWithoutErrorHandler', line: 5 }],
    },
    {
      name: 'rows of a database',
      code: `${KNEX}export const list = (res) => db('users').select('id').stream().pipe(res);`,
      errors: [{ messageId: 'pipeWithoutErrorHandler', line: 3 }],
    },
  ],
});

runFixtures(rule);
