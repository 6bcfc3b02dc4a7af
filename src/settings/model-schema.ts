import {
  AREAS,
  CONCEPTS,
  GUARDS,
  type Access,
  type Acquisition,
  type Call,
  type Callback,
  type Cancellation,
  type Clause,
  type Construction,
  type Decorator,
  type Export,
  type FileConvention,
  type JobRuns,
  type LibraryModel,
  type Lifecycle,
  type LogShape,
  type PoolBound,
  type RetryFacts,
  type ServerFacts,
  type SizeLimit,
  type Timeout,
  type TypeModel,
  type When,
} from '../models/model.js';
import { expected, quoted, type Kit, type Schema } from './kit.js';

/**
 * The schema of a model of the project's own. What describes a published package (versions, docs, area) may be left out.
 * The types hold it to `LibraryModel`: a field that is added there must be added here.
 */
export function createModelSchema({ v, ...kit }: Kit): Schema<LibraryModel> {
  const { string, number, boolean, maybe, or, list, map, nullable, word, words, either, shape } = kit;
  const role = words<Callback['role']>({
    handler: true, consumer: true, job: true, transaction: true, element: true, limited: true, retried: true,
    guarded: true, timed: true, acquired: true, batch: true, listener: true, startup: true, shutdown: true,
    callback: true,
  });
  const clauses = words<Clause>({
    filter: true, limit: true, offset: true, cursor: true, order: true, group: true, relations: true, unique: true,
    aggregate: true,
  });
  const bound = <T>(value: Schema<T>) => shape<{ at: string; default: T }>({ at: string, default: value });
  const indexOr = <T extends string>(text: T): Schema<number | T> =>
    either<number | T>(`an index or "${text}"`, number, v.literal(text));
  const index = indexOr('last');
  const names = list(string);
  const limit = either<number | null | 'unknown'>('a number, null or "unknown"', number, v.null(), v.literal('unknown'));

  const handler = {
    arity: maybe(number),
    ambient: maybe(boolean),
    role,
    params: maybe(list(nullable(string))),
    over: maybe(string),
    limit: maybe(
      shape<NonNullable<Callback['limit']>>({ at: maybe(string), default: nullable(number) }),
    ),
  };
  const callback = shape<Callback>({ at: string, ...handler });

  const acquisition = shape<Acquisition>({
    kind: words<Acquisition['kind']>({
      'pooled-client': true, connection: true, channel: true, 'query-runner': true, session: true, transaction: true,
      cursor: true, stream: true, lock: true, reader: true, process: true, browser: true,
    }),
    release: names,
    releaseBy: maybe(names),
    releaseCallback: maybe(number),
    scoped: maybe(string),
    auto: maybe(boolean),
    receiver: maybe(boolean),
  });

  const cancellation = shape<Cancellation>({
    of: string,
    session: maybe(shape<NonNullable<Cancellation['session']>>({ type: string, take: string, back: string, end: maybe(string) })),
    cancel: string,
    imports: maybe(names),
    canceller: maybe(string),
  });

  const retry = shape<RetryFacts>({
    attempts: maybe(bound(nullable(number))),
    counts: maybe(words<'attempts' | 'retries'>({ attempts: true, retries: true })),
    backoff: maybe(
      shape<NonNullable<RetryFacts['backoff']>>({
        at: string,
        default: words<'none' | 'fixed' | 'exponential'>({ none: true, fixed: true, exponential: true }),
        means: maybe(words<'factor' | 'delay'>({ factor: true, delay: true })),
      }),
    ),
    jitter: maybe(bound(boolean)),
    delays: maybe(names),
    onRetry: maybe(string),
    chooses: maybe(string),
    filter: maybe(names),
    unfiltered: maybe(names),
    forever: maybe(string),
    delayMs: maybe(string),
    ownDelay: maybe(shape<NonNullable<RetryFacts['ownDelay']>>({ at: string, errorAt: number })),
    stop: maybe(shape<NonNullable<RetryFacts['stop']>>({ throws: maybe(string), parameter: maybe(number) })),
  });

  const runs = shape<JobRuns>({
    every: maybe(string),
    pattern: maybe(string),
    overlap: maybe(words<NonNullable<JobRuns['overlap']>>({ begins: true, skipped: true, waits: true })),
    exclusive: maybe(string),
    rejection: words<JobRuns['rejection']>({ unhandled: true, logged: true, lost: true, failed: true }),
    handler: maybe(string),
    source: maybe(string),
  });
  const sizeLimit = shape<SizeLimit>({
    at: string,
    default: nullable(number),
    of: words<SizeLimit['of']>({ body: true, upload: true }),
    unless: maybe(names),
  });
  const server = shape<ServerFacts>({
    name: string,
    register: string,
    bodyLimit: nullable(words<NonNullable<ServerFacts['bodyLimit']>>({ parser: true, framework: true })),
    requestId: maybe(string),
  });

  const call: Schema<Call> = shape<Call>({
    concept: maybe(word(CONCEPTS)),
    access: maybe(words<Access>({ read: true, write: true, either: true, sql: true })),
    medium: maybe(
      words<NonNullable<Call['medium']>>({
        sql: true, document: true, 'key-value': true, search: true, http: true, graphql: true, grpc: true, email: true,
        socket: true, file: true, process: true,
      }),
    ),
    options: maybe(index),
    carrier: maybe(string),
    text: maybe(number),
    textKey: maybe(string),
    sync: maybe(boolean),
    method: maybe(bound(string)),
    url: maybe(names),
    baseUrl: maybe(names),
    body: maybe(names),
    failure: maybe(
      shape<NonNullable<Call['failure']>>({ as: words<'result' | 'error'>({ result: true, error: true }), status: string }),
    ),
    streams: maybe(shape<NonNullable<Call['streams']>>({ at: string, is: string })),
    batchOf: maybe(shape<NonNullable<Call['batchOf']>>({ at: string, is: names })),
    sized: maybe(shape<NonNullable<Call['sized']>>({ at: string, is: names })),
    timeouts: maybe(names),
    signal: maybe(string),
    cancelledBy: maybe(cancellation),
    returns: maybe(string),
    instanceOf: maybe(string),
    rowsOf: maybe(string),
    inherits: maybe(boolean),
    joins: maybe(string),
    shares: maybe(words<NonNullable<Call['shares']>>({ set: true, get: true })),
    settings: maybe(boolean),
    merges: maybe(words<NonNullable<Call['merges']>>({ first: true, last: true })),
    callbacks: maybe(list(callback)),
    clauses: maybe(v.record(clauses, names) as Schema<Partial<Record<Clause, string[]>>>),
    clause: maybe(either<Clause | 'any'>(`"any" or one of ${quoted(clauses.options)}`, clauses, v.literal('any'))),
    rows: maybe(words<NonNullable<Call['rows']>>({ one: true, many: true, count: true, stream: true, none: true })),
    batch: maybe(string),
    writeBatch: maybe(string),
    missing: maybe(words<NonNullable<Call['missing']>>({ null: true, undefined: true })),
    strictKeys: maybe(boolean),
    batches: maybe(boolean),
    bulk: maybe(boolean),
    whole: maybe(boolean),
    session: maybe(string),
    describes: maybe(string),
    acquires: maybe(acquisition),
    makes: maybe(string),
    factory: maybe(string),
    level: maybe(
      words<NonNullable<Call['level']>>({ fatal: true, error: true, warn: true, info: true, debug: true, trace: true, any: true }),
    ),
    levelAt: maybe(names),
    logShape: maybe(string),
    retry: maybe(retry),
    limitMs: maybe(string),
    delayMs: maybe(string),
    repeats: maybe(boolean),
    runs: maybe(runs),
    chunks: maybe(shape<NonNullable<Call['chunks']>>({ over: string, size: bound(number) })),
    eventAt: maybe(string),
    events: maybe(map(v.lazy(() => call))),
    pathAt: maybe(string),
    bodyLimit: maybe(sizeLimit),
    statusAt: maybe(string),
    migrates: maybe(boolean),
    migratesBy: maybe(names),
    source: maybe(string),
  });

  const when = maybe(
    shape<When>({
      at: string,
      in: list(either<string | boolean>('a text, true or false', string, boolean)),
      drivers: maybe(shape<NonNullable<When['drivers']>>({ of: names, others: names })),
    }),
  );
  const poolBound = maybe(
    shape<PoolBound>({
      at: maybe(string),
      also: maybe(names),
      default: limit,
      unit: maybe(words<'s'>({ s: true })),
      off: maybe(list(number)),
      when,
      url: maybe(string),
    }),
  );
  const construction = shape<Construction>({
    options: maybe(index),
    waitsBy: maybe(string),
    pool: maybe(
      shape<NonNullable<Construction['pool']>>({
        max: poolBound,
        acquire: poolBound,
        idle: poolBound,
        lifetime: poolBound,
      }),
    ),
    timeouts: maybe(names),
    connectionString: maybe(names),
    serverOptions: maybe(names),
    migratesBy: maybe(names),
    printsValues: maybe(list(shape<NonNullable<Construction['printsValues']>[number]>({ at: string, is: list(either<boolean | string>('true, false or a text', boolean, string)) }))),
    concept: maybe(word(CONCEPTS)),
    body: maybe(names),
    statusAt: maybe(string),
    callbacks: maybe(list(callback)),
    acquires: maybe(acquisition),
    repeats: maybe(boolean),
    runs: maybe(runs),
  });

  const lifecycle = shape<Lifecycle>({
    stage: words<Lifecycle['stage']>({
      server: true, worker: true, scheduler: true, publisher: true, client: true, pool: true, logger: true,
    }),
    close: string,
    opens: maybe(names),
    errorEvent: maybe(string),
    connectionEvent: maybe(string),
    httpServer: maybe(string),
    keepsBy: maybe(string),
  });

  const type = shape<TypeModel>({
    extends: maybe(string),
    members: maybe(map(call)),
    properties: maybe(map(string)),
    call: maybe(call),
    awaited: maybe(call),
    iterated: maybe(call),
    constructs: maybe(string),
    lifecycle: maybe(lifecycle),
    unitOfWork: maybe(shape<NonNullable<TypeModel['unitOfWork']>>({ writes: names, forgets: names, bypass: maybe(string) })),
    statusBy: maybe(string),
    unbounded: maybe(v.literal(true)),
    answersRejections: maybe(boolean),
    server: maybe(server),
    construction: maybe(construction),
    hooks: maybe(map(role)),
    function: maybe(shape<NonNullable<TypeModel['function']>>(handler)),
  });

  const decorator = shape<Decorator>({
    role: maybe(role),
    concept: maybe(word(CONCEPTS)),
    repeats: maybe(boolean),
    runs: maybe(runs),
    timeouts: maybe(names),
    injects: maybe(string),
    marks: maybe(
      words<NonNullable<Decorator['marks']>>({
        controller: true, provider: true, resolver: true, entity: true, module: true, consumer: true, gateway: true,
      }),
    ),
    parameter: maybe(string),
    gives: maybe(words<'object'>({ object: true })),
    relation: maybe(words<'one' | 'many'>({ one: true, many: true })),
    checks: maybe(words<'number' | 'bound'>({ number: true, bound: true })),
    rowsOf: maybe(string),
    lazy: maybe(string),
  });

  const exported: Schema<Export> = shape<Export>({
    instance: maybe(string),
    class: maybe(string),
    statics: maybe(map(call)),
    construction: maybe(construction),
    function: maybe(call),
    configures: maybe(string),
    type: maybe(string),
    namespace: maybe(
      either<true | Record<string, Export>>(
        'true or an object of exports',
        v.literal(true),
        map(v.lazy(() => exported)),
      ),
    ),
    decorator: maybe(decorator),
    source: maybe(string),
  });

  const timeout = shape<Timeout>({
    covers: words<Timeout['covers']>({
      call: true, response: true, headers: true, body: true, idle: true, connect: true, acquire: true, statement: true,
      lock: true, 'idle-in-transaction': true, transaction: true, receiving: true, handler: true, job: true, 'keep-alive': true,
    }),
    unit: words<Timeout['unit']>({ ms: true, s: true, ns: true }),
    default: limit,
    call: maybe(string),
    client: maybe(string),
    setter: maybe(string),
    chain: maybe(string),
    operator: maybe(string),
    global: maybe(shape<NonNullable<Timeout['global']>>({ call: string, at: string })),
    url: maybe(string),
    setting: maybe(string),
    when,
    signal: maybe(boolean),
    emits: maybe(string),
    recent: maybe(boolean),
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
    errorAt: list(indexOr('any')),
    objectAt: maybe(indexOr('any')),
    errorKeys: maybe(names),
    errorKeyOption: maybe(string),
    serializersOption: maybe(string),
    emptyAt: maybe(list(indexOr('object-key'))),
    droppedAt: maybe(list(indexOr('rest'))),
    stackAt: maybe(number),
    needs: maybe(
      shape<NonNullable<LogShape['needs']>>({ at: list(number), option: string, call: string, text: string }),
    ),
    changedBy: maybe(
      list(
        shape<NonNullable<LogShape['changedBy']>[number]>({
          option: string,
          unless: maybe(names),
          rare: maybe(boolean),
        }),
      ),
    ),
    fix: maybe(string),
  });

  const convention = shape<FileConvention>({
    files: string,
    names,
    role,
    params: maybe(list(nullable(string))),
    directive: maybe(string),
  });
  const addition = shape<Pick<TypeModel, 'members' | 'properties'>>({
    members: maybe(map(call)),
    properties: maybe(map(string)),
  });

  const model = shape<LibraryModel>({
    package: v.pipe(
      v.string(expected('the name of a package or a path of the project')),
      v.regex(
        /^(?:[a-z]:[\\/].*|[^\\]+)$/i,
        (issue) => `expected the name of a package or a path such as "./src/lib/http", got ${issue.received}`,
      ),
    ),
    aliases: maybe(names),
    versions: or(string, '*'),
    checked: or(string, ''),
    docs: or(string, ''),
    older: maybe(names),
    typedBy: maybe(names),
    area: or(word(AREAS), 'runtime'),
    exports: map(exported),
    types: or(map(type), {}),
    timeouts: maybe(map(timeout)),
    logShapes: maybe(map(logShape)),
    guards: maybe(list(word(GUARDS))),
    retries: maybe(
      shape<NonNullable<LibraryModel['retries']>>({ default: number, option: maybe(string), kinds: maybe(string) }),
    ),
    resolverRoots: maybe(names),
    fileConventions: maybe(list(convention)),
    keyset: maybe(string),
    cursor: maybe(string),
    augments: maybe(map(addition)),
    tables: maybe(names),
    relationLimit: maybe(string),
    serialTransactions: maybe(string),
    generated: maybe(
      shape<NonNullable<LibraryModel['generated']>>({ exports: names, specifiers: names }),
    ),
    notes: maybe(names),
  });

  return model;
}

