/** The one door to PostgreSQL: a `pg` pool for hot paths, and Prisma over the same pool for ordinary work. */
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './prisma/client.ts';
import type * as Prisma from './prisma/internal/prismaNamespace.ts';

// bigint columns hold fen and row numbers, all far below 2^53; a larger one is refused rather than rounded.
const int8 = 20;
const int8Array = 1016;
const int8ArrayOfText = pg.types.getTypeParser(int8Array as number as 20) as (
  text: string,
) => (string | null)[];
const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === int8) return parseInt8;
    if (oid === int8Array)
      return (text: string) =>
        int8ArrayOfText(text).map(value => (value === null ? null : parseInt8(String(value))));
    return pg.types.getTypeParser(oid, format as 'text');
  },
} as pg.CustomTypesConfig;

function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint out of range: ${text}`);
  return value;
}

export type Transaction = Prisma.TransactionClient;

export interface Database {
  /** Parsed with `bigint` as number. Queries through it are named prepared statements where they are hot. */
  pool: pg.Pool;
  prisma: PrismaClient;
  /** Runs `work` in one transaction. No network call belongs inside. */
  inTransaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** The same in plain SQL over one connection of the pool. */
  inSqlTransaction<T>(work: (tx: pg.PoolClient) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  url: string;
  poolSize?: number;
  applicationName?: string;
  onIdleError?: (error: Error) => void;
}

export function openDatabase(options: DatabaseOptions): Database {
  const connection = {
    connectionString: options.url,
    application_name: options.applicationName ?? 'dianting',
    options: '-c TimeZone=UTC -c lock_timeout=10s -c idle_in_transaction_session_timeout=30s',
  };
  const pool = new pg.Pool({ ...connection, max: options.poolSize ?? 10, types });
  pool.on('error', error => options.onIdleError?.(error));
  // A connection that breaks while it is lent out fails its query; unheard, the event would end the process as well.
  pool.on('connect', client => void client.on('error', () => {}));
  // Prisma names its own parsers with each query, so both share the pool: bigint is `number` here and `bigint` there.
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    pool,
    prisma,
    inTransaction: work => prisma.$transaction(work, { maxWait: 5_000, timeout: 15_000 }),
    inSqlTransaction: work => inSqlTransaction(pool, work),
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

async function inSqlTransaction<T>(pool: pg.Pool, work: (tx: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    client.release();
    return result;
  } catch (error) {
    // A connection that cannot even roll back is thrown away.
    const broken = await client.query('ROLLBACK').then(
      () => false,
      () => true,
    );
    client.release(broken);
    throw error;
  }
}
