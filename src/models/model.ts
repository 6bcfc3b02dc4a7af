/**
 * The shape of a library model: what the tool knows about one npm package, as JSON-serialisable data.
 *
 * A model is a small typed machine. `exports` says what an import gives; `types` says which members a receiver has,
 * what each call does and which type it gives back. The analysis walks from an import through members and calls and
 * never needs to know a package's name; rules ask for concepts.
 */

/** What a modelled call is. A closed set: rules select calls by concept. */
export const CONCEPTS = [
  'external-call', // leaves the process for another service: HTTP, gRPC, SDK, SMTP, cloud API
  'query', // runs on a database, cache or search store
  'publish', // hands a message to a queue, topic or job system
  'transaction', // begins a transaction; with `callbacks` of role `transaction` it also ends it
  'transaction-end', // commits or rolls back
  'acquire', // takes a pooled client, connection, session, cursor or lock that must be given back
  'release', // gives one back
  'connect', // opens the connection of a long-lived client
  'close', // ends a client, pool, worker or server
  'log', // writes a log line
  'track', // hands an error to an error tracker
  'route', // registers a request handler
  'middleware', // registers code that runs before or round handlers
  'respond', // answers a request, or makes the answer or the error that a framework answers with
  'listen', // starts accepting connections
  'consume', // registers a handler for messages or jobs
  'schedule', // registers a repeated or delayed job
  'sleep', // waits for time to pass
  'retry', // runs a callback again when it fails
  'breaker', // runs a callback behind a circuit breaker
  'limiter', // runs callbacks with bounded concurrency
  'timeout', // runs a callback or promise with a time limit
  'each', // runs a callback once per element
  'batch', // collects single loads into one
  'signal', // makes an AbortSignal
  'event', // registers an event listener
  'pipe', // sends a stream on to another one
  'shutdown', // registers code that runs when the process is told to stop
  'exit', // ends the process at once
] as const;
export type Concept = (typeof CONCEPTS)[number];

/** What a server owes its requests; a framework, a middleware, the project or the infrastructure sees to it. */
export const GUARDS = [
  'body-limit', // no request's body fills the memory
  'rate-limit', // no client takes all of the capacity
  'request-timeout', // no request is worked on for ever
  'request-id', // log lines of one request can be told from others
] as const;
export type Guard = (typeof GUARDS)[number];

/** `sql`: read or write is decided by the statement's text. `either`: by an option such as `method`, else unknown. */
export type Access = 'read' | 'write' | 'either' | 'sql';

/**
 * A place in a call, in a subset of CodeQL's access-path grammar: `Argument[0]`, `Argument[1].where.id`,
 * `Argument[last]`, `Argument[rest]` (every argument), `Argument[0].*.timeout` (any key). A path without `Argument[` is
 * relative to the call's options object (`Call.options`). `Receiver.` puts a path into the call that made the receiver:
 * `Receiver.concurrency` is in that call's options object, `Receiver.Argument[0]` is its first argument.
 */
export type Place = string;

/**
 * Which type a value has: the name of a type of the same model, `self` (the receiver's own type, e.g. builder chains),
 * `this` (of a class's static member: an instance of that class, the project's own where it extends the library's), or
 * `package#Type` for a type of another model. `row` is what the receiver's rows are: the class that `rowsOf` names, or its
 * type argument (`Repository<User>`). `Type[]` is a list of them.
 */
export type TypeRef = string;

/** What a time limit bounds. Only `call`, `response`, `headers`, `idle` and `statement` end a call whose peer never answers. */
export type TimeoutCovers =
  | 'call' // the whole call
  | 'response' // until the response starts or ends
  | 'headers' // until the response headers are there
  | 'body' // silence between chunks of the body
  | 'idle' // silence on the socket
  | 'connect' // TCP/TLS connect and handshake
  | 'acquire' // waiting for a free pooled connection
  | 'statement' // one statement on the server
  | 'lock' // waiting for a database lock
  | 'idle-in-transaction' // an open transaction that does nothing
  | 'transaction' // a whole transaction
  | 'receiving' // a server: receiving one request, or its headers
  | 'handler' // a server: answering one request
  | 'job' // one run of a job
  | 'keep-alive'; // a server: a kept-alive connection without a request

