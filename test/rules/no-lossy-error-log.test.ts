import rule from '../../rules/no-lossy-error-log.js';
import { runFixtures, runRule, type InvalidCase } from '../support/rule-tester.js';

const PINO = `import pino from 'pino'; const log = pino();`;
const WINSTON = `import winston from 'winston'; const log = winston.createLogger({ format: winston.format.json() });`;
const BUNYAN = `import bunyan from 'bunyan'; const log = bunyan.createLogger({ name: 'a' });`;
const NEST = `import { Logger } from '@nestjs/common'; const log = new Logger('Orders');`;
const NEST_10 = { 'package.json': '{ "name": "a", "dependencies": { "@nestjs/common": "^10.4.0" } }' };
const FETCH = `const load = () => fetch('https://a.example');\n`;

/** A catch clause on two lines: the log stands on the third line of the file, column 3. */
function caught(before: string, line: string, pattern = '(err)'): string {
  return `${before}\ntry { await work(id); } catch${pattern && ` ${pattern}`} {\n  ${line}\n}`;
}

/** One report on the log line, with the line after the fix. */
function lossy(
  before: string,
  line: string,
  messageId: string,
  fixed: string | null,
  more: {
    pattern?: string;
    after?: string;
    files?: Record<string, string>;
    data?: Record<string, string>;
    stack?: string;
  } = {},
): InvalidCase {
  const { pattern, after = pattern, files, data, stack } = more;
  return {
    name: `${line} is ${messageId}`,
    code: caught(before, line, pattern),
    ...(files && { files }),
    errors: [
      {
        messageId,
        line: 3,
        column: 3,
        ...(data && { data }),
        ...(stack !== undefined && {
          suggestions: [{ messageId: 'logStack', output: caught(before, stack, pattern) }],
        }),
      },
    ],
    output: fixed === null ? null : caught(before, fixed, after),
  };
}

