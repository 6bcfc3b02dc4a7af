import type { LibraryModel, LogShape } from '../../../src/models/model.js';
import { runCode, type Output } from './run.js';

/** A logger, and how the rows of its shapes are called. */
export interface LoggerProbe {
  package: string;
  versions?: string;
  needs?: string[];
  /** Statements that make `make(options)`, which gives a logger that writes to the standard outputs. */
  load: string;
  /** By shape, a call as a statement: `LOG` is the logger, `ARGS` its arguments; `offset`: so many arguments stand before them. */
  calls: Record<string, { code: string; offset?: number }>;
  /** The package whose shape it is, where the rows are those of another one. */
  shapeOf?: string;
  /** Options of `make` for what only works with an option: the serializer of `failure`, and what a shape `needs`. */
  serializer?: string;
  needed?: string;
  env?: Record<string, string>;
}

const error = { code: 'LOG.error(ARGS)' };
const nest = { error, any: { code: 'LOG.warn(ARGS)' } };

export const LOGGER_PROBES: readonly LoggerProbe[] = [
  { package: 'pino', load: `const { default: pino } = await import('pino'); const make = (options) => pino(options);`, calls: { pino: error }, serializer: `pino.stdSerializers.err` },
  {
    package: 'winston',
    load: `const { default: winston } = await import('winston'); const { format } = winston; const make = (options) => winston.createLogger({ format: format.json(), transports: [new winston.transports.Console()], ...options });`,
    calls: { level: error, log: { code: `LOG.log('error', ARGS)`, offset: 1 } },
    needed: '{ format: format.combine(format.errors({ stack: true }), format.json()) }',
  },
  { package: 'bunyan', load: `const { default: bunyan } = await import('bunyan'); const make = (options) => bunyan.createLogger({ name: 'x', ...options });`, calls: { bunyan: error }, serializer: `bunyan.stdSerializers.err` },
  { package: 'log4js', load: `const { default: log4js } = await import('log4js'); log4js.configure({ appenders: { out: { type: 'stdout' } }, categories: { default: { appenders: ['out'], level: 'all' } } }); const make = () => log4js.getLogger();`, calls: { log4js: error } },
  { package: 'consola', load: `const { createConsola } = await import('consola'); const make = () => createConsola({});`, calls: { consola: error } },
  { package: 'tslog', load: `const { Logger } = await import('tslog'); const make = (options) => new Logger(options);`, calls: { tslog: error } },
  { package: 'signale', load: `const { default: signale } = await import('signale'); const make = () => new signale.Signale();`, calls: { signale: error } },
  { package: 'roarr', load: `const { Roarr } = await import('roarr'); const make = () => Roarr;`, calls: { roarr: error }, env: { ROARR_LOG: 'true' } },
  { package: 'loglevel', load: `const { default: loglevel } = await import('loglevel'); const make = () => loglevel;`, calls: { loglevel: error } },
  { package: 'debug', load: `const { default: debug } = await import('debug'); const make = () => debug('x');`, calls: { debug: { code: 'LOG(ARGS)' } }, env: { DEBUG: '*' } },
  { package: 'node:console', load: `const make = () => console;`, calls: { console: error } },
  ...(['>=11', '<11'] as const).map(
    (versions): LoggerProbe => ({
      package: '@nestjs/common',
      versions,
      needs: ['reflect-metadata@0.2.2', 'rxjs@7.8.2'],
      load: `await import('reflect-metadata'); const { Logger } = await import('@nestjs/common'); const make = () => new Logger('Here');`,
      calls: nest,
    }),
  ),
  {
    package: 'nestjs-pino',
    needs: ['@nestjs/common@12.5.1', '@nestjs/core@12.5.1', 'reflect-metadata@0.2.2', 'rxjs@7.8.2', 'pino@10.4.0', 'pino-http@11.0.0'],
    load: `await import('reflect-metadata'); const { Logger, PinoLogger } = await import('nestjs-pino'); const make = () => new Logger(new PinoLogger({ pinoHttp: {} }), {});`,
    calls: { service: error },
  },
  ...(['>=5', '<5'] as const).map(
    (versions): LoggerProbe => ({
      package: 'fastify',
      versions,
      load: `const { default: fastify } = await import('fastify'); const { default: pino } = await import('pino'); const make = (options) => fastify({ logger: options ?? true }).log;`,
      calls: { pino: error },
      shapeOf: 'pino',
    }),
  ),
  { package: 'pino-http', load: `const { default: http } = await import('pino-http'); const make = (options) => http(options).logger;`, calls: { pino: error }, shapeOf: 'pino' },
  { package: 'koa-pino-logger', load: `const { default: koa } = await import('koa-pino-logger'); const make = (options) => koa(options).logger;`, calls: { pino: error }, shapeOf: 'pino' },
  {
    package: '@sentry/node',
    load: `const Sentry = await import('@sentry/node'); Sentry.init({ dsn: 'http://x@127.0.0.1:1/1', defaultIntegrations: false, beforeSend: (event) => (console.log(JSON.stringify(event)), null) }); const make = () => Sentry;`,
    calls: { exception: { code: 'LOG.captureException(ARGS)' }, message: { code: 'LOG.captureMessage(ARGS)' } },
  },
];