/**
 * A condition on a construction option. Where its value isn't in view, the drivers that the package depends on tell: with
 * those `of` its values alone it holds, with those of `others` alone it doesn't.
 */
export interface When {
  at: Place;
  in: (string | boolean)[];
  drivers?: { of: string[]; others: string[] };
}

/** One way to bound a call in time. */
export interface Timeout {
  covers: TimeoutCovers;
  unit: 'ms' | 's' | 'ns';
  /** Limit when nothing is set, in `unit`; `null`: no limit; `'unknown'`: set by a server, a platform or the OS. */
  default: number | null | 'unknown';
  /** Where it sits in one call. A value that is no number, or with `signal` no signal, says nothing. */
  call?: Place;
  /** Where it sits when the client is made, as a path inside the construction's options object. */
  client?: Place;
  /** Assigned on the client afterwards, e.g. `defaults.timeout`. */
  setter?: string;
  /**
   * A method chained on the call's result, e.g. superagent's `timeout`. Its first argument is the value, or `call` says
   * where it is.
   */
  chain?: string;
  /**
   * With `chain`: an export (`package#name`) whose call, among the method's arguments, has the value as its first
   * argument: `pipe(timeout(ms))`.
   */
  operator?: string;
  /** An export (`package#name`) whose call sets it for the whole process, and the value's place there. */
  global?: { call: string; at: Place };
  /** A connection-string query parameter, e.g. `statement_timeout`. */
  url?: string;
  /** The server's setting that does the same: `SET statement_timeout = …`, `options: '-c statement_timeout=…'`. */
  setting?: string;
  /** It exists only where this construction option has one of these values: `{ at: 'type', in: ['postgres'] }`. */
  when?: When;
  /** The value is an AbortSignal, not a number. */
  signal?: boolean;
  /** It only emits this event on the result: without a listener that ends the call, nothing is bounded. */
  emits?: string;
  /** Not all of the model's versions have it: it is read where it stands, and never written. */
  recent?: boolean;
  /** Values that switch the limit off. */
  off?: (number | boolean | null | 'Infinity')[];
  /** Where the fact is stated or was observed, where it isn't obvious. */
  source?: string;
}

/** A bound on what one request may bring, in bytes or as a text such as `100kb`. */
export interface SizeLimit {
  /** Where it sits in the options of the call. */
  at: Place;
  /** Bound in bytes when nothing is set; `null`: none. */
  default: number | null;
  /** What is bounded: a parsed body, which is in memory as a whole, or an upload, which is where the library puts it. */
  of: 'body' | 'upload';
  /** Options that keep an upload out of the memory: where one is set, its size is another matter. */
  unless?: Place[];
}

/** An application of a server framework: what routes and middleware are registered on. */
export interface ServerFacts {
  /** Name of the framework, for messages. */
  name: string;
  /** Code that registers `$guard` for all routes of the application `$`. */
  register: string;
  /** What bounds the bodies of requests when the project does nothing; null: nothing does. */
  bodyLimit: 'parser' | 'framework' | null;
  /** Construction option that gives log lines of one request an id: a logger of the framework's own. */
  requestId?: Place;
}

