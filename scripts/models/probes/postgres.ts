import { ends, shows, waits, type Case, type Probe } from './probe.js';

const PG = 'pg@8.23.1';

/** The same limits of drivers that pass them on to the server. `query` runs SQL with the options of a client. */
function serverLimits(query: (sql: string, options: string) => string, option = (name: string) => `{ ${name}: 300 }`): Record<string, Case> {
  return {
    default: waits(query('SELECT pg_sleep(30)', '{}')),
    'timeouts.statement': ends(query('SELECT pg_sleep(30)', option('statement_timeout'))),
    'timeouts.lock': ends(query('SELECT * FROM locked', option('lock_timeout'))),
    'timeouts.idleInTransaction': ends(`sleep(1000).then(() => ${query('SELECT 1', '{}')}).then(() => idle())`),
  };
}

/** A transaction that does nothing for longer than the server allows loses its connection. `make` gives a client of pg that is connected. */
const idle = (make: string) =>
  `const idle = async () => { const client = await (${make}); client.on('error', () => {}); await client.query('BEGIN'); await sleep(1000); return client.query('SELECT 1'); };`;

const PGISH: Record<string, Case> = {
  ...serverLimits((sql, options) => `make(${options}).query(\`${sql}\`)`),
  'timeouts.idleInTransaction': ends('idle()'),
  'timeouts.query': ends(`make({ query_timeout: 300 }).query('SELECT pg_sleep(30)')`),
  'timeouts.query of the call': ends(`make({}).query({ text: 'SELECT pg_sleep(30)', query_timeout: 300 })`),
  'timeouts.acquire': ends('taken({ connectionTimeoutMillis: 300 })'),
  'pool.acquire': waits('taken({})'),
  'pool.max': shows('ten connections at once, the eleventh waits', `(async () => { const pool = make({}); for (let i = 0; i < 10; i++) await pool.connect(); return pool.totalCount === 10 && await stillWaits(pool.connect()); })()`),
  'acquires Pool.connect': shows('`release()` gives the client back: none idle before, one after', `(async () => { const pool = make({}); const client = await pool.connect(); const before = pool.idleCount; client.release(); return before === 0 && pool.idleCount === 1; })()`),
};

const pgPool = (load: string) => `${load} const make = (options) => { const pool = new Pool({ connectionString: ADDRESS, ...options }); pool.on('error', () => {}); return pool; };
  const taken = async (options) => { const pool = make({ max: 1, ...options }); await pool.connect(); return pool.connect(); };
  ${idle('make({ idle_in_transaction_session_timeout: 300 }).connect()')}`;

const typeorm = (versions: string): Probe => ({
  package: 'typeorm',
  versions,
  server: 'postgres',
  needs: [PG, 'reflect-metadata@0.2.2'],
  load: `await import('reflect-metadata'); const { default: typeorm } = await import('typeorm'); const { DataSource } = typeorm;
    const make = async (extra, options = {}) => new DataSource({ type: 'postgres', url: ADDRESS, extra, ...options }).initialize();
    const taken = async (options) => { const source = await make({}, { poolSize: 1, ...options }); await source.createQueryRunner().connect(); return source.query('SELECT 1'); };`,
  cases: {
    ...serverLimits((sql, options) => `make(${options}).then((source) => source.query(\`${sql}\`))`),
    'timeouts.idleInTransaction': ends(`make({ idle_in_transaction_session_timeout: 300 }).then((source) => source.transaction(async (manager) => { await sleep(1000); return manager.query('SELECT 1'); }))`),
    'timeouts.query': ends(`make({ query_timeout: 300 }).then((source) => source.query('SELECT pg_sleep(30)'))`),
    'timeouts.connect': ends('taken({ connectTimeoutMS: 300 })'),
    'pool.acquire': waits('taken({})'),
    'pool.max': shows('ten query runners at once, the eleventh waits', `(async () => { const source = await make({}); for (let i = 0; i < 10; i++) await source.createQueryRunner().connect(); return stillWaits(source.query('SELECT 1')); })()`),
    'acquires DataSource.createQueryRunner': shows('`release()` gives the client back: the next query waits before, and works after', `(async () => { const source = await make({}, { poolSize: 1 }); const runner = source.createQueryRunner(); await runner.connect(); const next = source.query('SELECT 1'); const before = await stillWaits(next); await runner.release(); await next; return before; })()`),
    'acquires DataSource.transaction': shows('the connection is back when the callback has thrown', `(async () => { const source = await make({}, { poolSize: 1 }); await source.transaction(() => { throw new Error('x'); }).catch(() => {}); await source.query('SELECT 1'); return true; })()`),
  },
});