runRule(rule, {
  valid: [
    { name: 'a line of no level round what stays in the process', code: caught('', `console.log('Failed');`) },
    { name: 'a line of no level that tells of no failure', code: `try {\n  await fetch('https://a.example');\n} catch {\n  console.log('Going on without it');\n}` },
    { name: 'a line of no level that says in a comment why', code: `try {\n  await fetch('https://a.example');\n} catch {\n  // It is optional, and often not there.\n  console.log('Failed');\n}` },
    { name: 'the error itself', code: caught('', `console.error('Failed', err);`) },
    { name: 'its stack', code: caught('', 'console.error(err.stack);') },
    {
      name: 'its stack in an object',
      code: caught(WINSTON, `log.error('Failed', { message: err.message, stack: err.stack });`),
    },
    { name: "the logger's own key", code: caught(PINO, 'log.error({ err }, `Failed: ${err.message}`);') },
    { name: 'two lines: a text, then the error', code: caught('', `console.error('Failed'); console.error(err);`) },
    {
      name: 'details that a helper makes',
      code: caught(PINO, `log.error({ error: err.message, details: describe(err) }, 'Failed');`),
    },
    {
      name: 'another line beside it that keeps it, of another logger',
      code: caught(PINO, `console.error(err); log.error({ error: err }, 'Failed');`),
    },
    {
      name: 'an option of that name whose function gets something else',
      code: `export const fields = (form) => form.render({ error: (field) => console.error(field.message) });`,
    },
    {
      name: 'a question whether to try again: the last error is thrown on',
      code: `import { backOff } from 'exponential-backoff';\nimport pino from 'pino';\nconst log = pino();\nexport const load = () => backOff(work, { retry: (error: Error) => { log.error(error.message); return false; } });`,
    },
    {
      name: 'a tracker beside it',
      code: caught(
        `import * as Sentry from '@sentry/node';`,
        `console.error(err.message); Sentry.captureException(err);`,
      ),
    },
    { name: 'a message that is thrown on', code: caught('', 'console.error(err.message); throw err;') },
    {
      name: 'a message that is thrown on, with the option too',
      code: caught('', 'console.error(err.message); throw err;'),
      options: { passedOn: true },
    },
    {
      name: 'a message, the error given to the framework',
      code: `app.get('/', (req, res, next) => { load().catch((err) => { console.error(err.message); next(err); }); });`,
      options: { passedOn: true },
    },
    {
      name: 'a message that is wrapped with its cause',
      code: caught('', `console.error(err.message); throw new Error('Failed', { cause: err });`),
    },
    { name: 'a message, the error handed on', code: caught('', 'console.error(err.message); report(err);') },
    {
      name: 'a message, the error given to the caller',
      code: `function load(done) { read((err, data) => { if (err) { console.error(err.message); return done(err); } done(null, data); }); }`,
    },
    {
      name: 'a message, the error stored',
      code: `let last;\n${caught('', 'console.error(err.message); last = err;')}`,
    },
    {
      name: 'a known code',
      code: caught('', `if (err.code === 'P2002') { console.error(err.message); return; } throw err;`),
    },
    {
      name: 'a known class',
      code: caught('', `if (err instanceof NotFound) console.error(err.message); else console.error(err);`),
    },
    { name: 'a message at info level', code: caught(PINO, `log.info('Cache is cold: ' + err.message);`) },
    {
      name: 'a message for the user',
      code: caught('', `console.error(err); res.status(500).json({ error: err.message });`),
    },
    { name: 'the message of something else', code: caught('', `console.error(err, other.message);`) },
    { name: 'a logger that nobody knows', code: caught('declare const logger: any;', `logger.error(err.message);`) },
    { name: "a function that is called like a logger's", code: caught('', `toast.error(err.message);`) },
    {
      name: 'bad input',
      code: `try { JSON.parse(text); } catch (err) { console.error('Bad input: ' + err.message); }`,
    },
    {
      name: 'a module that may be missing',
      code: `try { require('fast-one'); } catch (err) { console.error(err.message); }`,
    },
    {
      name: 'a warning before the next attempt',
      code: `for (let n = 1; ; n++) { try { await work(); } catch (err) { if (n === 3) throw err; console.warn('Again: ' + err.message); } }`,
    },
    {
      name: 'a warning whose comment says what is expected',
      code: caught(
        '',
        `// the port may be taken: the other socket goes on\n  console.warn('No socket: ' + err.message);`,
      ),
    },
    {
      name: 'a warning of a failure that was expected',
      code: `try { await access(path); } catch { console.warn('No theme'); }`,
    },
    {
      name: 'a log of what the handler finds out',
      code: `try { await work(); } catch (err) { const user = await load(); if (!user) { console.error('No user'); return; } use(user); }`,
    },
    {
      name: 'a log of another failure in the handler',
      code: `try { await work(); } catch (err) { try { await close(); } catch (e) { console.error(e); } throw err; }`,
    },
    {
      name: 'a log that a callback writes on success',
      code: `read((err, data) => { if (err) throw err; if (!data) console.error('No data'); });`,
    },
    {
      name: 'an error key',
      code: caught(
        `import pino from 'pino'; const log = pino({ errorKey: 'error' });`,
        `log.error({ error: err }, 'Failed');`,
      ),
    },
    {
      name: 'a serializer',
      code: caught(
        `import pino from 'pino'; const log = pino({ serializers: { error: pino.stdSerializers.err } });`,
        `log.error({ error: err }, 'Failed');`,
      ),
    },
    {
      name: 'options that nobody can see',
      code: caught(
        `import pino from 'pino'; import { options } from './gone.js'; const log = pino(options);`,
        `log.error({ error: err }, 'Failed');`,
      ),
    },
    {
      name: "the framework's logger behind another package",
      code: caught(NEST, `log.error('Failed', err);`),
      files: {
        'package.json': '{ "name": "a", "dependencies": { "@nestjs/common": "^11.0.0", "nestjs-pino": "^4.0.0" } }',
      },
    },
    {
      name: 'Nest 11 keeps errors',
      code: caught(NEST, `log.error('Failed', err);`),
      files: { 'package.json': '{ "name": "a", "dependencies": { "@nestjs/common": "^11.0.0" } }' },
    },
    { name: 'a file of a command', filename: 'cli/reset.js', code: `try { run(); } catch (err) { console.error(err.message); }` },
    { name: 'a command', code: `#!/usr/bin/env node\ntry { run(); } catch (err) { console.error(err.message); }` },
    { name: 'a client component', code: `'use client';\n${caught('', 'console.error(err.message);')}` },
    { name: 'nothing', code: '' },
  ],
  invalid: [
    {
      name: 'a line of no level that tells of a failure of another service',
      code: `try {\n  await fetch('https://a.example');\n} catch {\n  console.log('The mail server is not configured or the settings are incorrect');\n}`,
      output: `try {\n  await fetch('https://a.example');\n} catch (error) {\n  console.log('The mail server is not configured or the settings are incorrect', error);\n}`,
      errors: [{ messageId: 'errorNotLogged', line: 4 }],
    },
    {
      name: 'beside a line of the console that tells of no error',
      code: caught(PINO, `log.error('Failed', err); console.log(err);`),
      output: caught(PINO, `log.error({ err }, 'Failed'); console.log(err);`),
      errors: [{ messageId: 'errorDropped', line: 3 }],
    },
    {
      name: 'a file whose name only begins so',
      filename: 'client/reset.js',
      code: `try { run(); } catch (err) { console.error(err.message); }`,
      output: `try { run(); } catch (err) { console.error(err); }`,
      errors: [{ messageId: 'messageOnly', line: 1 }],
    },
    {
      name: 'an option that a library runs with the error',
      code: `import { Observable } from 'rxjs';\nexport const watch = (ticks: Observable<number>) => ticks.subscribe({ next: (tick) => use(tick), error: (problem) => console.error(problem.message) });`,
      output: `import { Observable } from 'rxjs';\nexport const watch = (ticks: Observable<number>) => ticks.subscribe({ next: (tick) => use(tick), error: (problem) => console.error(problem) });`,
      errors: [{ messageId: 'messageOnly', line: 2 }],
    },
    lossy('', `console.error('Failed: ' + err.message);`, 'messageOnly', `console.error('Failed:', err);`, {
      data: { logger: 'console.error', error: '`err`', remedy: "Write `console.error('…', err)`." },
    }),
    lossy('', 'console.error(err.message);', 'messageOnly', 'console.error(err);'),
    lossy('', 'console.error(String(err));', 'messageOnly', 'console.error(err);'),
    lossy('', 'console.error(`${err}`);', 'messageOnly', 'console.error(err);'),
    lossy('', 'console.error(err.toString());', 'messageOnly', 'console.error(err);'),
    lossy('', 'console.error(JSON.stringify(err));', 'messageOnly', 'console.error(err);'),
    lossy('', 'console.log(`Failed ${id}: ${err.message}`);', 'messageOnly', 'console.log(`Failed ${id}:`, err);'),
    lossy(
      '',
      'console.error(`Failed (${err.message}) for ${id}`);',
      'messageOnly',
      'console.error(`Failed (${err.message}) for ${id}`, err);',
    ),
    lossy(
      '',
      `console.error('Failed (error: ' + err.message + ')');`,
      'messageOnly',
      `console.error('Failed (error: ' + err.message + ')', err);`,
    ),
    lossy(
      '',
      `console.error('Failed', id, err instanceof Error ? err.message : String(err));`,
      'messageOnly',
      `console.error('Failed', id, err);`,
    ),
    lossy(
      '',
      `console.error('Failed', { id, error: err.message });`,
      'messageOnly',
      `console.error('Failed', { id, error: err });`,
    ),
    lossy(
      '',
      `console.error('Failed', { error: error.message });`,
      'messageOnly',
      `console.error('Failed', { error });`,
      { pattern: '(error)' },
    ),
    lossy('', `console.error('Failed: %s', err.message);`, 'messageOnly', `console.error('Failed: %s', err);`),
    lossy('', `console.error("it's " + (err as Error).message);`, 'messageOnly', `console.error("it's", err);`),
    lossy('', `console.error(('Failed: ' + err.message));`, 'messageOnly', null, {
      stack: `console.error(('Failed: ' + err.stack));`,
    }),
    lossy('', `console.error('Failed: ' + message);`, 'messageOnly', null, { pattern: '({ message })' }),
    lossy('', 'console.error;', 'errorNotLogged', 'console.error(err);', { data: { logger: 'console.error' } }),
    lossy('', `console.error('Failed');`, 'errorNotLogged', `console.error('Failed', err);`),
    lossy('', `console.error('Failed');`, 'errorNotLogged', `console.error('Failed', error);`, {
      pattern: '',
      after: '(error)',
    }),

    lossy(PINO, `log.error('Failed: ' + err.message);`, 'messageOnly', `log.error({ err }, 'Failed');`),
    lossy(PINO, 'log.error(err.message);', 'messageOnly', 'log.error(err);'),
    lossy(PINO, 'log.error(`Failed ${id}: ${e.message}`);', 'messageOnly', 'log.error({ err: e }, `Failed ${id}`);', {
      pattern: '(e)',
    }),
    lossy(PINO, 'log.error({ id }, `Failed: ${err.message}`);', 'messageOnly', `log.error({ id, err }, 'Failed');`),
    lossy(
      PINO,
      `log.error({ id, error: err.message }, 'Failed');`,
      'messageOnly',
      `log.error({ id, error: err.message, err }, 'Failed');`,
    ),
    lossy(PINO, `log.error({ err: err.message }, 'Failed');`, 'messageOnly', `log.error({ err }, 'Failed');`),
    lossy(PINO, `log.error('Failed %s', err.message);`, 'messageOnly', `log.error({ err }, 'Failed %s', err.message);`),
    lossy(PINO, `log.error('Failed', err);`, 'errorDropped', `log.error({ err }, 'Failed');`, {
      data: { library: 'pino', position: '2' },
    }),
    lossy(
      PINO,
      'log.error(`Failed: ${err.message}`, err);',
      'errorDropped',
      'log.error({ err }, `Failed: ${err.message}`);',
    ),
    lossy(PINO, `log.error('Failed', { err, id });`, 'errorDropped', `log.error({ err, id }, 'Failed');`),
    lossy(PINO, `log.error('Failed', id, err);`, 'errorDropped', null),
    lossy(PINO, `log.error({ error: err }, 'Failed');`, 'wrongErrorKey', `log.error({ err }, 'Failed');`, {
      data: { key: 'error' },
    }),
    lossy(PINO, `log.error({ id, error }, 'Failed');`, 'wrongErrorKey', `log.error({ id, err: error }, 'Failed');`, {
      pattern: '(error)',
    }),
    lossy(PINO, `log.error({ err: id, error: err }, 'Failed');`, 'wrongErrorKey', null),
    lossy(PINO, `log.error('Failed');`, 'errorNotLogged', `log.error({ err }, 'Failed');`),
    lossy(PINO, 'log.error(text);', 'errorNotLogged', null),

    lossy(WINSTON, `log.error('Failed: ' + err.message);`, 'messageOnly', `log.error('Failed:', err);`),
    lossy(WINSTON, `log.error('Failed', err.message);`, 'messageOnly', `log.error('Failed', err);`),
    lossy(WINSTON, 'log.error(err.message);', 'messageOnly', null, { stack: 'log.error(err.stack);' }),
    lossy(WINSTON, `log.error('Failed', { id, error: err.message });`, 'messageOnly', null, {
      stack: `log.error('Failed', { id, error: err.stack });`,
    }),
    lossy(WINSTON, 'log.error(err);', 'errorDropped', null, { data: { position: '1' } }),
    lossy(WINSTON, `log.error('Failed', { error: err });`, 'errorSerialisedEmpty', `log.error('Failed', err);`),
    lossy(WINSTON, `log.error('Failed', { id, error: err });`, 'errorSerialisedEmpty', null),

    lossy(BUNYAN, `log.error('Failed: ' + err.message);`, 'messageOnly', `log.error(err, 'Failed');`),
    lossy(BUNYAN, `log.error({ err }, 'Failed');`, 'errorSerialisedEmpty', `log.error(err, 'Failed');`),

    lossy(
      NEST,
      `log.error('Failed: ' + err.message);`,
      'messageOnly',
      `log.error('Failed: ' + err.message, err.stack);`,
      { files: NEST_10 },
    ),
    lossy(NEST, 'log.error(err.message);', 'messageOnly', 'log.error(err.message, err.stack);', { files: NEST_10 }),
    lossy(
      NEST,
      'log.error(`Failed: ${err.message}`, context);',
      'messageOnly',
      'log.error(`Failed: ${err.message}`, err.stack, context);',
      { files: NEST_10 },
    ),
    lossy(NEST, `log.error('Failed', err.message);`, 'messageOnly', `log.error('Failed', err.stack);`, {
      files: NEST_10,
    }),
    lossy(NEST, `log.error('Failed', err);`, 'errorDropped', `log.error('Failed', err.stack);`, {
      files: NEST_10,
      pattern: '(err: any)',
    }),
    lossy(NEST, `log.error('Failed', err);`, 'errorDropped', null, { files: NEST_10 }),
    lossy(NEST, `log.error({ err });`, 'errorSerialisedEmpty', null, { files: NEST_10 }),
    lossy(NEST, `log.warn('Failed: ' + err.message);`, 'messageOnly', null, {
      files: NEST_10,
      stack: `log.warn('Failed: ' + err.stack);`,
    }),

    {
      name: 'a call on several lines',
      code: `try { await work(); } catch (err) {\n  console.error(\n    \`Failed \${id}: \${err.message}\`,\n  );\n}`,
      errors: [{ messageId: 'messageOnly', line: 2, column: 3 }],
      output: `try { await work(); } catch (err) {\n  console.error(\n    \`Failed \${id}:\`,\n    err,\n  );\n}`,
    },
    {
      name: 'a variable with the text stays used',
      code: `try { await work(); } catch (err) {\n  const message = err instanceof Error ? err.message : String(err);\n  console.error(\`Failed: \${message}\`);\n}`,
      errors: [{ messageId: 'messageOnly', line: 3 }],
      output: `try { await work(); } catch (err) {\n  const message = err instanceof Error ? err.message : String(err);\n  console.error(\`Failed: \${message}\`, err);\n}`,
    },
    {
      name: 'a cast alias',
      code: `try { await work(); } catch (e) {\n  const err = e as Error;\n  console.error(err.message);\n}`,
      errors: [{ messageId: 'messageOnly', line: 3, data: { error: '`err`' } }],
      output: `try { await work(); } catch (e) {\n  const err = e as Error;\n  console.error(err);\n}`,
    },
    {
      name: 'a rejection',
      code: `load().catch((err) => console.error('Failed: ' + err.message));`,
      errors: [{ messageId: 'messageOnly', line: 1, column: 23 }],
      output: `load().catch((err) => console.error('Failed:', err));`,
    },
    {
      name: 'a rejection without a parameter',
      code: `load().catch(() => console.error('Failed'));`,
      errors: [{ messageId: 'errorNotLogged', line: 1 }],
      output: `load().catch((error) => console.error('Failed', error));`,
    },
    {
      name: 'a listener',
      code: `process.on('uncaughtException', (err) => {\n  console.error('Uncaught: ' + err.message);\n});`,
      errors: [{ messageId: 'messageOnly', line: 2 }],
      output: `process.on('uncaughtException', (err) => {\n  console.error('Uncaught:', err);\n});`,
    },
    {
      name: 'a node callback',
      code: `read(path, (err, data) => {\n  if (err) console.error('Failed: ' + err.message);\n  use(data);\n});`,
      errors: [{ messageId: 'messageOnly', line: 2 }],
      output: `read(path, (err, data) => {\n  if (err) console.error('Failed:', err);\n  use(data);\n});`,
    },
    {
      name: 'a named handler is reported once, where it is declared',
      code: `function fail(reason) {\n  console.error(String(reason));\n}\na().catch(fail);\nb().catch(fail);`,
      errors: [{ messageId: 'messageOnly', line: 2 }],
      output: `function fail(reason) {\n  console.error(reason);\n}\na().catch(fail);\nb().catch(fail);`,
    },
    {
      name: 'only the branch where the error is not known',
      code: caught(
        '',
        `if (err.code === 'ENOENT') { console.error(err.message); } else { console.error(err.name, err.message); }`,
      ),
      errors: [{ messageId: 'messageOnly', line: 3, column: 69 }],
      output: caught(
        '',
        `if (err.code === 'ENOENT') { console.error(err.message); } else { console.error(err.name, err); }`,
      ),
    },
    {
      name: 'one report per handler',
      code: caught('', `console.error(err.message); console.error('Failed: ' + err);`),
      errors: [{ messageId: 'messageOnly', line: 3, column: 3 }],
      output: caught('', `console.error(err); console.error('Failed: ' + err);`),
    },
    {
      name: 'a text that a helper of the project makes',
      code: `import { messageOf } from './errors.js';\n${caught('', 'console.error(messageOf(err));')}`,
      files: { 'errors.ts': 'export const messageOf = (e: unknown) => (e instanceof Error ? e.message : String(e));' },
      errors: [{ messageId: 'messageOnly', line: 4 }],
      output: `import { messageOf } from './errors.js';\n${caught('', 'console.error(messageOf(err), err);')}`,
    },
    {
      name: 'a logger of another file that hands everything on',
      code: `import { logger } from './logger.js';\n${caught('', `logger.error('Failed', err);`)}`,
      files: { 'logger.ts': `${PINO}\nexport const logger = { error(...args) { log.error(...args); } };` },
      errors: [{ messageId: 'errorDropped', line: 4, data: { library: 'pino' } }],
      output: `import { logger } from './logger.js';\n${caught('', `logger.error({ err }, 'Failed');`)}`,
    },
    {
      name: 'a logger behind an interface of the project',
      code: `import type { AppLogger } from './logger.js';\nexport class Jobs {\n  constructor(private readonly logger: AppLogger) {}\n  async run() {\n    try { await work(); } catch (err: any) { this.logger.error('Failed: ' + err.message); }\n  }\n}`,
      files: {
        'logger.ts':
          'export interface AppLogger { error(message: string, error?: Error): void; info(message: string): void }',
      },
      errors: [{ messageId: 'messageOnly', line: 5 }],
      output: `import type { AppLogger } from './logger.js';\nexport class Jobs {\n  constructor(private readonly logger: AppLogger) {}\n  async run() {\n    try { await work(); } catch (err: any) { this.logger.error('Failed:', err); }\n  }\n}`,
    },
    {
      name: "a warning of another service's failure without the error",
      code: `${FETCH}try { await load(); } catch (err) {\n  console.warn('No prices');\n}`,
      errors: [{ messageId: 'errorNotLogged', line: 3 }],
      output: `${FETCH}try { await load(); } catch (err) {\n  console.warn('No prices', err);\n}`,
    },
    {
      name: 'an error that is dropped although it is thrown on',
      code: caught(PINO, `log.error('Failed', err); throw err;`),
      errors: [{ messageId: 'errorDropped', line: 3 }],
      output: caught(PINO, `log.error({ err }, 'Failed'); throw err;`),
    },
    {
      name: "a message beside an error that the caller's callback gets, where that is asked for",
      code: `function load(callback) {\n  read((err, data) => {\n    if (err) {\n      console.error('Failed: ' + err.message);\n      return callback(err);\n    }\n    callback(null, data);\n  });\n}`,
      options: { passedOn: true },
      errors: [{ messageId: 'messageOnly', line: 4 }],
      output: `function load(callback) {\n  read((err, data) => {\n    if (err) {\n      console.error('Failed:', err);\n      return callback(err);\n    }\n    callback(null, data);\n  });\n}`,
    },
    {
      name: 'rejections that are only counted',
      code: `const results = await Promise.allSettled(jobs);\nconst failed = results.filter((r) => r.status === 'rejected').length;\nconsole.log(\`\${failed} failed\`);`,
      errors: [
        {
          messageId: 'errorNotLogged',
          line: 2,
          message: 'nothing of the rejected promises. Log the `reason` of each.',
        },
      ],
    },
  ],
});

runFixtures(rule);