/** How a callback that a call takes is run. */
export interface Callback {
  /** Where the function is passed; for `timed` also a promise. `Argument[rest]`: every function among the arguments. */
  at: Place;
  /** It is this callback only where the function declares so many parameters (Express error handlers: 4). */
  arity?: number;
  role:
    | 'handler' // of a request
    | 'consumer' // of a message or job
    | 'job' // of a schedule or interval
    | 'transaction' // its awaited work is inside the transaction
    | 'element' // once per element of `over`
    | 'limited' // under a concurrency limit
    | 'retried'
    | 'guarded' // behind a breaker
    | 'timed' // under a time limit
    | 'acquired' // the resource is given back when it returns
    | 'batch' // gets a list of keys or elements
    | 'listener' // of an event
    | 'startup' // once, while the process starts
    | 'shutdown' // once, when the process is told to stop
    | 'callback'; // plain continuation, e.g. a node callback
  /** Types of its parameters, in order; `null` where none is modelled. The word `error` is the error of a node callback. */
  params?: (TypeRef | 'error' | null)[];
  /** For `transaction`: calls of the client that began it run inside too, without being told (AsyncLocalStorage). */
  ambient?: boolean;
  /** For `element`: where the list is; absent: it is the receiver, e.g. a cursor. */
  over?: Place;
  /** For `limited` and `element`: how many run at once. Absent option, or no `at`: `default`; `null`: no limit. */
  limit?: { at?: Place; default: number | null };
}

/** How a scheduler or a job queue runs its jobs. */
export interface JobRuns {
  /** Where the interval in ms is, or the cron pattern. */
  every?: Place;
  pattern?: Place;
  /** A run is due while the last one of the job hasn't ended: it begins beside it, is left out, or waits for it. */
  overlap?: 'begins' | 'skipped' | 'waits';
  /** Where `overlap` is `begins`: the option that has such a run left out, by `true` or a function. */
  exclusive?: Place;
  /** What becomes of a rejected run: it ends the process, is logged, is lost, or the job counts as failed. */
  rejection: 'unhandled' | 'logged' | 'lost' | 'failed';
  /** The option that takes care of a rejected run, by `true` or a function. */
  handler?: Place;
  /** Where the facts were observed or are stated. */
  source?: string;
}

/** What narrows, bounds or pages a read. */
export type Clause = 'filter' | 'limit' | 'offset' | 'cursor' | 'order' | 'group' | 'relations' | 'unique' | 'aggregate';

/** A resource that a call opens and the ways to give it back. */
export interface Acquisition {
  kind:
    | 'pooled-client'
    | 'connection'
    | 'channel'
    | 'query-runner'
    | 'session'
    | 'transaction'
    | 'cursor'
    | 'stream'
    | 'lock'
    | 'reader'
    | 'process'
    | 'browser';
  /** Members of the resource that give it back. */
  release: string[];
  /** Members of the receiver (pool, manager) that give it back when passed the resource. */
  releaseBy?: string[];
  /** Index of the node callback's parameter that gives it back (`(err, client, done)`: 2). */
  releaseCallback?: number;
  /** Name of the form that gives it back by itself, for the message: `pool.query()`. */
  scoped?: string;
  /** The library gives it back by itself when the work ends. */
  auto?: boolean;
  /** The resource is the receiver, not what the call gives: `client.connect()`, `session.startTransaction()`. */
  receiver?: boolean;
}

/**
 * How a server is told to end a statement that runs, where its driver takes no signal. Code knows the receiver of the call by the name
 * of its type (`pool`), the session as `session`, and as `CANCEL_TIMEOUT_MS` how long it may take.
 */
export interface Cancellation {
  /** The receiver's type, as the package exports it. */
  of: string;
  /** The session that runs the statement, where the receiver chooses one by itself: code that takes it, gives it back, and ends it. */
  session?: { type: string; take: string; back: string; end?: string };
  /** Code that ends the statement that the session, or the receiver, runs. */
  cancel: string;
  /** What the code imports from the package, as values. */
  imports?: string[];
  /** Code that makes the connection over which that is said (`canceller`), where one is kept beside each receiver. */
  canceller?: string;
}

