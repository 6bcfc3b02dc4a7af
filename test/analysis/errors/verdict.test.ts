import { describe, expect, it } from 'vitest';
import { handlersOf } from '../../../src/analysis/control/handlers.js';
import { treatmentOf } from '../../../src/analysis/errors/treatment.js';
import { tempProject } from '../../support/temp-project.js';

/** What the first log line of a catch clause keeps, with the logger's level. */
function verdict(before: string, line: string, files: Record<string, string> = {}): string {
  const code = `${before}\nfunction run(self) { try { work(); } catch (err) { ${line} } }`;
  const { project, module } = tempProject({ ...files, 'main.ts': code }).analyse('main.ts');
  const handler = handlersOf(project, module).find(
    ({ kind, at }) => kind === 'catch' && module.text.slice(at.start).includes(line),
  );
  const [path] = treatmentOf(project, handler!).paths ?? [];
  const [found] = path?.lines ?? [];
  return found ? `${found.log?.level ?? 'any'} ${found.verdict.kind}` : 'no log';
}

const PINO = `import pino from 'pino';\nconst log = pino({ level: 'info' });`;
const WINSTON = `import winston from 'winston';\nconst log = winston.createLogger({ format: winston.format.json() });`;
const NEST = `import { Logger } from '@nestjs/common';\nconst log = new Logger('Orders');`;
const nest = (version: string) => ({
  'package.json': `{ "name": "a", "dependencies": { "@nestjs/common": "${version}" } }`,
});

describe.each<[name: string, before: string, files: Record<string, string>, lines: [line: string, expected: string][]]>(
  [
    [
      'console',
      '',
      {},
      [
        ['console.error(err);', 'error kept'],
        [`console.error('failed', err);`, 'error kept'],
        [`console.error({ err });`, 'error kept'],
        [`console.log('failed', err.message);`, 'any text'],
        ['console.error(`failed ${err}`);', 'error text'],
        ['console.error(err.stack);', 'error kept'],
        [`console.error('failed %s', err);`, 'error kept'],
        [`console.error('failed %j', err);`, 'error text'],
        ['console.error(JSON.stringify(err));', 'error text'],
        ['console.error(describe(err));', 'error unknown'],
        [`console.warn('failed');`, 'warn nothing'],
        [`console.error(err.code);`, 'error property'],
      ],
    ],
    [
      'pino',
      PINO,
      {},
      [
        ['log.error(err);', 'error kept'],
        [`log.error(err, 'failed');`, 'error kept'],
        [`log.error({ err }, 'failed');`, 'error kept'],
        [`log.error({ err, id: 1 });`, 'error kept'],
        [`log.error({ error: err }, 'failed');`, 'error wrongKey'],
        [`log.error({ context: { err } }, 'failed');`, 'error unknown'],
        [`log.error('failed', err);`, 'error dropped'],
        [`log.error('failed', { err });`, 'error dropped'],
        [`log.error('failed', err.stack);`, 'error dropped'],
        [`log.error('failed %s', err);`, 'error text'],
        [`log.error({ err: err.message }, 'failed');`, 'error text'],
        [`log.error({ stack: err.stack }, 'failed');`, 'error kept'],
        [`log.child({ job: 1 }).error('failed', err);`, 'error dropped'],
      ],
    ],
    [
      'pino with other keys',
      `import pino from 'pino';\nconst log = pino({ errorKey: 'error', serializers: { cause: pino.stdSerializers.err } });`,
      {},
      [
        [`log.error({ error: err }, 'failed');`, 'error kept'],
        [`log.error({ err }, 'failed');`, 'error kept'],
        [`log.error({ cause: err }, 'failed');`, 'error kept'],
        [`log.error({ e: err }, 'failed');`, 'error wrongKey'],
      ],
    ],
    [
      'pino with options that nobody can see',
      `import pino from 'pino';\nimport { options } from './gone.js';\nconst log = pino(options);`,
      {},
      [
        [`log.error({ error: err }, 'failed');`, 'error unknown'],
        [`log.error('failed', err);`, 'error dropped'],
      ],
    ],
    [
      'pino whose calls are rewritten',
      `import pino from 'pino';\nconst log = pino({ hooks: { logMethod(args, method) { method.apply(this, args.reverse()); } } });`,
      {},
      [[`log.error('failed', err);`, 'error unknown']],
    ],
    [
      'pino by its type',
      `import type { Logger } from 'pino';\ndeclare const log: Logger;`,
      {},
      [
        [`log.error('failed', err);`, 'error dropped'],
        [`log.error({ error: err }, 'failed');`, 'error unknown'],
      ],
    ],
    [
      'winston',
      WINSTON,
      {},
      [
        [`log.error('failed', err);`, 'error kept'],
        ['log.error(err);', 'error dropped'],
        [`log.error('failed', { error: err });`, 'error empty'],
        [`log.error('failed', { stack: err.stack });`, 'error kept'],
        [`log.log('warn', 'failed', err);`, 'warn kept'],
        ['log.error(`failed ${err.message}`);', 'error text'],
      ],
    ],
    [
      'winston with stacks',
      `import { createLogger, format } from 'winston';\nconst shape = format.combine(format.errors({ stack: true }), format.json());\nconst log = createLogger({ format: shape });`,
      {},
      [
        ['log.error(err);', 'error kept'],
        [`log.error('failed', { error: err });`, 'error empty'],
      ],
    ],
    [
      'winston with a format of its own',
      `import { createLogger, format } from 'winston';\nconst log = createLogger({ format: format.printf((info) => info.message) });`,
      {},
      [
        ['log.error(err);', 'error unknown'],
        ['log.error(err.message);', 'error text'],
      ],
    ],
    [
      'winston ready-made',
      `import winston from 'winston';\nconst log = winston;`,
      {},
      [
        ['log.error(err);', 'error unknown'],
        ['log.error(err.message);', 'error text'],
      ],
    ],
    [
      'bunyan',
      `import bunyan from 'bunyan';\nconst log = bunyan.createLogger({ name: 'a' });`,
      {},
      [
        ['log.error(err);', 'error kept'],
        [`log.error('failed', err);`, 'error kept'],
        [`log.error({ err }, 'failed');`, 'error empty'],
      ],
    ],
    [
      'Nest 12',
      NEST,
      nest('^12.0.0'),
      [
        ['log.error(err);', 'error kept'],
        [`log.error('failed', err);`, 'error kept'],
        ['log.warn(err.message);', 'warn text'],
      ],
    ],
    [
      'Nest 10',
      NEST,
      nest('^10.0.0'),
      [
        [`log.error('failed', err.stack);`, 'error kept'],
        [`log.error('failed', err.stack, 'Orders');`, 'error kept'],
        [`log.error('failed', err);`, 'error dropped'],
        ['log.error(err);', 'error dropped'],
        [`log.error({ err });`, 'error empty'],
        [`Logger.error('failed', err);`, 'error dropped'],
      ],
    ],
    [
      'Nest behind pino',
      NEST,
      { 'package.json': '{ "name": "a", "dependencies": { "@nestjs/common": "^10.0.0", "nestjs-pino": "^4.0.0" } }' },
      [
        [`log.error('failed', err);`, 'error dropped'],
        [`log.error('failed', err.stack);`, 'error kept'],
        ['log.error(`failed: ${err.stack}`);', 'error kept'],
        [`Logger.error(err, 'failed');`, 'error kept'],
      ],
    ],
    [
      'Nest 11 behind pino',
      NEST,
      { 'package.json': '{ "name": "a", "dependencies": { "@nestjs/common": "^11.0.0", "nestjs-pino": "^4.0.0" } }' },
      [[`log.error('failed', err);`, 'error unknown']],
    ],
    [
      'Nest behind winston',
      NEST,
      { 'package.json': '{ "name": "a", "dependencies": { "@nestjs/common": "^10.0.0", "nest-winston": "^1.9.0" } }' },
      [[`log.error('failed', err);`, 'error unknown']],
    ],
  ],
)('%s', (_, before, files, lines) => {
  for (const [line, expected] of lines)
    it(`${line} ${expected}`, () => expect(verdict(before, line, files)).toBe(expected));
});

