import { ends, shows, waits, type Case, type Probe } from './probe.js';

const mysqlPool = (kind: 'mysql2' | 'mysql2/promise'): Probe => ({
  package: kind,
  server: 'mariadb',
  load: `const { default: callbacks } = await import('mysql2'); const mysql = await import('mysql2/promise'); const make = (options) => mysql.createPool({ uri: ADDRESS, ...options });
    const query = (pool, ...args) => ${kind === 'mysql2' ? 'new Promise((resolve, reject) => callbacks.createPool({ uri: ADDRESS }).query(...args, (error, rows) => (error ? reject(error) : resolve(rows))))' : 'pool.query(...args)'};
    const taken = async (options) => { const pool = make({ connectionLimit: 1, ...options }); await pool.getConnection(); return pool.getConnection(); };`,
  cases: {
    default: waits(`query(make({}), 'SELECT SLEEP(30)')`),
    'timeouts.query': ends(`query(make({}), { sql: 'SELECT SLEEP(30)', timeout: 300 })`),
    'pool.acquire': waits('taken({})'),
    'pool.max': shows('ten connections at once, the eleventh waits', `(async () => { const pool = make({}); for (let i = 0; i < 10; i++) await pool.getConnection(); return stillWaits(pool.getConnection()); })()`),
    'acquires Pool.getConnection': shows('`release()` gives the connection back: the next one waits before, and comes after', `(async () => { const pool = make({ connectionLimit: 1 }); const connection = await pool.getConnection(); const next = pool.getConnection(); const before = await stillWaits(next); connection.release(); await next; return before; })()`),
    ...(kind === 'mysql2/promise' && {
      'cancelledBy Pool.query': shows("another connection's `KILL QUERY` with the session's `threadId` ends its statement", `(async () => { const pool = make({}); const session = await pool.getConnection(); const ended = session.query('SELECT SLEEP(30)').then(() => true, () => true); await sleep(100); await pool.query('KILL QUERY ?', [session.threadId]); return ended; })()`),
    }),
    'timeouts.lock default': shows('the server waits 50 s for a lock where nothing is set', `make({}).query("SHOW VARIABLES LIKE 'innodb_lock_wait_timeout'").then(([[{ Value }]]) => Value === '50')`),
  },
});

const mariadbCases: Record<string, Case> = {
  default: waits(`make({}).query('SELECT SLEEP(30)')`),
  'timeouts.timeout': ends(`make({}).query({ sql: 'SELECT SLEEP(30)', timeout: 300 })`),
  'timeouts.query': ends(`make({ queryTimeout: 300 }).query('SELECT SLEEP(30)')`),
  'timeouts.socket': ends(`make({ socketTimeout: 300 }).query('SELECT SLEEP(30)')`),
  'timeouts.acquire': ends('taken({ acquireTimeout: 300 })'),
  'pool.max': shows('ten connections at once, the eleventh waits', `(async () => { const pool = make({}); for (let i = 0; i < 10; i++) await pool.getConnection(); return pool.activeConnections() === 10 && await stillWaits(pool.getConnection()); })()`),
  'cancelledBy Pool.query': shows('`destroy()` of a session ends its statement on the server', `(async () => { const pool = make({}); const session = await pool.getConnection(); session.query('SELECT SLEEP(29)').catch(() => {}); const running = () => pool.query("SELECT count(*) AS n FROM information_schema.processlist WHERE info = 'SELECT SLEEP(29)'").then(([{ n }]) => Number(n)); await sleep(100); const before = await running(); session.destroy(); await sleep(300); return before === 1 && await running() === 0; })()`),
  'acquires Pool.getConnection': shows('`release()` gives the connection back: one active before, none after', `(async () => { const pool = make({}); const connection = await pool.getConnection(); const before = pool.activeConnections(); await connection.release(); return before === 1 && pool.activeConnections() === 0; })()`),
};

const redisClient = (versions: string, hasTimeout: boolean): Probe => ({
  package: 'redis',
  versions,
  server: 'redis',
  load: `const { createClient${hasTimeout ? ', createClientPool' : ''} } = await import('redis'); const open = async (options) => { const client = createClient({ url: ADDRESS, ...options }); client.on('error', () => {}); await client.connect(); return client; };
    const clients = { plain: await open({}), command: await open({ commandOptions: { timeout: 300 } }) };
    const offline = (options) => { const client = createClient({ url: 'redis://127.0.0.1:1', ...options }); client.on('error', () => {}); void client.connect().catch(() => {}); return client; };
    const admin = await open({});
    // Last, as its time begins when it is connected.
    clients.socket = await open({ socket: { socketTimeout: 300, reconnectStrategy: false }, disableOfflineQueue: true });
    await admin.sendCommand(['CLIENT', 'PAUSE', '60000', 'ALL']);`,
  cases: {
    default: waits(`clients.plain.get('x')`),
    ...(hasTimeout && {
      'timeouts.command': ends(`offline({ commandOptions: { timeout: 300 } }).get('x')`),
      'timeouts.command after it is sent': waits(`clients.command.get('x')`),
      'timeouts.socket': ends(`clients.socket.get('x')`),
    }),
  },
});