const mikro = (versions: string, version: string, extra: Record<string, Case> = {}): Probe => ({
  package: '@mikro-orm/core',
  versions,
  server: 'postgres',
  needs: [`@mikro-orm/postgresql@${version}`],
  load: `const { MikroORM, EntitySchema } = await import('@mikro-orm/postgresql');
    process.env.MIKRO_ORM_ALLOW_VERSION_MISMATCH = '1';
    const Item = new EntitySchema({ name: 'Item', tableName: 'locked', properties: { id: { type: 'integer', primary: true } } });
    const make = async (options) => MikroORM.init({ clientUrl: ADDRESS, entities: [Item], ...options }, ...[]);
    const query = async (sql, options, ...rest) => (await make(options)).em.getConnection().execute(sql, ...rest);`,
  cases: {
    default: waits(`query('SELECT pg_sleep(30)', {})`),
    'timeouts.statement': ends(`query("SET statement_timeout = 300; SELECT pg_sleep(30)", {})`),
    'pool.max': shows('ten transactions at once, the eleventh waits', `(async () => { const orm = await make({}); for (let i = 0; i < 10; i++) await orm.em.fork().begin(); return stillWaits(orm.em.fork().begin()); })()`),
    'acquires EntityManager.begin': shows('`commit()` gives the connection back: the next transaction waits before, and begins after', `(async () => { const orm = await make({ pool: { min: 0, max: 1 } }); const em = orm.em.fork(); await em.begin(); const next = orm.em.fork().begin(); const before = await stillWaits(next); await em.commit(); await next; return before; })()`),
    ...extra,
  },
});

