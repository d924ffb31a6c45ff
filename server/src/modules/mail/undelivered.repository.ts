/** Answers to customers outside the hall that did not arrive, with their words as long as these are kept. */
import type { Pool, PoolClient } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import { neverArrived, withJoined } from '../cases/index.ts';
import { withoutWords } from '../messages/index.ts';

export interface Undelivered {
  id: number;
  /** The case itself or one that was joined to it. */
  caseNo: string;
  kind: 'case-mail' | 'wallet-complaint' | 'case-account';
  reason: string;
  at: Date;
  /** Null: a mail that was handed over and came back; its words stand in the case. */
  sealed: string | null;
}

const ofCase = `${neverArrived} AND o.payload ->> 'caseNo' IN ${withJoined('$1')}`;

export function createUndeliveredRepository(pool: Pool) {
  return {
    async ofCase(caseNo: string): Promise<Undelivered[]> {
      const text = `SELECT id, payload ->> 'caseNo' AS "caseNo", kind, coalesce(last_error, '') AS reason, created_at AS at, payload ->> 'sealed' AS sealed FROM outbox_messages o
        WHERE ${ofCase} ORDER BY id LIMIT 50`;
      return (await pool.query<Undelivered>(text, [caseNo])).rows;
    },

    /** True for the first who asks; from then on it is tried like a new one. */
    async sendAgain(caseNo: string, id: number, audit: AuditRecord): Promise<boolean> {
      const text = `UPDATE outbox_messages o SET status = 'waiting', attempts = 0, next_at = clock_timestamp() WHERE ${ofCase} AND o.id = $2 AND o.payload ? 'sealed'`;
      return (await pool.query(withAudit(text, [caseNo, id], audit))).rowCount === 1;
    },

    /** A mail server has said that it could not deliver what we handed over. */
    async returned(tx: PoolClient, dedupeKey: string, reason: string): Promise<void> {
      const text = `UPDATE outbox_messages SET status = 'dead', last_error = $2, payload = payload || '{"returned": true}' WHERE dedupe_key = $1 AND status = 'sent'`;
      await tx.query(text, [dedupeKey, reason]);
    },

    /** What nobody sent again in so long is in the case all the same. */
    async forget(before: Date): Promise<void> {
      const text = `UPDATE outbox_messages SET payload = ${withoutWords} - 'returned' WHERE status = 'dead' AND payload ?| ARRAY['sealed', 'returned'] AND next_at < $1`;
      await pool.query(text, [before]);
    },
  };
}

export type UndeliveredRepository = ReturnType<typeof createUndeliveredRepository>;