/** One way to pass an error, and whether the shape says that its stack is kept. */
interface Way {
  /** As it is written: `(text, { err: error })`. */
  text: string;
  /** Arguments as code. */
  args: string;
  keeps: boolean;
  /** Options that the logger is made with. */
  options?: string;
}

const POSITIONS = [0, 1, 2];
const KEYS = ['err', 'error', 'failure'];

/** The ways that a shape speaks of. */
export function waysOf(shape: LogShape, { offset = 0 }: { offset?: number }, probe: Pick<LoggerProbe, 'serializer' | 'needed'>): Way[] {
  const ways: Way[] = [];
  const at = (position: number, value: string) => [...Array.from({ length: position }, () => `'text'`), value].join(', ');
  const add = (args: string, keeps: boolean, options?: string) => {
    const text = `(${args.replaceAll(`'text'`, 'text')})${options ? ` with \`${options}\`` : ''}`;
    ways.push({ text, args, keeps, ...(options && { options }) });
  };
  const keepsAt = (position: number) => shape.errorAt.includes('any') || shape.errorAt.includes(position + offset);
  const isObjectAt = (position: number) => shape.objectAt === 'any' || shape.objectAt === position + offset;
  for (const position of POSITIONS) add(at(position, 'error'), keepsAt(position));
  for (const position of POSITIONS.slice(0, 2)) {
    if (!isObjectAt(position)) continue;
    for (const key of KEYS) add(at(position, `{ ${key}: error }${position === 0 ? `, 'text'` : ''}`), (shape.errorKeys ?? []).some((known) => known === '*' || known === key));
  }
  add(at(0, 'error.message'), false);
  if (shape.stackAt !== undefined) add(at(shape.stackAt - offset, 'error.stack'), true);
  if (shape.fix) add(shape.fix.slice(1, -1).replace('$message', `'text'`).replace('$error', 'error'), true);
  if (shape.errorKeyOption) add(`{ failure: error }, 'text'`, true, `{ ${shape.errorKeyOption}: 'failure' }`);
  if (shape.serializersOption && probe.serializer) add(`{ failure: error }, 'text'`, true, `{ ${shape.serializersOption}: { failure: ${probe.serializer} } }`);
  if (shape.needs && probe.needed) for (const position of shape.needs.at) add(at(position - offset, 'error'), true, probe.needed);
  return ways.filter((way, index) => ways.findIndex((other) => other.text === way.text) === index);
}

export interface LoggerResult {
  kept: string[];
  lost: string[];
  /** Ways that the logger treats otherwise than the shape says. */
  wrong: string[];
}

/** Logs one error in every way that the shapes of a model speak of, and looks for its stack in what was written. */
export async function runLoggerProbe(probe: LoggerProbe, model: LibraryModel, folder: string): Promise<Record<string, LoggerResult> | { failed: string }> {
  const tests = Object.entries(probe.calls).flatMap(([id, call]) => {
    const shape = model.logShapes?.[id];
    return shape ? waysOf(shape, call, probe).map((way, index) => ({ id, way, call, name: `frame_${id}_${index}_` })) : [];
  });
  const blocks = tests.map(({ way, call, name }) => {
    const code = call.code.replace('LOG', `make(${way.options ?? ''})`).replace('ARGS', way.args);
    return `{ const ${name} = () => new Error('message'); const error = ${name}(); try { ${code}; } catch (thrown) { process.stderr.write('threw ' + thrown.message + '\\n'); } }`;
  });
  const output: Output = await runCode(`${probe.load}\n${blocks.join('\n')}\nsetTimeout(() => process.exit(0), 1500);`, folder, { env: probe.env ?? {} });
  const written = output.stdout + output.stderr;
  if (output.failed !== undefined || written.trim() === '') return { failed: output.stderr.split('\n').find((line) => /Error/.test(line)) ?? output.failed ?? 'nothing was written' };
  const results: Record<string, LoggerResult> = {};
  for (const { id, way, name } of tests) {
    const result = (results[id] ??= { kept: [], lost: [], wrong: [] });
    const isKept = written.includes(name);
    (isKept ? result.kept : result.lost).push(way.text);
    if (isKept !== way.keeps) result.wrong.push(`${way.text} ${isKept ? 'keeps' : 'loses'} the stack`);
  }
  return results;
}