/** A call of a member, an export or a receiver itself. */
export interface Call {
  concept?: Concept;
  access?: Access;
  /** What a query runs on or an external call speaks, for messages and for choosing a fix. */
  medium?: 'sql' | 'document' | 'key-value' | 'search' | 'http' | 'graphql' | 'grpc' | 'email' | 'socket' | 'file' | 'process';
  /** Zero-based index of the options object; `last`: the last argument that is no function. */
  options?: number | 'last';
  /** Where an object may be that was made with the same options: `fetch(new Request(url, { signal }))`. */
  carrier?: Place;
  /**
   * Zero-based index of the statement's text. Tagged templates carry it in their quasi. Absent with access `sql`: the
   * text is in the link of the chain that has `text`.
   */
  text?: number;
  /** Key of the text where that argument may also be an object: `query({ text: 'SELECT …' })`. */
  textKey?: string;
  /** It gives its result without a promise and blocks the process until it is there. */
  sync?: boolean;
  /** HTTP method of the call: fixed by the member (`get`), or the place of an option with its default. */
  method?: { at: Place; default: string };
  /** Where its URL is: the first of these places that has one. */
  url?: Place[];
  /** Options, of the call or of its client, that its URL is relative to. */
  baseUrl?: Place[];
  /** Where what it sends is: the body of a request or, for `respond`, of an answer. */
  body?: Place[];
  /** How an answer that is an error comes: as what the call gives, or thrown. `status`: where its HTTP status, or a mail server's code, is in there. */
  failure?: { as: 'result' | 'error'; status: string };
  /** The answer is a stream where this option has this value, or this argument is an instance of the class of this name. */
  streams?: { at: Place; is: string };
  /** It takes as long as what it moves is large, where the argument at this place is an instance of a class of these names. */
  sized?: { at: Place; is: string[] };
  /** Ids of the model's `timeouts` that bound this call. */
  timeouts?: string[];
  /** Place of an AbortSignal option. Absent: the call can't be cancelled by one. */
  signal?: Place;
  /** It takes no signal, and the server can be told in another way to end what it runs. */
  cancelledBy?: Cancellation;
  /** Type of what it gives, after `await`. */
  returns?: TypeRef;
  /** What it gives is an instance of the project's class at this place: `moduleRef.get(UserService)`. */
  instanceOf?: Place;
  /** The class at this place is what the rows are, of what it gives and of itself: `getRepository(User)`. */
  rowsOf?: Place;
  /** What it gives keeps the receiver's construction options where its own say nothing: `got.extend()`. */
  inherits?: boolean;
  /** What it gives acts as all of the values at this place: `AbortSignal.any([a, b])`, `wrap(retry, breaker)`. */
  joins?: Place;
  /** It keeps the value at `Argument[1]` under the name at `Argument[0]` for the application or request, or gives what is kept. */
  shares?: 'set' | 'get';
  /** What it gives is read at run time, from a file or the environment: only who runs the service knows it. */
  settings?: boolean;
  /** It makes its arguments one object: where several have a property, the one of the `first` or `last` counts. */
  merges?: 'first' | 'last';
  callbacks?: Callback[];
  /** Where its clauses sit, for reads that take an options object. */
  clauses?: Partial<Record<Clause, Place[]>>;
  /** The clause that the call always has, or that it adds to a builder's chain; `any`: it may add every one (`modify(callback)`). */
  clause?: Clause | 'any';
  /** What a read gives: one row, a list, a number, a stream, or nothing but a sign of life (`ping`). */
  rows?: 'one' | 'many' | 'count' | 'stream' | 'none';
  /** The library's batch form, as code for the message: `findMany({ where: { id: { in: ids } } })`. */
  batch?: string;
  /** For a call that sends whatever it is passed: what the batch form takes many of is an instance of a class of these names. */
  batchOf?: { at: Place; is: string[] };
  /** The same for writes, where the statement's text decides (`access: 'sql'`). */
  writeBatch?: string;
  /** What a read of one row gives where there is none; `null` where absent. */
  missing?: 'null' | 'undefined';
  /** A key of another type than the column's fails: a row has its key just as it was asked for. */
  strictKeys?: boolean;
  /** The library itself collects such calls of one tick into one (Prisma `findUnique`, DataLoader `load`). */
  batches?: boolean;
  /** This form takes many rows or keys at once. */
  bulk?: boolean;
  /** It reads the whole table or keyspace whatever it is passed: Redis `KEYS`. */
  whole?: boolean;
  /** It makes a schema of an object with the properties at this place: what is parsed with it has them. */
  describes?: Place;
  /** Place of the transaction or session that the call runs in. Absent option: it runs outside of any. */
  session?: Place;
  /**
   * What the call opens. Nothing is opened where a function is passed for a callback of role `transaction` or
   * `acquired`: that form gives it back by itself.
   */
  acquires?: Acquisition;
  /** A client of this type is made from the options and kept by the framework: `TypeOrmModule.forRoot({ … })`. */
  makes?: TypeRef;
  /** Where a function that gives the options of what it makes is: `TypeOrmModule.forRootAsync({ useFactory: () => ({ … }) })`. */
  factory?: Place;
  /** For `log`: the level (`any`: it is used for all, as `console.log`), and the shape that keeps the stack (`logShapes`). */
  level?: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'any';
  /** For `log`: where the level's name is, where it is an argument. */
  levelAt?: Place[];
  logShape?: string;
  /** For `retry`: where the policy sits. */
  retry?: RetryFacts;
  /** For `timeout`, `signal` and `shutdown`: where the limit sits. */
  limitMs?: Place;
  /** For `sleep` and `schedule`: where the delay or interval in ms sits. */
  delayMs?: Place;
  /** For `schedule`: it runs again and again. */
  repeats?: boolean;
  /** For `schedule` and `consume`: what a long run and a rejected one lead to. */
  runs?: JobRuns;
  /** Cuts the list at `over` into lists of at most `size` elements. */
  chunks?: { over: Place; size: { at: Place; default: number } };
  /** For `event` and `shutdown`: place of the event's or signal's name. */
  eventAt?: Place;
  /** What differs where the name at `eventAt` is this literal; `a|b` names several at once. */
  events?: Record<string, Partial<Call>>;
  /** For `route`: place of the path; for `listen`: nothing. */
  pathAt?: Place;
  /** The bound on the bodies that it, or the server that it makes, reads. */
  bodyLimit?: SizeLimit;
  /** Where the status of an answer is: of the call itself (`sendStatus(429)`), or of the one that it begins. */
  statusAt?: Place;
  /** It changes the database's schema. */
  migrates?: boolean;
  /** Options that make it do so. */
  migratesBy?: Place[];
  /** Where the fact is stated, where it isn't obvious. */
  source?: string;
}

