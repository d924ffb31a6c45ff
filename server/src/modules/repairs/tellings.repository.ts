/** How far everybody who reported a fault has been told, and by whom the next batch is done. */
import type { Pool, PoolClient } from 'pg';

/** Who comes, that it is mended, or that nobody comes any more. */
export type TellingWhat = 'on-way' | 'restored' | 'called-off';

export interface Telling {
  id: number;
  faultId: number;
  what: TellingWhat;
  round: number;
  cursor: number;
  untilId: number;
  madeBy: string;
}

export interface ReportToTell {
  reportId: number;
  caseId: number;
}

export function createTellingsRepository(pool: Pool) {
  const columns = `id, fault_id AS "faultId", what, round, cursor, until_id AS "untilId", made_by AS "madeBy"`;
  return {
    /** Of all reports there are; the caller holds the fault, so that none comes between. */
    async begin(
      tx: PoolClient,
      telling: Pick<Telling, 'faultId' | 'what' | 'round' | 'madeBy'> & { at: Date },
    ): Promise<void> {
      const text = `INSERT INTO repair_tellings (fault_id, what, round, cursor, until_id, made_by, began_at)
        SELECT $1, $2, $3, 0, coalesce(max(id), 0), $4, $5 FROM repair_reports WHERE fault_id = $1`;
      await tx.query(text, [telling.faultId, telling.what, telling.round, telling.madeBy, telling.at]);
    },

    /** Of one that came later. */
    async beginOfOne(
      tx: PoolClient,
      reportId: number,
      telling: Pick<Telling, 'faultId' | 'what' | 'round' | 'madeBy'> & { at: Date },
    ): Promise<void> {
      const text = `INSERT INTO repair_tellings (fault_id, what, round, cursor, until_id, made_by, began_at) VALUES ($1, $2, $3, $4::bigint - 1, $4, $5, $6)`;
      const { faultId, what, round, madeBy, at } = telling;
      await tx.query(text, [faultId, what, round, reportId, madeBy, at]);
    },

    async unfinished(): Promise<number[]> {
      const text = 'SELECT id FROM repair_tellings WHERE finished_at IS NULL ORDER BY id LIMIT 1000';
      return (await pool.query<{ id: number }>(text)).rows.map(({ id }) => id);
    },

    /** Held: another process goes on with another telling. Undefined when somebody else has it, or it is through. */
    async take(tx: PoolClient, id: number): Promise<Telling | undefined> {
      const text = `SELECT ${columns} FROM repair_tellings WHERE id = $1 AND finished_at IS NULL FOR UPDATE SKIP LOCKED`;
      return (await tx.query<Telling>(text, [id])).rows[0];
    },

    /** Of whoever has reported no later fault. */
    async next(tx: PoolClient, { faultId, cursor, untilId }: Telling, size: number): Promise<ReportToTell[]> {
      const text = `SELECT r.id AS "reportId", r.case_id AS "caseId" FROM repair_reports r
        WHERE r.fault_id = $1 AND r.id > $2 AND r.id <= $3
          AND NOT EXISTS (SELECT FROM repair_reports later WHERE later.case_id = r.case_id AND later.id > r.id)
        ORDER BY r.id LIMIT $4`;
      return (await tx.query<ReportToTell>(text, [faultId, cursor, untilId, size])).rows;
    },

    async reached(tx: PoolClient, id: number, cursor: number, finishedAt: Date | null): Promise<void> {
      const text = 'UPDATE repair_tellings SET cursor = $2, finished_at = $3 WHERE id = $1';
      await tx.query(text, [id, cursor, finishedAt]);
    },
  };
}

export type TellingsRepository = ReturnType<typeof createTellingsRepository>;