describe('a logger of the project', () => {
  const wrapper = `import pino from 'pino';
const base = pino();
export class AppLogger {
  error(message: string, error?: Error) { base.error({ err: error }, message); }
  warn(message: string) { base.warn(message); }
  debug(...args: unknown[]) { base.error(...args); }
}
export const log = new AppLogger();
export const swapped = { error: (message: string, meta: object) => base.error(meta, message) };
export const tracking = { error(message: string, error: Error) { base.error(message); track(error); } };
export const through = { error(...args) { base.error(...args); } };
`;
  const files = { 'log.ts': wrapper };
  const before = `import { log, swapped, through, tracking } from './log.js';`;
  it.each([
    [`log.error('failed');`, 'error nothing'],
    [`log.error(err.message);`, 'error text'],
    [`log.error('failed', err);`, 'error unknown'],
    [`log.warn('failed ' + err);`, 'warn text'],
    [`swapped.error('failed', { error: err });`, 'error wrongKey'],
    [`swapped.error('failed', { err });`, 'error kept'],
    [`tracking.error('failed', err);`, 'error unknown'],
    [`through.error('failed', err);`, 'error dropped'],
    [`through.error({ err }, 'failed');`, 'error kept'],
  ])('%s %s', (line, expected) => expect(verdict(before, line, files)).toBe(expected));

  it('is known by the shape of its interface', () => {
    const types = `interface Logger { error(message: string, fields?: object): void; info(message: string): void }\ndeclare const log: Logger;`;
    expect(verdict(types, `log.error('failed', { error: err.message });`)).toBe('error text');
    expect(verdict(types, `log.error('failed', { error: err });`)).toBe('error unknown');
  });

  it('is not known by its name alone', () => {
    expect(verdict('declare const logger: any;', 'logger.error(err.message);')).toBe('no log');
    expect(
      verdict(
        `interface Toast { error(text: string): void; info(text: string): void }\ndeclare const toast: Toast;`,
        'toast.error(err.message);',
      ),
    ).toBe('no log');
  });

  it('may be another one where the console only stands in', () => {
    expect(verdict('const log = globalThis.logger ?? console;', 'log.error(err.message);')).toBe('error text');
    expect(verdict('', 'self.log; function inner({ logger = console }) {} console.error(err);')).toBe('error kept');
  });
});