/** MariaDB, Redis and MongoDB. */
export const STORE_PROBES: readonly Probe[] = [
  mysqlPool('mysql2'),
  mysqlPool('mysql2/promise'),
  {
    package: 'mariadb',
    server: 'mariadb',
    load: `const { default: mariadb } = await import('mariadb'); const make = (options) => mariadb.createPool({ ...parsed(), ...options }); const parsed = () => { const url = new URL(ADDRESS); return { host: url.hostname, port: Number(url.port), user: url.username, password: url.password, database: 'probe' }; };
      const taken = async (options) => { const pool = make({ connectionLimit: 1, ...options }); await pool.getConnection(); return pool.getConnection(); };`,
    cases: mariadbCases,
  },
  {
    package: 'ioredis',
    server: 'redis',
    load: `const { Redis } = await import('ioredis'); const open = async (options) => { const client = new Redis(PORT, HOST, { retryStrategy: null, ...options }); client.on('error', () => {}); await client.ping(); return client; };
      const clients = { plain: await open({}), command: await open({ commandTimeout: 300 }), socket: await open({ socketTimeout: 300 }), blocking: await open({ blockingTimeout: 300 }) };
      const admin = await open({}); await admin.client('PAUSE', 60000, 'ALL');`,
    cases: {
      default: waits(`clients.plain.get('x')`),
      'timeouts.command': ends(`clients.command.get('x')`),
      'timeouts.socket': ends(`clients.socket.get('x')`),
      'timeouts.blocking': { run: `clients.blocking.blpop('x', 0.1).then((value) => { if (value === null) throw new Error('given up'); })`, shows: 'ends' },
    },
  },
  redisClient('>=6', true),
  redisClient('>=5 <6', true),
  redisClient('>=4 <5', false),
  {
    package: 'bullmq',
    server: 'redis',
    load: `const { Queue, Worker, QueueEvents } = await import('bullmq'); const connection = { host: HOST, port: PORT }; const queue = new Queue('q', { connection }); const events = new QueueEvents('q', { connection }); await events.waitUntilReady();`,
    cases: {
      default: waits(`queue.add('slow', {}).then((job) => job.waitUntilFinished(events))`),
      'timeouts.result': ends(`queue.add('slow', {}).then((job) => job.waitUntilFinished(events, 300))`),
      'runs Worker': shows('the job of a processor that throws has failed', `(async () => { const own = new Queue('bad', { connection }); new Worker('bad', () => { throw new Error('x'); }, { connection }).on('error', () => {}); const job = await own.add('x', {}); for (let i = 0; i < 60; i++) { await sleep(50); if (await job.isFailed()) return true; } })()`),
      retries: shows('a job is tried once where nothing is set', `(async () => { const job = await queue.add('x', {}); return !job.opts.attempts; })()`),
    },
  },
  {
    package: 'bull',
    server: 'redis',
    load: `const { default: Queue } = await import('bull'); const open = (name) => new Queue(name, { redis: { host: HOST, port: PORT } });`,
    cases: {
      'runs Queue.process': shows('the job of a processor that throws has failed', `(async () => { const queue = open('bad'); void queue.process(() => { throw new Error('x'); }); const job = await queue.add({}); for (let i = 0; i < 60; i++) { await sleep(50); if (await job.isFailed()) return true; } })()`),
      'timeouts.job': shows('a job that is slower than its `timeout` has failed', `(async () => { const queue = open('slow'); void queue.process(() => sleep(3000)); const job = await queue.add({}, { timeout: 300 }); for (let i = 0; i < 40; i++) { await sleep(50); if (await job.isFailed()) return true; } })()`),
      retries: shows('a job is tried once where nothing is set', `open('once').add({}).then((job) => job.opts.attempts === 1)`),
    },
  },
  {
    package: 'redlock',
    versions: '>=5.0.0-beta.1',
    server: 'redis',
    load: `const { default: Redlock } = await import('redlock'); const { Redis } = await import('ioredis'); const locks = new Redlock([new Redis(PORT, HOST)], { retryCount: 0 }); locks.on('error', () => {});`,
    cases: {
      'acquires Redlock.acquire': shows('`release()` gives the lock back: the next one fails before, and comes after', `(async () => { const lock = await locks.acquire(['a'], 20000); const before = await locks.acquire(['a'], 20000).then(() => false, () => true); await lock.release(); await locks.acquire(['a'], 20000); return before; })()`),
      'acquires Redlock.using': shows('the lock is back when the callback has thrown', `(async () => { await locks.using(['b'], 20000, () => { throw new Error('x'); }).catch(() => {}); await locks.acquire(['b'], 20000); return true; })()`),
    },
  },
  {
    package: 'generic-pool',
    server: 'none',
    load: `const { createPool } = await import('generic-pool'); const make = (options) => createPool({ create: async () => ({}), destroy: async () => {} }, options); const taken = async (options) => { const pool = make(options); await pool.acquire(); return pool.acquire(); };`,
    cases: {
      'pool.acquire': waits('taken({})'),
      'timeouts.acquire': ends('taken({ acquireTimeoutMillis: 300 })'),
      'pool.max': shows('one at once, the second waits', `(async () => { const pool = make({}); await pool.acquire(); return stillWaits(pool.acquire()); })()`),
      'acquires Pool.acquire': shows('`release()` gives it back: one borrowed before, none after', `(async () => { const pool = make({}); const item = await pool.acquire(); const before = pool.borrowed; await pool.release(item); return before === 1 && pool.borrowed === 0; })()`),
      'acquires Pool.use': shows('it is back when the promise of the callback is rejected', `(async () => { const pool = make({}); await pool.use(async () => { throw new Error('x'); }).catch(() => {}); await sleep(50); return pool.borrowed === 0; })()`),
      'acquires Pool.use that throws': shows('it is kept for ever where the callback throws before it gives a promise', `(async () => { const pool = make({}); await pool.use(() => { throw new Error('x'); }).catch(() => {}); await sleep(50); return pool.borrowed === 1; })()`),
    },
  },
  ...(['>=6.13', '>=4 <6.13'] as const).map(
    (versions): Probe => ({
      package: 'mongodb',
      versions,
      server: 'mongo',
      load: `const { MongoClient } = await import('mongodb'); const find = (options, call = {}) => new MongoClient(ADDRESS, { retryReads: false, ...options }).db().collection('x').findOne({}, call);
        const taken = async (options) => { const client = new MongoClient(ADDRESS, { maxPoolSize: 1, ...options }); await client.connect(); void client.db().collection('x').findOne().catch(() => {}); await sleep(300); return client.db().collection('x').findOne(); };`,
      cases: {
        default: waits('find({})'),
        'timeouts.socket': ends('find({ socketTimeoutMS: 300 })'),
        'timeouts.waitQueue': ends('taken({ waitQueueTimeoutMS: 300 })'),
        'pool.acquire': waits('taken({})'),
        'timeouts.maxTime client': waits('find({}, { maxTimeMS: 300 })', 'the limit is the server\'s: a server that has stopped is waited for all the same'),
      },
    }),
  ),
  ...(['>=8.18', '>=6 <8.18'] as const).map(
    (versions): Probe => ({
      package: 'mongoose',
      versions,
      server: 'mongo',
      load: `const { default: mongoose } = await import('mongoose'); const make = async (options) => { const connection = mongoose.createConnection(ADDRESS, { autoIndex: false, autoCreate: false, ...options }); return connection.model('Item', new mongoose.Schema({ name: String })); };`,
      cases: {
        default: waits('make({}).then((Item) => Item.findOne())'),
        'timeouts.socket': ends('make({ socketTimeoutMS: 300 }).then((Item) => Item.findOne())'),
        'timeouts.buffer': ends(`new mongoose.Mongoose().createConnection().model('Item', new mongoose.Schema({}, { bufferTimeoutMS: 300 })).findOne().exec()`),
      },
    }),
  ),
  ...(['>=6.13', '>=4 <6.13'] as const).map(
    (versions): Probe => ({
      package: 'mongodb',
      versions,
      server: 'mongo-rows',
      load: `const { MongoClient } = await import('mongodb'); const open = async () => { const client = new MongoClient(ADDRESS, { monitorCommands: true }); client.done = []; client.on('commandSucceeded', ({ commandName }) => client.done.push(commandName)); await client.connect(); return client; };
        const free = (client) => client.s.sessionPool.sessions.length;`,
      cases: {
        'acquires MongoClient.startSession': shows('`endSession()` gives the session back: none free before, one after', `(async () => { const client = await open(); const session = client.startSession(); await client.db().collection('x').findOne({}, { session }); const before = free(client); await session.endSession(); return before === 0 && free(client) === 1; })()`),
        'acquires MongoClient.withSession': shows('the session is back when the callback has thrown', `(async () => { const client = await open(); await client.withSession(async (session) => { await client.db().collection('x').findOne({}, { session }); throw new Error('x'); }).catch(() => {}); return free(client) === 1; })()`),
        'acquires Collection.watch': shows('`close()` ends the cursor on the server', `(async () => { const client = await open(); const stream = client.db().collection('x').watch(); await stream.next(); const before = client.done.includes('killCursors'); await stream.close(); await sleep(200); return !before && client.done.includes('killCursors'); })()`),
        'acquires ClientSession.startTransaction': shows('`abortTransaction()` ends the transaction', `(async () => { const client = await open(); const session = client.startSession(); session.startTransaction(); await client.db().collection('x').findOne({}, { session }); const before = session.inTransaction(); await session.abortTransaction(); return before && !session.inTransaction() && client.done.includes('abortTransaction'); })()`),
        'acquires ClientSession.withTransaction': shows('the transaction is ended when the callback has thrown', `(async () => { const client = await open(); const session = client.startSession(); await session.withTransaction(async () => { await client.db().collection('x').findOne({}, { session }); throw new Error('x'); }).catch(() => {}); return !session.inTransaction() && client.done.includes('abortTransaction'); })()`),
      },
    }),
  ),
  ...(['>=8.18', '>=6 <8.18'] as const).map(
    (versions): Probe => ({
      package: 'mongoose',
      versions,
      server: 'mongo-rows',
      load: `const { default: mongoose } = await import('mongoose'); const open = async () => { const connection = await mongoose.createConnection(ADDRESS, { autoIndex: false, autoCreate: false, monitorCommands: true }).asPromise(); connection.done = []; connection.getClient().on('commandSucceeded', ({ commandName }) => connection.done.push(commandName)); return connection; }; const modelOf = (connection) => connection.model('Item', new mongoose.Schema({ name: String }));
        const free = (connection) => connection.getClient().s.sessionPool.sessions.length;`,
      cases: {
        'acquires Connection.startSession': shows('`endSession()` gives the session back: none free before, one after', `(async () => { const connection = await open(); const session = await connection.startSession(); await modelOf(connection).findOne({}, null, { session }); const before = free(connection); await session.endSession(); return before === 0 && free(connection) === 1; })()`),
        'acquires Connection.transaction': shows('the session is back when the callback has thrown', `(async () => { const connection = await open(); const Item = modelOf(connection); await connection.transaction(async (session) => { await Item.findOne({}, null, { session }); throw new Error('x'); }).catch(() => {}); return free(connection) === 1 && connection.done.includes('abortTransaction'); })()`),
        'acquires Query.cursor': shows('`close()` ends the cursor on the server', `(async () => { const connection = await open(); const cursor = modelOf(connection).find().cursor(); await cursor.next(); const before = connection.done.includes('killCursors'); await cursor.close(); await sleep(200); return !before && connection.done.includes('killCursors'); })()`),
      },
    }),
  ),
  ...(['>=6.13', '>=4 <6.13'] as const).map(
    (versions): Probe => ({
      package: 'mongodb',
      versions,
      server: 'none',
      load: `const { MongoClient } = await import('mongodb'); const find = (options) => new MongoClient('mongodb://127.0.0.1:1/probe', options).db().collection('x').findOne();`,
      cases: { 'timeouts.serverSelection': ends('find({ serverSelectionTimeoutMS: 300 })'), 'timeouts.serverSelection default': waits('find({})', 'a server that can not be reached is looked for longer than the watching lasts: 30 s where nothing is set') },
    }),
  ),
  {
    package: 'mysql',
    server: 'mariadb',
    load: `const { default: mysql } = await import('mysql'); const make = (options) => mysql.createPool({ ...parsed(), ...options }); const parsed = () => { const url = new URL(ADDRESS); return { host: url.hostname, port: Number(url.port), user: url.username, password: url.password, database: url.pathname.slice(1) }; };
      const query = (pool, ...args) => new Promise((resolve, reject) => pool.query(...args, (error, rows) => (error ? reject(error) : resolve(rows))));
      const take = (pool) => new Promise((resolve, reject) => pool.getConnection((error, connection) => (error ? reject(error) : resolve(connection))));`,
    cases: {
      default: waits(`query(make({}), 'SELECT SLEEP(30)')`),
      'timeouts.query': ends(`query(make({}), { sql: 'SELECT SLEEP(30)', timeout: 300 })`),
      'pool.acquire': waits('(async () => { const pool = make({ connectionLimit: 1, acquireTimeout: 300 }); await take(pool); return take(pool); })()', 'the wait for a free connection has no end, whatever `acquireTimeout` is'),
      'pool.max': shows('ten connections at once, the eleventh waits', `(async () => { const pool = make({}); for (let i = 0; i < 10; i++) await take(pool); return stillWaits(take(pool)); })()`),
      'acquires Pool.getConnection': shows('`release()` gives the connection back: the next one waits before, and comes after', `(async () => { const pool = make({ connectionLimit: 1 }); const connection = await take(pool); const next = take(pool); const before = await stillWaits(next); connection.release(); await next; return before; })()`),
    },
  },
];
