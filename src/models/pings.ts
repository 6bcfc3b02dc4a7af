/**
 * Code that asks what a client talks to for a sign of life, with `$.` for the value, by package and type. Each fails where
 * there is no answer, changes nothing, and needs no right but to connect.
 */
export const PINGS: Record<string, string> = {
  'pg#Pool': "$.query('SELECT 1')",
  'pg#Client': "$.query('SELECT 1')",
  'mysql2/promise#Pool': "$.query('SELECT 1')",
  'knex#Knex': "$.raw('SELECT 1')",
  'typeorm#DataSource': "$.query('SELECT 1')",
  'sequelize#Sequelize': '$.authenticate()',
  'ioredis#Redis': '$.ping()',
  'redis#RedisClient': '$.ping()',
};

/** Code of an object with the state of a pool, for those who read the answer of a readiness route. */
export const POOL_STATES: Record<string, string> = {
  'pg#Pool': '{ open: $.totalCount, idle: $.idleCount, waiting: $.waitingCount }',
};
