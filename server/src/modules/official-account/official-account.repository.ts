/** Messages of followers, and who wrote which case. */
import type { Pool, PoolClient } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';

export type Verdict = 'opened' | 'added' | 'prompted' | 'flood' | 'unreadable';

export interface StoredSaid {
  id: number;
  senderHash: Buffer;
  saidEnc: Buffer;
  attempts: number;
}

interface AsideSaid {
  id: number;
  verdict: 'flood' | 'unreadable';
  storedAt: Date;
  senderHash: Buffer;
  /** Null once it is kept no longer. */
  saidEnc: Buffer | null;
}

interface WaitingMedia {
  id: number;
  saidEnc: Buffer;
  caseNo: string;
  storedAt: Date;
}

const firstPauseSeconds = 60;
const longestPauseSeconds = 6 * 3_600;

export function createOfficialAccountRepository(pool: Pool) {
  return {
    /** Once under its number, however often it is pushed. */
    async store(said: { messageId: string; senderHash: Buffer; saidEnc: Buffer; at: Date }): Promise<void> {
      const text = `INSERT INTO account_messages (message_id, sender_hash, said_enc, stored_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (message_id) DO NOTHING`;
      await pool.query(text, [said.messageId, said.senderHash, said.saidEnc, said.at]);
    },

    /** The oldest unhandled one of each sender, with a lease: what one person says is taken up in the order in which it was said. */
    async claim(now: Date, limit: number, leaseSeconds: number): Promise<StoredSaid[]> {
      const text = `UPDATE account_messages SET attempts = attempts + 1, next_at = $1::timestamptz + make_interval(secs => $3)
        WHERE id IN (SELECT m.id FROM account_messages m WHERE m.verdict IS NULL AND m.next_at <= $1
            AND NOT EXISTS (SELECT FROM account_messages o WHERE o.sender_hash = m.sender_hash AND o.verdict IS NULL AND o.id < m.id)
          ORDER BY m.id LIMIT $2 FOR UPDATE SKIP LOCKED)
        RETURNING id, sender_hash AS "senderHash", said_enc AS "saidEnc", attempts`;
      return (await pool.query<StoredSaid>(text, [now, limit, leaseSeconds])).rows;
    },

    /** True for the first: what becomes of a message stands in the transaction that says so. */
    async settle(
      tx: PoolClient,
      id: number,
      settled: { verdict: Verdict; caseId: number | null; mediaWaits: boolean; at: Date },
    ): Promise<boolean> {
      const text = `UPDATE account_messages SET verdict = $2, case_id = $3, media_waits = $4, handled_at = $5, attempts = 0, next_at = $5 WHERE id = $1 AND verdict IS NULL`;
      const { verdict, caseId, mediaWaits, at } = settled;
      return (await tx.query(text, [id, verdict, caseId, mediaWaits, at])).rowCount === 1;
    },

    /** What no case was made of, newest first. */
    async listAside(page: number, size: number): Promise<AsideSaid[]> {
      const text = `SELECT id, verdict, stored_at AS "storedAt", sender_hash AS "senderHash", said_enc AS "saidEnc" FROM account_messages
        WHERE verdict IN ('flood', 'unreadable') ORDER BY id DESC LIMIT $1 OFFSET $2`;
      return (await pool.query<AsideSaid>(text, [size, (page - 1) * size])).rows;
    },

    async aside(id: number): Promise<{ senderHash: Buffer; saidEnc: Buffer } | undefined> {
      const text = `SELECT sender_hash AS "senderHash", said_enc AS "saidEnc" FROM account_messages
        WHERE id = $1 AND verdict IN ('flood', 'unreadable') AND said_enc IS NOT NULL`;
      return (await pool.query<{ senderHash: Buffer; saidEnc: Buffer }>(text, [id])).rows[0];
    },

    /** One that was set aside becomes a case, by whoever decides first. */
    async takeUp(
      tx: PoolClient,
      id: number,
      { caseId, mediaWaits, at }: { caseId: number; mediaWaits: boolean; at: Date },
      audit: AuditRecord,
    ): Promise<boolean> {
      const text = `UPDATE account_messages SET verdict = 'opened', case_id = $2, media_waits = $3, attempts = 0, next_at = $4
        WHERE id = $1 AND verdict IN ('flood', 'unreadable') AND said_enc IS NOT NULL RETURNING id`;
      return (await tx.query(withAudit(text, [id, caseId, mediaWaits, at], audit))).rowCount === 1;
    },

    async countOf(senderHash: Buffer, since: Date): Promise<{ opened: number; all: number }> {
      const text = `SELECT count(*) FILTER (WHERE verdict = 'opened')::int AS opened, count(*)::int AS all FROM account_messages
        WHERE sender_hash = $1 AND handled_at >= $2`;
      return (await pool.query(text, [senderHash, since])).rows[0];
    },

    /**
     * What they wrote last that is still worked on, or was answered since then: no longer when the sender is another person's
     * meanwhile, for whoever has that case reads what is added to it. Of a sender who is nobody in the hall the desk may have said who it is.
     */
    async currentCase(
      senderHash: Buffer,
      answeredSince: Date,
      personId: string | null,
    ): Promise<{ caseNo: string; confidential: boolean } | undefined> {
      const text = `SELECT c.case_no AS "caseNo", c.confidential FROM account_correspondents k JOIN service_cases c ON c.id = k.case_id
        WHERE k.sender_hash = $1 AND (c.person_id IS NULL OR c.person_id = $3 OR ($3::uuid IS NULL AND c.person_linked_by IS NOT NULL))
          AND (c.status IN ('new', 'working', 'paused') OR (c.status IN ('answered', 'closed') AND c.answered_at >= $2)
          OR (c.status = 'merged' AND c.opened_at >= $2)) ORDER BY c.id DESC LIMIT 1`;
      return (await pool.query(text, [senderHash, answeredSince, personId])).rows[0];
    },

    async addCorrespondent(
      tx: PoolClient,
      caseId: number,
      senderHash: Buffer,
      openIdEnc: Buffer,
    ): Promise<void> {
      const text =
        'INSERT INTO account_correspondents (case_id, sender_hash, open_id_enc) VALUES ($1, $2, $3)';
      await tx.query(text, [caseId, senderHash, openIdEnc]);
    },

    async openIdOf(caseNo: string): Promise<Buffer | undefined> {
      const text = `SELECT k.open_id_enc AS sealed FROM account_correspondents k JOIN service_cases c ON c.id = k.case_id WHERE c.case_no = $1`;
      return (await pool.query<{ sealed: Buffer }>(text, [caseNo])).rows[0]?.sealed;
    },

    /** The person of the hall who signs in with this account. */
    async personOf(appId: string, openId: string): Promise<string | null> {
      const text = `SELECT person_id AS "personId" FROM identities WHERE provider = 'wechat' AND app_id = $1 AND subject = $2`;
      return (await pool.query<{ personId: string }>(text, [appId, openId])).rows[0]?.personId ?? null;
    },

    /** What is due, each with a pause before its next try that grows to six hours: one that WeChat does not give away keeps nobody else's waiting. */
    async mediaToFetch(now: Date, limit: number): Promise<WaitingMedia[]> {
      const text = `UPDATE account_messages m SET attempts = m.attempts + 1,
          next_at = $1::timestamptz + make_interval(secs => least(${firstPauseSeconds} * 2 ^ m.attempts, ${longestPauseSeconds}))
        FROM service_cases c WHERE c.id = m.case_id AND m.id IN (SELECT w.id FROM account_messages w WHERE w.media_waits AND w.next_at <= $1
          ORDER BY w.next_at, w.id LIMIT $2 FOR UPDATE SKIP LOCKED)
        RETURNING m.id, m.said_enc AS "saidEnc", c.case_no AS "caseNo", m.stored_at AS "storedAt"`;
      return (await pool.query<WaitingMedia>(text, [now, limit])).rows;
    },

    /** True for the first. */
    async mediaFetched(tx: PoolClient, id: number): Promise<boolean> {
      const text = 'UPDATE account_messages SET media_waits = false WHERE id = $1 AND media_waits';
      return (await tx.query(text, [id])).rowCount === 1;
    },

    async forget(before: Date): Promise<void> {
      await pool.query(
        'UPDATE account_messages SET said_enc = NULL WHERE said_enc IS NOT NULL AND handled_at < $1',
        [before],
      );
    },
  };
}

export type OfficialAccountRepository = ReturnType<typeof createOfficialAccountRepository>;