/** Libraries on Postgres. */
export const POSTGRES_PROBES: readonly Probe[] = [
  { package: 'pg', server: 'postgres', load: pgPool(`const { default: pg } = await import('pg'); const { Pool } = pg;`), cases: PGISH },
  { package: 'pg-pool', server: 'postgres', needs: [PG], load: pgPool(`const { default: Pool } = await import('pg-pool');`), cases: PGISH },
  {
    package: 'pg-cursor',
    server: 'postgres',
    needs: [PG],
    load: `const { default: pg } = await import('pg'); const { default: Cursor } = await import('pg-cursor');
      const open = async () => { const client = new pg.Client(ADDRESS); await client.connect(); const cursor = client.query(new Cursor('SELECT generate_series(1, 100)')); await cursor.read(1); return { client, cursor }; };`,
    cases: {
      'acquires default': shows('the next query of the client waits until `close()` of the cursor', `(async () => { const { client, cursor } = await open(); const next = client.query('SELECT 1'); const before = await stillWaits(next); await cursor.close(); await next; return before; })()`),
    },
  },
  {
    package: 'pg-query-stream',
    server: 'postgres',
    needs: [PG],
    load: `const { default: pg } = await import('pg'); const { default: QueryStream } = await import('pg-query-stream'); const { once } = await import('node:events');
      const open = async () => { const client = new pg.Client(ADDRESS); await client.connect(); const stream = client.query(new QueryStream('SELECT generate_series(1, 10000)')); await once(stream, 'readable'); return { client, stream }; };`,
    cases: {
      'acquires default': shows('the next query of the client waits until `destroy()` of the stream', `(async () => { const { client, stream } = await open(); const next = client.query('SELECT 1'); const before = await stillWaits(next); stream.destroy(); await next; return before; })()`),
    },
  },
  {
    package: 'postgres',
    server: 'postgres',
    load: `const { default: postgres } = await import('postgres'); const make = (connection, options = {}) => postgres(ADDRESS, { connection, onnotice: () => {}, ...options });`,
    cases: {
      ...serverLimits((sql, options) => `make(${options}).unsafe(\`${sql}\`)`),
      'timeouts.idleInTransaction': ends(`make({ idle_in_transaction_session_timeout: 300 }).begin(async (sql) => { await sleep(1000); return sql\`SELECT 1\`; })`),
      'pool.max': shows('ten connections at once, the eleventh waits', `(async () => { const sql = make({}); for (let i = 0; i < 10; i++) await sql.reserve(); return stillWaits(sql.reserve()); })()`),
      'pool.acquire': waits(`(async () => { const sql = make({}, { max: 1 }); await sql.reserve(); return sql.reserve(); })()`),
      'acquires Sql.reserve': shows('`release()` gives the connection back: the next query waits before, and works after', `(async () => { const sql = make({}, { max: 1 }); const own = await sql.reserve(); const next = sql\`SELECT 1\`.execute(); const before = await stillWaits(next); own.release(); await next; return before; })()`),
    },
  },
  {
    package: 'slonik',
    server: 'postgres',
    needs: ['@slonik/pg-driver@47.3.2'],
    load: `const { createPool, sql } = await import('slonik'); const { createPgDriverFactory } = await import('@slonik/pg-driver'); const driver = createPgDriverFactory(); const make = (options) => createPool(ADDRESS, { driverFactory: driver, queryRetryLimit: 0, ...options });
      const query = async (options) => (await make(options)).query(sql.unsafe\`SELECT pg_sleep(30)\`);`,
    cases: {
      default: waits('query({})'),
      'timeouts.statement': ends('query({ statementTimeout: 300 })'),
      'timeouts.idleInTransaction': ends(`make({ idleInTransactionSessionTimeout: 300, transactionRetryLimit: 0 }).then((pool) => pool.transaction(async (connection) => { await sleep(1000); return connection.query(sql.unsafe\`SELECT 1\`); }))`),
      'pool.max': shows('ten connections at once, the eleventh waits', `(async () => { const pool = await make({}); for (let i = 0; i < 10; i++) void pool.connect(() => sleep(5000)); await sleep(500); return stillWaits(pool.query(sql.unsafe\`SELECT 1\`)); })()`),
      'acquires Pool.connect': shows('the connection is back when the callback has thrown', `(async () => { const pool = await make({ maximumPoolSize: 1 }); await pool.connect(() => { throw new Error('x'); }).catch(() => {}); await pool.query(sql.unsafe\`SELECT 1\`); return true; })()`),
    },
  },
  {
    package: 'knex',
    server: 'postgres',
    needs: [PG],
    load: `const { default: knex } = await import('knex'); const make = (connection, options = {}) => knex({ client: 'pg', connection: { connectionString: ADDRESS, ...connection }, ...options });
      const taken = async (options) => { const db = make({}, options); await db.transaction(); return db.raw('SELECT 1'); };`,
    cases: {
      ...serverLimits((sql, options) => `make(${options}).raw(\`${sql}\`)`),
      'timeouts.idleInTransaction': ends(`make({ idle_in_transaction_session_timeout: 300 }).transaction(async (trx) => { await sleep(1000); return trx.raw('SELECT 1'); })`),
      'timeouts.query': ends(`make({}).raw('SELECT pg_sleep(30)').timeout(300)`),
      'timeouts.queryClient': ends(`make({ query_timeout: 300 }).raw('SELECT pg_sleep(30)')`),
      'timeouts.acquire': ends('taken({ acquireConnectionTimeout: 300, pool: { min: 0, max: 1 } })'),
      'timeouts.poolAcquire': ends('taken({ pool: { min: 0, max: 1, acquireTimeoutMillis: 300 } })'),
      'pool.acquire': waits('taken({ pool: { min: 0, max: 1 } })'),
      'pool.max': shows('ten transactions at once, the eleventh waits', `(async () => { const db = make({}); for (let i = 0; i < 10; i++) await db.transaction(); return db.client.pool.numUsed() === 10 && await stillWaits(db.transaction()); })()`),
      'acquires Knex.transaction': shows('`commit()` and `rollback()` give the connection back: one used before, none after', `(async () => { const db = make({}); const used = []; for (const end of ['commit', 'rollback']) { const trx = await db.transaction(); used.push(db.client.pool.numUsed()); await trx[end](); await sleep(50); used.push(db.client.pool.numUsed()); } return used.join() === '1,0,1,0'; })()`),
    },
  },
  {
    package: 'objection',
    server: 'postgres',
    needs: [PG, 'knex@3.3.0'],
    load: `const { default: knex } = await import('knex'); const { default: objection } = await import('objection'); const db = knex({ client: 'pg', connection: ADDRESS }); class Item extends objection.Model { static tableName = 'items'; } Item.knex(db);
      const slow = () => Item.query().select(db.raw('pg_sleep(30)'));`,
    cases: {
      default: waits('slow()'),
      'timeouts.query': ends('slow().timeout(300)'),
      'acquires Model.transaction': shows('the connection is back when the callback has thrown', `(async () => { const own = knex({ client: 'pg', connection: ADDRESS }); await Item.bindKnex(own).transaction(() => { throw new Error('x'); }).catch(() => {}); await sleep(50); return own.client.pool.numUsed() === 0; })()`),
      'acquires Model.startTransaction': shows('`commit()` gives the connection back: one used before, none after', `(async () => { const own = knex({ client: 'pg', connection: ADDRESS }); const trx = await Item.bindKnex(own).startTransaction(); const before = own.client.pool.numUsed(); await trx.commit(); await sleep(50); return before === 1 && own.client.pool.numUsed() === 0; })()`),
    },
  },
  {
    package: 'bookshelf',
    server: 'postgres',
    needs: [PG, 'knex@3.3.0'],
    load: `const { default: knex } = await import('knex'); const { default: bookshelf } = await import('bookshelf'); const db = knex({ client: 'pg', connection: ADDRESS }); const shelf = bookshelf(db); const Item = shelf.model('Item', { tableName: 'items' });`,
    cases: {
      default: waits(`Item.query((builder) => builder.select(db.raw('pg_sleep(30)'))).fetchAll()`),
      'acquires Bookshelf.transaction': shows('the connection is back when the callback has thrown', `(async () => { const own = knex({ client: 'pg', connection: ADDRESS }); await bookshelf(own).transaction(() => Promise.reject(new Error('x'))).catch(() => {}); await sleep(50); return own.client.pool.numUsed() === 0; })()`),
    },
  },
  {
    package: 'drizzle-orm',
    server: 'postgres',
    needs: [PG],
    load: `const { default: pg } = await import('pg'); const { drizzle } = await import('drizzle-orm/node-postgres'); const { sql } = await import('drizzle-orm'); const make = (options) => { const pool = new pg.Pool({ connectionString: ADDRESS, ...options }); return Object.assign(drizzle(pool), { pool }); };`,
    cases: {
      default: waits('make({}).execute(sql`SELECT pg_sleep(30)`)'),
      'timeouts.statement': ends('make({ statement_timeout: 300 }).execute(sql`SELECT pg_sleep(30)`)'),
      'acquires Database.transaction': shows('the connection is back when the callback has thrown', `(async () => { const db = make({}); await db.transaction(() => { throw new Error('x'); }).catch(() => {}); return db.pool.totalCount === 1 && db.pool.idleCount === 1; })()`),
    },
  },
  ...(['>=0.29', '>=0.26 <0.29'] as const).map(
    (versions): Probe => ({
      package: 'kysely',
      versions,
      server: 'postgres',
      needs: [PG],
      load: `const { default: pg } = await import('pg'); const { Kysely, PostgresDialect, sql } = await import('kysely'); const make = (options) => { const pool = new pg.Pool({ connectionString: ADDRESS, ...options }); return Object.assign(new Kysely({ dialect: new PostgresDialect({ pool }) }), { pool }); };`,
      cases: {
        default: waits('sql`SELECT pg_sleep(30)`.execute(make({}))'),
        'timeouts.statement': ends('sql`SELECT pg_sleep(30)`.execute(make({ statement_timeout: 300 }))'),
        ...(versions === '>=0.29' && { 'timeouts.signal': ends('sql`SELECT pg_sleep(30)`.execute(make({}), { signal: AbortSignal.timeout(300) })') }),
        'acquires TransactionBuilder.execute': shows('the connection is back when the callback has thrown', `(async () => { const db = make({}); await db.transaction().execute(() => { throw new Error('x'); }).catch(() => {}); return db.pool.totalCount === 1 && db.pool.idleCount === 1; })()`),
        ...(versions === '>=0.29' && {
          'acquires ControlledTransactionBuilder.execute': shows('`commit()` gives the connection back: none idle before, one after', `(async () => { const db = make({}); const trx = await db.startTransaction().execute(); const before = db.pool.idleCount; await trx.commit().execute(); return before === 0 && db.pool.idleCount === 1; })()`),
        }),
      },
    }),
  ),
  mikro('>=7', '7.2.1', {
    'timeouts.signal': ends(`make({}).then((orm) => orm.em.fork().find('Item', {}, { signal: AbortSignal.timeout(300) }))`),
    'default find': waits(`make({}).then((orm) => orm.em.fork().find('Item', {}))`),
  }),
  mikro('>=5 <7', '6.6.16'),
  {
    package: 'sequelize',
    server: 'postgres',
    needs: [PG, 'pg-hstore@2.3.4'],
    load: `const { Sequelize } = await import('sequelize'); const make = (dialectOptions, options = {}) => new Sequelize(ADDRESS, { logging: false, dialect: 'postgres', dialectOptions, ...options });
      const taken = async (pool) => { const db = make({}, { pool: { max: 1, ...pool } }); await db.transaction(); return db.query('SELECT 1'); };`,
    cases: {
      ...serverLimits((sql, options) => `make(${options}).query(\`${sql}\`)`),
      'timeouts.idleInTransaction': ends(`make({ idle_in_transaction_session_timeout: 300 }).transaction(async (transaction) => { await sleep(1000); return transaction.sequelize.query('SELECT 1', { transaction }); })`),
      'timeouts.query': ends(`make({ query_timeout: 300 }).query('SELECT pg_sleep(30)')`),
      'timeouts.acquire': ends('taken({ acquire: 300 })'),
      'pool.acquire': waits('taken({})'),
      'pool.max': shows('five transactions at once, the sixth waits', `(async () => { const db = make({}); for (let i = 0; i < 5; i++) await db.transaction(); return stillWaits(db.transaction()); })()`),
      'acquires Sequelize.transaction': shows('`commit()` and `rollback()` give the connection back: one used before, none after', `(async () => { const db = make({}); const used = []; for (const end of ['commit', 'rollback']) { const transaction = await db.transaction(); used.push(db.connectionManager.pool.using); await transaction[end](); used.push(db.connectionManager.pool.using); } return used.join() === '1,0,1,0'; })()`),
    },
  },
  typeorm('>=1'),
  typeorm('>=0.3 <1'),
  {
    package: 'pg-promise',
    server: 'postgres',
    load: `const { default: pgPromise } = await import('pg-promise'); const pgp = pgPromise({ noWarnings: true }); const make = (options) => pgp({ connectionString: ADDRESS, ...options }); const taken = async (options) => { const db = make({ max: 1, ...options }); await db.connect(); return db.any('SELECT 1'); };`,
    cases: {
      ...serverLimits((sql, options) => `make(${options}).any(\`${sql}\`)`),
      'timeouts.idleInTransaction': ends(`make({ idle_in_transaction_session_timeout: 300 }).tx(async (task) => { await sleep(1000); return task.any('SELECT 1'); })`),
      'timeouts.query': ends(`make({ query_timeout: 300 }).any('SELECT pg_sleep(30)')`),
      'timeouts.acquire': ends('taken({ connectionTimeoutMillis: 300 })'),
      'pool.acquire': waits('taken({})'),
      'acquires Database.connect': shows('`done()` gives the connection back: the next query waits before, and works after', `(async () => { const db = make({ max: 1 }); const own = await db.connect(); const next = db.any('SELECT 1'); const before = await stillWaits(next); own.done(); await next; return before; })()`),
      'acquires Database.tx': shows('the connection is back when the callback has thrown', `(async () => { const db = make({ max: 1 }); await db.tx(() => { throw new Error('x'); }).catch(() => {}); await db.any('SELECT 1'); return true; })()`),
    },
  },
  {
    package: 'typeorm',
    versions: '<0.3',
    server: 'postgres',
    needs: ['pg@8.11.3', 'reflect-metadata@0.1.13'],
    load: `await import('reflect-metadata'); const { default: typeorm } = await import('typeorm'); let count = 0; const make = (extra, options = {}) => typeorm.createConnection({ name: String(count++), type: 'postgres', url: ADDRESS, extra, ...options });`,
    cases: {
      ...serverLimits((sql, options) => `make(${options}).then((source) => source.query(\`${sql}\`))`),
      'timeouts.idleInTransaction': ends(`make({ idle_in_transaction_session_timeout: 300 }).then((source) => source.transaction(async (manager) => { await sleep(1000); return manager.query('SELECT 1'); }))`),
      'timeouts.query': ends(`make({ query_timeout: 300 }).then((source) => source.query('SELECT pg_sleep(30)'))`),
    },
  },
  {
    package: 'sequelize-typescript',
    server: 'postgres',
    needs: [PG, 'pg-hstore@2.3.4', 'sequelize@6.37.8', 'reflect-metadata@0.2.2'],
    load: `await import('reflect-metadata'); const { default: lib } = await import('sequelize-typescript'); const make = (dialectOptions, options = {}) => new lib.Sequelize(ADDRESS, { logging: false, dialect: 'postgres', dialectOptions, ...options });`,
    cases: {
      ...serverLimits((sql, options) => `make(${options}).query(\`${sql}\`)`),
      'timeouts.idleInTransaction': ends(`make({ idle_in_transaction_session_timeout: 300 }).transaction(async (transaction) => { await sleep(1000); return transaction.sequelize.query('SELECT 1', { transaction }); })`),
      'timeouts.query': ends(`make({ query_timeout: 300 }).query('SELECT pg_sleep(30)')`),
      'timeouts.acquire': ends(`(async () => { const db = make({}, { pool: { max: 1, acquire: 300 } }); await db.transaction(); return db.query('SELECT 1'); })()`),
    },
  },
  {
    package: 'pg-boss',
    versions: '>=12',
    server: 'postgres',
    load: `const { PgBoss } = await import('pg-boss'); const boss = new PgBoss(ADDRESS); boss.on('error', () => {}); await boss.start(); await boss.createQueue('q', { retryLimit: 0 }); await boss.createQueue('plain');
      const done = async (queue, id) => { for (let i = 0; i < 60; i++) { const [job] = await boss.findJobs(queue, { id }); if (['failed', 'retry'].includes(job?.state)) return job.state; await sleep(50); } };`,
    cases: {
      'runs PgBoss.work': shows('the job of a handler that throws has failed', `(async () => { await boss.work('q', { pollingIntervalSeconds: 0.5 }, () => { throw new Error('x'); }); const id = await boss.send('q', {}); return (await done('q', id)) === 'failed'; })()`),
      retries: shows('a job may be tried twice more where nothing is set', `(async () => { const id = await boss.send('plain', {}); const [job] = await boss.findJobs('plain', { id }); return job.retryLimit === 2; })()`),
      'timeouts.expire default': shows('a job expires after 900 s where nothing is set', `(async () => { const id = await boss.send('plain', {}); const [job] = await boss.findJobs('plain', { id }); return job.expireInSeconds === 900; })()`),
    },
  },
  {
    package: 'graphile-worker',
    server: 'postgres',
    needs: [PG],
    load: `const { run, makeWorkerUtils, Logger } = await import('graphile-worker'); const { default: pg } = await import('pg'); const quiet = new Logger(() => () => {});
      const utils = await makeWorkerUtils({ connectionString: ADDRESS, logger: quiet }); await utils.migrate();`,
    cases: {
      'runs run': shows('the job of a task that throws is kept with its error, to be tried again', `(async () => { await run({ connectionString: ADDRESS, logger: quiet, noHandleSignals: true, pollInterval: 100, taskList: { bad: () => { throw new Error('broken'); } } }); await utils.addJob('bad', {}); for (let i = 0; i < 60; i++) { await sleep(50); const { rows: [job] } = await utils.withPgClient((client) => client.query('SELECT last_error, max_attempts, attempts FROM graphile_worker.jobs')); if (job?.last_error) return job.max_attempts === 25 && job.attempts === 1; } return false; })()`),
      'acquires WorkerUtils.withPgClient': shows('the client is back when the callback has thrown', `(async () => { const pool = new pg.Pool({ connectionString: ADDRESS }); const own = await makeWorkerUtils({ pgPool: pool, logger: quiet }); await own.withPgClient(() => { throw new Error('x'); }).catch(() => {}); return pool.totalCount === pool.idleCount && pool.totalCount > 0; })()`),
    },
  },
  {
    package: '@prisma/client',
    server: 'postgres',
    needs: ['prisma@7.10.0', '@prisma/adapter-pg@7.10.1', PG],
    files: {
      'schema.prisma': 'generator client {\n  provider = "prisma-client-js"\n}\ndatasource db {\n  provider = "postgresql"\n}\nmodel items {\n  id Int @id\n  name String?\n}\n',
      'prisma.config.mjs': `export default { schema: 'schema.prisma', datasource: { url: 'postgres://x' } };\n`,
    },
    prepare: ['prisma', 'generate', '--no-hints'],
    load: `const { default: prisma } = await import('@prisma/client'); const { PrismaPg } = await import('@prisma/adapter-pg'); const { default: pg } = await import('pg'); const make = (options) => new prisma.PrismaClient({ adapter: new PrismaPg({ connectionString: ADDRESS, ...options }) });
      const slow = (client) => client.$queryRawUnsafe('SELECT 1 FROM pg_sleep(30)');`,
    cases: {
      default: waits('slow(make({}))'),
      'timeouts.statement': ends('slow(make({ statement_timeout: 300 }))'),
      'timeouts.transaction': ends(`make({}).$transaction(async (tx) => { await sleep(1000); return tx.$queryRawUnsafe('SELECT 1'); }, { timeout: 300 })`),
      'timeouts.transactionWait': ends(`(async () => { const client = make({ max: 1 }); void client.$transaction(() => sleep(5000), { timeout: 6000 }); await sleep(300); return client.$transaction(() => 1, { maxWait: 300 }); })()`),
      'timeouts.transactionWait default': { run: `(async () => { const client = make({ max: 1 }); void client.$transaction(() => sleep(5000), { timeout: 6000 }); await sleep(300); return client.$transaction(() => 1); })()`, shows: 'gives up' },
    },
  },
];