/** How a retry helper is bounded. Absent place: there is no such option. */
export interface RetryFacts {
  attempts?: { at: Place; default: number | null };
  /** What `attempts` counts. */
  counts?: 'attempts' | 'retries';
  /** What is at the place: the `factor` by which the delay grows, a constant `delay`, or, absent, something that makes delays. */
  backoff?: { at: Place; default: 'none' | 'fixed' | 'exponential'; means?: 'factor' | 'delay' };
  /** Where the first delay in ms sits: `0` is none at all. */
  delayMs?: Place;
  /** Option that lets it never give up. */
  forever?: Place;
  /** A function that says how long to wait, and which of its parameters is the error: a `Retry-After` is in there. */
  ownDelay?: { at: Place; errorAt: number };
  jitter?: { at: Place; default: boolean };
  /** More options that only say how long it waits. */
  delays?: Place[];
  /** A function that is told of each failure: the error, and the number of the attempt, from 1. */
  onRetry?: Place;
  /** Of `filter`, a function that is given the error and the number of the attempt, and says whether to make another one. */
  chooses?: Place;
  filter?: Place[];
  /** Exports that let every error through at `filter` (`handleAll`). */
  unfiltered?: string[];
  /** What ends the retries from inside: an error class that is thrown, or the callback's parameter that is called. */
  stop?: { throws?: string; parameter?: number };
}

