import { expect, it } from 'vitest';
import { plainType, tablesIn } from '../../../src/analysis/queries/columns.js';

it('reads the columns of tables from SQL', () => {
  const tables = tablesIn(`
    -- CREATE TABLE old (id int);
    CREATE TABLE IF NOT EXISTS public."orders" (
      id bigserial PRIMARY KEY,
      customer_id int NOT NULL REFERENCES customers (id),
      code varchar(20) UNIQUE,
      total numeric(10, 2) NOT NULL DEFAULT 0,
      placed_at timestamptz NOT NULL,
      CONSTRAINT orders_total CHECK (total >= 0)
    );
    create table pairs (a int not null, b int, primary key (a, b));
    create table keyed ("id" uuid, name text not null, primary key ("id"));
  `);
  expect([...tables.keys()]).toEqual(['orders', 'pairs', 'keyed']);
  expect(Object.fromEntries(tables.get('orders')!)).toEqual({
    id: { unique: true, notNull: true, exact: true, type: null },
    customer_id: { unique: false, notNull: true, exact: true, type: 'number' },
    code: { unique: true, notNull: false, exact: true, type: 'string' },
    total: { unique: false, notNull: true, exact: true, type: 'string' },
    placed_at: { unique: false, notNull: true, exact: false, type: 'Date' },
  });
  // A key of two columns makes neither unique.
  expect(tables.get('pairs')!.get('a')).toMatchObject({ unique: false });
  expect(tables.get('keyed')!.get('id')).toMatchObject({ unique: true, notNull: true });
});

it('tells what the program gets whole', () => {
  expect(plainType('timestamp', 'string')).toEqual({ exact: true, type: 'string' });
  expect(plainType('bigint', 'number')).toEqual({ exact: false, type: 'number' });
  expect(plainType('doublePrecision')).toEqual({ exact: false, type: null });
});
