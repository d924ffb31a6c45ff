/** One worker at a time on a billing run, across processes. */
import type { Database } from '../../infra/database.ts';

export interface RunLocks {
  /** Does the work unless another has hold of this run. */
  alone(runId: number, work: () => Promise<void>): Promise<void>;
}

/** First half of the advisory lock's key: "bill". */
const lockClass = 0x62696c6c;

export function createRunLocks({ pool }: Database): RunLocks {
  return {
    async alone(runId, work) {
      const client = await pool.connect();
      try {
        const { rows } = await client.query<{ mine: boolean }>(
          'SELECT pg_try_advisory_lock($1, $2) AS mine',
          [lockClass, runId],
        );
        if (!rows[0]?.mine) return;
        try {
          await work();
        } finally {
          await client.query('SELECT pg_advisory_unlock($1, $2)', [lockClass, runId]);
        }
      } finally {
        client.release();
      }
    },
  };
}