/** How a logger keeps an error's stack. From observed output, one shape for one signature. */
export interface LogShape {
  /** Positions at which an Error itself keeps its stack. */
  errorAt: (number | 'any')[];
  /** Position of the object argument whose keys may hold the error. */
  objectAt?: number | 'any';
  /** Keys of that object under which an Error keeps its stack. `*`: any key. */
  errorKeys?: string[];
  /** Construction option that names one more such key (`errorKey`). */
  errorKeyOption?: Place;
  /** Construction option whose keys are serialised too (`serializers`). */
  serializersOption?: Place;
  /** Keys and positions at which an error is printed as `{}` or dropped, for choosing the message. */
  emptyAt?: (number | 'object-key')[];
  droppedAt?: (number | 'rest')[];
  /** Position that takes the stack as a string (Nest 10). */
  stackAt?: number;
  /**
   * Positions at which an Error keeps its stack only if the construction option holds a call of this name with this
   * text in its arguments (winston: `format` with `errors({ stack: true })`).
   */
  needs?: { at: number[]; option: Place; call: string; text: string };
  /**
   * Construction options that change all of this: where one is set, the shape is unknown, unless its value is made of
   * calls of these names only. `rare`: it only counts where it is seen, not where the construction is out of view.
   */
  changedBy?: { option: Place; unless?: string[]; rare?: boolean }[];
  /**
   * How the fix writes it, with `$message` and `$error`: `({ err: $error }, $message)`, `($message, $error)`,
   * `($message, $error.stack)`. Absent: no fix for this signature.
   */
  fix?: string;
}

/** How a client's or server's life ends, for shutdown. */
export interface Lifecycle {
  /** In which step of a drain it ends. */
  stage: 'server' | 'worker' | 'scheduler' | 'publisher' | 'client' | 'pool' | 'logger';
  /** Code that ends it, with `$` for the value: `$.end()`. Awaited. */
  close: string;
  /** Construction option without which it keeps nothing open between two calls. */
  keepsBy?: Place;
  /** Calls after the client is made that open it; absent: open from construction. */
  opens?: string[];
  /** Error event that must have a listener, or an error ends the process (`error` for pg's Pool). */
  errorEvent?: string;
  /** Event that hands over each connection it opens, where those need a listener for `errorEvent` of their own. */
  connectionEvent?: string;
  /** Code of the HTTP server inside, with `$` for the value: `$.server`. */
  httpServer?: string;
}

/** One bound of a pool. */
export interface PoolBound {
  /** Path inside the construction's options. Absent: it can't be set there. */
  at?: Place;
  /** Other paths that set the same. */
  also?: Place[];
  /** Bound when nothing is set; `null`: none; `'unknown'`: set by a driver or the machine. */
  default: number | null | 'unknown';
  /** Of the times among the bounds; milliseconds when absent. */
  unit?: 's';
  /** Values that switch it off. */
  off?: number[];
  /** It exists only where this construction option has one of these values. */
  when?: Timeout['when'];
  /** A connection-string query parameter, e.g. `connection_limit`. */
  url?: string;
}

/** What a construction makes and how it is configured. */
export interface Construction {
  /** Option that, where it is given, has commands wait by intent, as a connection of workers does. */
  waitsBy?: Place;
  /** Index of the options object or connection string. */
  options?: number | 'last';
  pool?: {
    /** Connections at once. */
    max?: PoolBound;
    /** Waiting for a free one. */
    acquire?: PoolBound;
    /** Keeping one that nobody uses. */
    idle?: PoolBound;
    /** Age at which one is replaced. */
    lifetime?: PoolBound;
  };
  /** Ids of the model's `timeouts` whose `client` place lies in these options. */
  timeouts?: string[];
  /** Where its connection string may be, whose parameters are options too. */
  connectionString?: Place[];
  /** Where settings of the server are passed on as text: `options: '-c statement_timeout=5000'`. */
  serverOptions?: Place[];
  /** Options that make it change the database's schema. */
  migratesBy?: Place[];
  /** Options with which it writes each statement to the log with its values: with one of these, alone or in a list. */
  printsValues?: { at: Place; is: (boolean | string)[] }[];
  concept?: Concept;
  /** As in `Call`. */
  body?: Place[];
  statusAt?: Place;
  /** Functions passed to the construction: the processor of `new Worker(name, processor)`. */
  callbacks?: Callback[];
  /** What is made must be given back: a cursor. */
  acquires?: Acquisition;
  /** For `schedule` and `consume`, as of a call. */
  repeats?: boolean;
  runs?: JobRuns;
}

