import type * as Valibot from 'valibot';
import {
  AREAS,
  CONCEPTS,
  type Access,
  type Acquisition,
  type Call,
  type Callback,
  type Clause,
  type Construction,
  type Decorator,
  type Export,
  type FileConvention,
  type LibraryModel,
  type Lifecycle,
  type LogShape,
  type RetryFacts,
  type Timeout,
  type TypeModel,
} from './models/model.js';
import type { ResilienceSettings } from './settings.js';

type Schema<T> = Valibot.GenericSchema<unknown, T>;

/**
 * The schema of `settings.resilience`. It takes the validator as an argument, so that only a project that has such
 * settings pays for loading it. The types hold it to the interfaces: a field that is added there must be added here.
 */
export function createSettingsSchema(v: typeof Valibot): Schema<ResilienceSettings> {
  const string: Schema<string> = v.string(expected('a text'));
  const number: Schema<number> = v.number(expected('a number'));
  const boolean: Schema<boolean> = v.boolean(expected('true or false'));
  const maybe = <T>(schema: Schema<T>) => v.optional(schema) as Schema<T | undefined>;
  const or = <T>(schema: Schema<T>, value: NonNullable<T>) => v.optional(schema, value as never) as Schema<T>;
  const list = <T>(item: Schema<T>): Schema<T[]> => v.array(item, expected('a list'));
  const map = <T>(value: Schema<T>): Schema<Record<string, T>> =>
    v.record(v.string(), value, expected('an object'));
  const nullable = <T>(schema: Schema<T>): Schema<T | null> => v.nullable(schema);
  /** The keys of the argument are all words of the type: the compiler sees to that. */
  const words = <T extends string>(all: Record<T, true>): Schema<T> => word(Object.keys(all) as T[]);
  const word = <T extends string>(all: readonly T[]): Schema<T> => v.picklist(all, expected(`one of ${quoted(all)}`));
  const either = <T>(text: string, ...options: Schema<T>[]): Schema<T> => v.union(options, expected(text));
  const shape = <T extends object>(entries: { [K in keyof T]-?: Schema<T[K]> }): Schema<T> =>
    v.strictObject(entries as Valibot.ObjectEntries, (issue) => {
      const key = (issue.path?.at(-1) as { key?: unknown } | undefined)?.key;
      if (issue.expected === 'never') return `unknown key, expected one of ${quoted(Object.keys(entries))}`;
      return typeof key === 'string' && issue.received === 'undefined' ? 'this key is required' : expected('an object')(issue);
    }) as unknown as Schema<T>;

  const index = either<number | 'last'>('an index or "last"', number, v.literal('last'));
  const role = words<Callback['role']>({
    handler: true, consumer: true, job: true, transaction: true, element: true, limited: true, retried: true,
    guarded: true, timed: true, acquired: true, batch: true, listener: true, callback: true,
  });
  const clause = words<Clause>({
    filter: true, limit: true, offset: true, cursor: true, order: true, group: true, relations: true, unique: true,
    aggregate: true,
  });
  const bound = <T>(value: Schema<T>) => shape<{ at: string; default: T }>({ at: string, default: value });
  const bounded = maybe(bound(nullable(number)));

  const callback = shape<Callback>({
    at: string,
    role,
    params: maybe(list(nullable(string))),
    over: maybe(string),
    limit: bounded,
  });

  const acquisition = shape<Acquisition>({
    kind: words<Acquisition['kind']>({
      'pooled-client': true, connection: true, 'query-runner': true, session: true, transaction: true, cursor: true,
      stream: true, lock: true, reader: true, process: true, browser: true,
    }),
    release: list(string),
    releaseBy: maybe(list(string)),
    releaseCallback: maybe(number),
    scoped: maybe(string),
    auto: maybe(boolean),
  });

  const retry = shape<RetryFacts>({
    attempts: bounded,
    counts: maybe(words<NonNullable<RetryFacts['counts']>>({ attempts: true, retries: true })),
    backoff: maybe(bound(words<'none' | 'fixed' | 'exponential'>({ none: true, fixed: true, exponential: true }))),
    jitter: maybe(bound(boolean)),
    filter: maybe(list(string)),
  });

  const call = shape<Call>({
    concept: maybe(word(CONCEPTS)),
    access: maybe(words<Access>({ read: true, write: true, either: true, sql: true })),
    medium: maybe(
      words<NonNullable<Call['medium']>>({
        sql: true, document: true, 'key-value': true, search: true, http: true, graphql: true, grpc: true, email: true,
        socket: true, file: true, process: true,
      }),
    ),
    options: maybe(index),
    text: maybe(number),
    method: maybe(bound(string)),
    timeouts: maybe(list(string)),
    signal: maybe(string),
    returns: maybe(string),
    callbacks: maybe(list(callback)),
    clauses: maybe(v.record(clause, list(string)) as Schema<Partial<Record<Clause, string[]>>>),
    clause: maybe(clause),
    rows: maybe(words<NonNullable<Call['rows']>>({ one: true, many: true, count: true, stream: true })),
    batch: maybe(string),
    batches: maybe(boolean),
    bulk: maybe(boolean),
    acquires: maybe(acquisition),
    level: maybe(
      words<NonNullable<Call['level']>>({ fatal: true, error: true, warn: true, info: true, debug: true, trace: true }),
    ),
    logShape: maybe(string),
    retry: maybe(retry),
    limitMs: maybe(string),
    eventAt: maybe(string),
    pathAt: maybe(string),
    source: maybe(string),
  });

  const construction = shape<Construction>({
    options: maybe(index),
    pool: maybe(
      shape<NonNullable<Construction['pool']>>({ max: bounded, acquire: bounded, idle: bounded, lifetime: bounded }),
    ),
    timeouts: maybe(list(string)),
    concept: maybe(word(CONCEPTS)),
  });

  const lifecycle = shape<Lifecycle>({
    stage: words<Lifecycle['stage']>({
      server: true, worker: true, scheduler: true, publisher: true, client: true, pool: true, logger: true,
    }),
    close: string,
    opens: maybe(list(string)),
    errorEvent: maybe(string),
  });

  const type = shape<TypeModel>({
    extends: maybe(string),
    members: maybe(map(call)),
    properties: maybe(map(string)),
    call: maybe(call),
    awaited: maybe(call),
    lifecycle: maybe(lifecycle),
    construction: maybe(construction),
    hooks: maybe(map(role)),
  });

  const decorator = shape<Decorator>({
    role: maybe(role),
    concept: maybe(word(CONCEPTS)),
    injects: maybe(string),
    marks: maybe(
      words<NonNullable<Decorator['marks']>>({
        controller: true, provider: true, resolver: true, entity: true, module: true, consumer: true, gateway: true,
      }),
    ),
    parameter: maybe(string),
  });

  const exported: Schema<Export> = shape<Export>({
    instance: maybe(string),
    class: maybe(string),
    statics: maybe(map(call)),
    construction: maybe(construction),
    function: maybe(call),
    type: maybe(string),
    namespace: maybe(
      either<true | Record<string, Export>>(
        'true or an object of exports',
        v.literal(true),
        map(v.lazy(() => exported)),
      ),
    ),
    decorator: maybe(decorator),
  });

  const timeout = shape<Timeout>({
    covers: words<Timeout['covers']>({
      call: true, response: true, headers: true, body: true, idle: true, connect: true, acquire: true, statement: true,
      lock: true, 'idle-in-transaction': true, transaction: true,
    }),
    unit: words<Timeout['unit']>({ ms: true, s: true, ns: true }),
    default: either<number | null | 'unknown'>('a number, null or "unknown"', number, v.null(), v.literal('unknown')),
    call: maybe(string),
    client: maybe(string),
    setter: maybe(string),
    chain: maybe(string),
    url: maybe(string),
    signal: maybe(boolean),
    off: maybe(
      list(
        either<number | boolean | null | 'Infinity'>(
          'a number, true, false, null or "Infinity"', number, boolean, v.null(), v.literal('Infinity'),
        ),
      ),
    ),
    source: maybe(string),
  });

  const logShape = shape<LogShape>({
    errorAt: list(either<number | 'any'>('an index or "any"', number, v.literal('any'))),
    objectAt: maybe(number),
    errorKeys: maybe(list(string)),
    errorKeyOption: maybe(string),
    serializersOption: maybe(string),
    emptyAt: maybe(list(either<number | 'object-key'>('an index or "object-key"', number, v.literal('object-key')))),
    droppedAt: maybe(list(either<number | 'rest'>('an index or "rest"', number, v.literal('rest')))),
    stackAt: maybe(number),
    needs: maybe(shape<NonNullable<LogShape['needs']>>({ option: string, call: string, text: string })),
    fix: maybe(string),
  });

  const model = shape<LibraryModel>({
    package: v.pipe(
      v.string(expected('the name of a package or a path of the project')),
      v.regex(/^(?!\/|[a-z]:)[^\\\s]+$/i, (issue) =>
        `expected the name of a package or a path such as "./src/lib/http", with "/" as separator, got ${issue.received}`,
      ),
    ),
    aliases: maybe(list(string)),
    versions: or(string, '*'),
    checked: or(string, ''),
    docs: or(string, ''),
    area: or(word(AREAS), 'runtime'),
    exports: map(exported),
    types: or(map(type), {}),
    timeouts: maybe(map(timeout)),
    logShapes: maybe(map(logShape)),
    retries: maybe(
      shape<NonNullable<LibraryModel['retries']>>({ default: number, option: maybe(string), kinds: maybe(string) }),
    ),
    fileConventions: maybe(list(shape<FileConvention>({ files: string, names: list(string), role }))),
    generated: maybe(
      shape<NonNullable<LibraryModel['generated']>>({ exports: list(string), specifiers: list(string) }),
    ),
    notes: maybe(list(string)),
  });

  return shape<ResilienceSettings>({ models: or(list(model), []) });
}

function expected(text: string) {
  return (issue: { received: string }) => `expected ${text}, got ${issue.received}`;
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(', ');
}