/** A kind of receiver: what it has and what happens when it is called, constructed or awaited. */
export interface TypeModel {
  /** Another type of the model (or `package#Type`) whose members this one has too. */
  extends?: TypeRef;
  /**
   * Methods. `a|b` names several at once; `*` stands for every other name, `get*` for every other name that begins so,
   * where the project declares no such method itself.
   */
  members?: Record<string, Call>;
  /** Properties by name, or `*` for every other name, and the type of their value. */
  properties?: Record<string, TypeRef>;
  /** The receiver itself is called: `knex('users')`, `axios(config)`, `` sql`…` ``. */
  call?: Call;
  /** A lazy builder: this happens when it is awaited, returned or `then`ed, not when it is made. */
  awaited?: Call;
  /** This happens when it is iterated; `returns` is the type of one element: `for await (const user of cursor)`. */
  iterated?: Call;
  /** It is a class as a value, and `new` gives an instance of this type: `mongoose.model('User', schema)`. */
  constructs?: TypeRef;
  lifecycle?: Lifecycle;
  /**
   * It keeps every row that it has loaded, and compares all of them when it writes. Members that write, members that forget
   * what was loaded, and the option of a read that keeps nothing.
   */
  unitOfWork?: { writes: string[]; forgets: string[]; bypass?: Place };
  /** It is an application of a server framework. */
  server?: ServerFacts;
  /** It is a schema of a number that nothing bounds from above. */
  unbounded?: true;
  /** Property by which the status of an answer is set: `ctx.status = 429`. */
  statusBy?: string;
  /** Who gives it to a handler answers where that rejects. Else a rejection is unhandled, and may end the process. */
  answersRejections?: boolean;
  /** Construction options of clients of this type, where it can be made in more than one way. */
  construction?: Construction;
  /** Members of subclasses or of decorated classes that a framework calls: `{ canActivate: 'handler' }`. */
  hooks?: Record<string, Callback['role']>;
  /** It is a type of functions that a framework calls: `const list: RequestHandler = (req, res) => …`. */
  function?: Omit<Callback, 'at'>;
}

/** What one export of a package is. Several fields may hold: axios' default export is an instance that can be called. */
export interface Export {
  /** It is a value of this type. */
  instance?: TypeRef;
  /** It is a class whose instances have this type. */
  class?: TypeRef;
  /** Static members of the class, by single names. */
  statics?: Record<string, Call>;
  construction?: Construction;
  /** It is a function. */
  function?: Call;
  /** It is the type of the options that a client of this type is made with: `DataSourceOptions`. */
  configures?: TypeRef;
  /** It is a type, of this receiver type. In annotations it wins over `class` (mongoose's `Model<User>` is the class). */
  type?: TypeRef;
  /** It is an object of exports (`import pg from 'pg'`: `{ namespace: true }` stands for all exports of the package). */
  namespace?: true | Record<string, Export>;
  /** It is a decorator. */
  decorator?: Decorator;
  /** Where the fact is stated, where the package's declarations leave it out. */
  source?: string;
}

export interface Decorator {
  /** On a method: what the method is. */
  role?: Callback['role'];
  concept?: Concept;
  /** On a method that is a job: places are in the decorator's call. */
  repeats?: boolean;
  runs?: JobRuns;
  timeouts?: string[];
  /** On a parameter or property: the type that is injected. */
  injects?: TypeRef;
  /** With `injects`: the class at this place is what its rows are. */
  rowsOf?: Place;
  /** On a class: what the class is to the framework. */
  marks?: 'controller' | 'provider' | 'resolver' | 'entity' | 'module' | 'consumer' | 'gateway';
  /** On a parameter: types of the handler's parameters are given by the framework. */
  parameter?: TypeRef;
  /** On a parameter of a field's resolver: it is the object that has the field. */
  gives?: 'object';
  /** On an entity's property: it is a relation to one row or to many. Of type `Promise` it is loaded when awaited. */
  relation?: 'one' | 'many';
  /** On a property of what a client sends: it has to be a number, or it is bounded from above in some way. */
  checks?: 'number' | 'bound';
  /** With `relation`: what the property is where its type is a `Promise`. */
  lazy?: TypeRef;
}

/** A file whose exports a framework calls (Next.js route handlers). */
export interface FileConvention {
  /** Glob of the path, with `/` as separator. */
  files: string;
  /** Exported names that are handlers; `*`: all. */
  names: string[];
  role: Callback['role'];
  /** Types of the handlers' parameters, in order. */
  params?: (TypeRef | null)[];
  /** Only files, or functions, that begin with this directive (`use server`). */
  directive?: string;
}

export interface LibraryModel {
  /** Import name: the npm package, `node:…`, or `global` for names that need no import. */
  package: string;
  /** Other module names with the same exports (`node:http` and `http`, `undici` subpaths). */
  aliases?: string[];
  /** Semver range that the facts hold for. Two models may describe one package for different ranges. */
  versions: string;
  /** Version they were checked against. */
  checked: string;
  docs: string;
  /** Older versions in the range that the rows are held against too, each with what its declarations need: `4.22.3 @types/express@4.17.25`. */
  older?: string[];
  /** Packages that its declarations need beside it, with their versions: `@types/pg@8.23.1`. */
  typedBy?: string[];
  area: Area;
  exports: Record<string, Export>;
  types: Record<string, TypeModel>;
  /** Time limits by id. */
  timeouts?: Record<string, Timeout>;
  logShapes?: Record<string, LogShape>;
  /** What an application has that uses the package. */
  guards?: Guard[];
  /** Further attempts after the first that the library makes unasked. */
  retries?: { default: number; option?: Place; kinds?: string };
  /** Files, from a package's folder, in which the project writes its tables and their relations as `model User { posts Post[] }`. */
  tables?: string[];
  /** What queries of one transaction do that run at the same time is undefined; where that is stated. */
  serialTransactions?: string;
  /** Option that limits a relation which a read takes along, inside the relation's own options. */
  relationLimit?: string;
  /**
   * Keys of an object of resolvers whose functions answer requests. With one of them beside it, every other key holds the
   * fields of a type, which are resolved once per object.
   */
  resolverRoots?: string[];
  fileConventions?: FileConvention[];
  /** How a list goes on behind its last row, without an offset, as code for the message. */
  keyset?: string;
  /** How a list in any order of columns goes on behind the row that a unique key names, as code. */
  cursor?: string;
  /**
   * What the package adds to types of other models (`package#Type`) in projects that depend on it: `req.log`. It wins
   * over the other model's own member. `package@<11#Type` is the type of the model for those versions alone.
   */
  augments?: Record<TypeRef, Pick<TypeModel, 'members' | 'properties'>>;
  /**
   * Clients that are generated into the user's project: exports that are accepted by name from a specifier (`*` stands
   * for any text) that leads to no source, or into generated code.
   */
  generated?: { exports: string[]; specifiers: string[] };
  /** Sentences for the documentation: traps, differences between versions. */
  notes?: string[];
}

export const AREAS = [
  'http',
  'sql',
  'orm',
  'document',
  'cache',
  'queue',
  'sdk',
  'logger',
  'server',
  'resilience',
  'runtime',
] as const;
export type Area = (typeof AREAS)[number];

/** Identity at run time; in an editor it checks the shape and keeps literal names. */
export function defineModel(model: LibraryModel): LibraryModel {
  return model;
}
