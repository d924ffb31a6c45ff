import type { Pool, PoolClient } from 'pg';
import type { WaitingRow } from '../../http/waiting-view.ts';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { Cursor } from './mailbox.ts';

/** What became of a mail: a case, words in one, or why not. */
export type Verdict =
  | 'opened'
  | 'added'
  | 'duplicate'
  | 'auto-reply'
  | 'bounce'
  | 'list'
  | 'flood'
  | 'forged'
  | 'empty'
  | 'unreadable';

export interface StoredMail {
  id: number;
  rawEnc: Buffer;
  /** It was longer than is read. */
  cut: boolean;
  attempts: number;
}

export interface AsideFacts {
  at: Date;
  messageHash?: Buffer;
  senderHash?: Buffer | null;
  senderEnc?: Buffer | null;
  subjectEnc?: Buffer;
  verified?: boolean;
}

export const asideShown = ['waiting', 'machines', 'dismissed', 'all'] as const;
export type AsideShown = (typeof asideShown)[number];

export interface AsideMail {
  id: number;
  verdict: Exclude<Verdict, 'opened' | 'added' | 'duplicate'>;
  storedAt: Date;
  senderEnc: Buffer | null;
  subjectEnc: Buffer | null;
  verified: boolean | null;
  /** Whether the mail itself is still kept. */
  kept: boolean;
  dismissedBy: string | null;
  dismissedAt: Date | null;
  dismissReason: string | null;
}

export interface KeptMail {
  rawEnc: Buffer;
  messageHash: Buffer | null;
  senderHash: Buffer | null;
}

export interface WaitingParts {
  id: number;
  rawEnc: Buffer;
  caseNo: string;
  attempts: number;
}

interface NamedCase {
  caseNo: string;
  /** Whom its answers go to; null where it came another way than by mail. */
  addressHash: Buffer | null;
  /** Whether that was certain when they wrote first. */
  verified: boolean;
}

interface Correspondent {
  caseId: number;
  addressHash: Buffer;
  addressEnc: Buffer;
  nameEnc: Buffer | null;
  subjectEnc: Buffer;
  verified: boolean;
  /** Of the last mail of theirs, for In-Reply-To. */
  lastMessageId: string | null;
}

export function createMailRepository(pool: Pool) {
  return {
    async cursor(): Promise<Cursor | undefined> {
      const text = `SELECT uid_validity::float8 AS "uidValidity", max(uid)::float8 AS uid FROM case_mails GROUP BY uid_validity ORDER BY max(id) DESC LIMIT 1`;
      return (await pool.query<Cursor>(text)).rows[0];
    },

    /** Stored once under its number; what stands there already is left as it is. */
    async store(mail: {
      uidValidity: number;
      uid: number;
      rawEnc: Buffer;
      cut: boolean;
      at: Date;
    }): Promise<void> {
      const text = `INSERT INTO case_mails (uid_validity, uid, raw_enc, cut, stored_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (uid_validity, uid) DO NOTHING`;
      await pool.query(text, [mail.uidValidity, mail.uid, mail.rawEnc, mail.cut, mail.at]);
    },

    /** Those that nothing has become of yet, oldest first, with a lease so that two processes do not work on one. */
    async claim(now: Date, limit: number, leaseSeconds: number): Promise<StoredMail[]> {
      const text = `UPDATE case_mails SET attempts = attempts + 1, next_at = $1::timestamptz + make_interval(secs => $3)
        WHERE id IN (SELECT id FROM case_mails WHERE verdict IS NULL AND next_at <= $1 ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED)
        RETURNING id, raw_enc AS "rawEnc", cut, attempts`;
      const { rows } = await pool.query<StoredMail>(text, [now, limit, leaseSeconds]);
      return rows.sort((one, other) => one.id - other.id);
    },

    /** True for the first: whatever is done with a mail stands in the transaction that says so. */
    async settle(
      tx: PoolClient,
      id: number,
      settled: {
        verdict: Verdict;
        messageHash: Buffer | null;
        senderHash: Buffer | null;
        caseId: number;
        at: Date;
      },
    ): Promise<boolean> {
      const text = `UPDATE case_mails SET verdict = $2, message_hash = $3, sender_hash = $4, case_id = $5, handled_at = $6, attempts = 0, next_at = $6
        WHERE id = $1 AND verdict IS NULL`;
      const { verdict, messageHash, senderHash, caseId, at } = settled;
      return (await tx.query(text, [id, verdict, messageHash, senderHash, caseId, at])).rowCount === 1;
    },

    async setAside(id: number, verdict: Verdict, facts: AsideFacts): Promise<void> {
      const text = `UPDATE case_mails SET verdict = $2, message_hash = $3, sender_hash = $4, handled_at = $5, sender_enc = $6, subject_enc = $7, verified = $8
        WHERE id = $1 AND verdict IS NULL`;
      const { at, messageHash, senderHash, senderEnc, subjectEnc, verified } = facts;
      await pool.query(text, [id, verdict, messageHash, senderHash, at, senderEnc, subjectEnc, verified]);
    },

    /** Whether the same sender's mail of this Message-ID was handled before, under whatever number. */
    /** Whether another copy than `besides` is in a case. */
    async isKnown(messageHash: Buffer, senderHash: Buffer, besides: number): Promise<boolean> {
      const text = `SELECT EXISTS (SELECT FROM case_mails WHERE message_hash = $1 AND sender_hash = $2 AND verdict IN ('opened', 'added') AND id <> $3) AS known`;
      return (await pool.query<{ known: boolean }>(text, [messageHash, senderHash, besides])).rows[0]!.known;
    },

    async countOf(senderHash: Buffer, since: Date): Promise<{ opened: number; all: number }> {
      const text = `SELECT count(*) FILTER (WHERE verdict = 'opened')::int AS opened, count(*)::int AS all
        FROM case_mails WHERE sender_hash = $1 AND handled_at >= $2 AND verdict IN ('opened', 'added')`;
      return (await pool.query(text, [senderHash, since])).rows[0];
    },

    async link(tx: PoolClient, caseId: number, messageHashes: Buffer[]): Promise<void> {
      const text =
        'INSERT INTO case_mail_threads (message_hash, case_id) SELECT unnest($2::bytea[]), $1 ON CONFLICT DO NOTHING';
      await tx.query(text, [caseId, messageHashes]);
    },

    async linkNow(caseId: number, messageHash: Buffer): Promise<void> {
      const text =
        'INSERT INTO case_mail_threads (message_hash, case_id) VALUES ($2, $1) ON CONFLICT DO NOTHING';
      await pool.query(text, [caseId, messageHash]);
    },

    /**
     * The cases that a mail answers: those of its sender first; by the Message-IDs it names, the nearest first, then by the case number it
     * carries. One chain of letters may have come through several cases.
     */
    async casesOf(
      messageHashes: Buffer[],
      { caseNo, senderHash }: { caseNo: string | null; senderHash: Buffer | null },
    ): Promise<NamedCase[]> {
      const text = `SELECT c.case_no AS "caseNo", p.address_hash AS "addressHash", coalesce(p.verified, false) AS verified FROM (
          SELECT case_id, min(place) AS place FROM (
            SELECT case_id, array_position($1::bytea[], message_hash) AS place FROM case_mail_threads WHERE message_hash = ANY ($1)
            UNION ALL SELECT id, 1000 FROM service_cases WHERE case_no = $2) named GROUP BY case_id
        ) found JOIN service_cases c ON c.id = found.case_id LEFT JOIN case_correspondents p ON p.case_id = c.id
        ORDER BY p.address_hash IS NOT DISTINCT FROM $3::bytea DESC, found.place, c.id DESC LIMIT 10`;
      return (await pool.query<NamedCase>(text, [messageHashes, caseNo, senderHash])).rows;
    },

    async addCorrespondent(tx: PoolClient, correspondent: Correspondent): Promise<void> {
      const { caseId, addressHash, addressEnc, nameEnc, subjectEnc, verified, lastMessageId } = correspondent;
      const text = `INSERT INTO case_correspondents (case_id, address_hash, address_enc, name_enc, subject_enc, verified, last_message_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7)`;
      await tx.query(text, [caseId, addressHash, addressEnc, nameEnc, subjectEnc, verified, lastMessageId]);
    },

    async heardFrom(tx: PoolClient, caseId: number, messageId: string | null): Promise<void> {
      await tx.query(
        'UPDATE case_correspondents SET last_message_id = coalesce($2, last_message_id) WHERE case_id = $1',
        [caseId, messageId],
      );
    },

    async correspondent(caseNo: string): Promise<Correspondent | undefined> {
      const text = `SELECT p.case_id AS "caseId", p.address_hash AS "addressHash", p.address_enc AS "addressEnc", p.name_enc AS "nameEnc",
          p.subject_enc AS "subjectEnc", p.verified, p.last_message_id AS "lastMessageId"
        FROM case_correspondents p JOIN service_cases c ON c.id = p.case_id WHERE c.case_no = $1`;
      return (await pool.query<Correspondent>(text, [caseNo])).rows[0];
    },

    /** What was not made a case, newest first: for a person to look through. */
    async listAside(shown: AsideShown, limit: number): Promise<AsideMail[]> {
      const text = `SELECT id, verdict, stored_at AS "storedAt", sender_enc AS "senderEnc", subject_enc AS "subjectEnc", verified, raw_enc IS NOT NULL AS kept,
          dismissed_by AS "dismissedBy", dismissed_at AS "dismissedAt", dismiss_reason AS "dismissReason" FROM case_mails
        WHERE verdict NOT IN ('opened', 'added', 'duplicate') AND ($1 = 'all' OR (dismissed_at IS NOT NULL) = ($1 = 'dismissed'))
          AND ($1 IN ('all', 'dismissed') OR (verdict IN ('auto-reply', 'bounce', 'list')) = ($1 = 'machines')) ORDER BY id DESC LIMIT $2`;
      return (await pool.query<AsideMail>(text, [shown, limit])).rows;
    },

    /** What a person has to decide on: neither of machines nor decided nor forgotten. */
    async asideWaiting(): Promise<WaitingRow> {
      const text = `SELECT count(*)::int AS count, NULL::bigint AS "amountFen", min(stored_at) AS "oldestAt" FROM case_mails
        WHERE verdict NOT IN ('opened', 'added', 'duplicate', 'auto-reply', 'bounce', 'list') AND dismissed_at IS NULL AND raw_enc IS NOT NULL`;
      return (await pool.query<WaitingRow>(text)).rows[0]!;
    },

    /** A mail set aside that nobody has decided on, as long as it is kept. */
    async aside(id: number): Promise<KeptMail | undefined> {
      const text = `SELECT raw_enc AS "rawEnc", message_hash AS "messageHash", sender_hash AS "senderHash" FROM case_mails
        WHERE id = $1 AND verdict NOT IN ('opened', 'added', 'duplicate') AND dismissed_at IS NULL AND raw_enc IS NOT NULL`;
      return (await pool.query<KeptMail>(text, [id])).rows[0];
    },

    /** True for the first who decides. */
    async takeUp(
      tx: PoolClient,
      id: number,
      taken: { messageHash: Buffer; senderHash: Buffer | null; caseId: number },
      audit: AuditRecord,
    ): Promise<boolean> {
      const text = `UPDATE case_mails SET verdict = 'opened', case_id = $2, message_hash = $3, sender_hash = $4, attempts = 0, next_at = handled_at
        WHERE id = $1 AND verdict NOT IN ('opened', 'added', 'duplicate') AND dismissed_at IS NULL`;
      const values = [id, taken.caseId, taken.messageHash, taken.senderHash];
      return (await tx.query(withAudit(text, values, audit))).rowCount === 1;
    },

    async dismiss(
      id: number,
      { by, at, reason }: { by: string; at: Date; reason: string },
      audit: AuditRecord,
    ): Promise<boolean> {
      const text = `UPDATE case_mails SET dismissed_by = $2, dismissed_at = $3, dismiss_reason = $4
        WHERE id = $1 AND verdict NOT IN ('opened', 'added', 'duplicate') AND dismissed_at IS NULL`;
      return (await pool.query(withAudit(text, [id, by, at, reason], audit))).rowCount === 1;
    },

    /** What a mail said is in its case; the mail itself is kept for a while only. */
    async forget(before: Date): Promise<void> {
      const text = `UPDATE case_mails SET raw_enc = NULL, sender_enc = NULL, subject_enc = NULL WHERE handled_at < $1 AND raw_enc IS NOT NULL`;
      await pool.query(text, [before]);
    },

    /** Of handled mails: attachments that are still to be added to their cases. Each waits longer after every try. */
    async takeParts(now: Date, limit: number): Promise<WaitingParts[]> {
      const text = `UPDATE case_mails m SET attempts = m.attempts + 1, next_at = $1::timestamptz + make_interval(mins => (2 ^ least(m.attempts, 9))::int)
        FROM service_cases c WHERE c.id = m.case_id AND m.id IN (SELECT id FROM case_mails
          WHERE verdict IN ('opened', 'added') AND NOT parts_added AND raw_enc IS NOT NULL AND next_at <= $1 ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED)
        RETURNING m.id, m.raw_enc AS "rawEnc", c.case_no AS "caseNo", m.attempts`;
      return (await pool.query<WaitingParts>(text, [now, limit])).rows;
    },

    /** Whether that part is added, or refused for good. */
    async hasPart(mailId: number, part: number): Promise<boolean> {
      const text = 'SELECT FROM case_mail_parts WHERE mail_id = $1 AND part = $2';
      return (await pool.query(text, [mailId, part])).rowCount === 1;
    },

    /** True once for each part of a mail. */
    async addPart(tx: PoolClient, mailId: number, part: number): Promise<boolean> {
      const text = 'INSERT INTO case_mail_parts (mail_id, part) VALUES ($1, $2) ON CONFLICT DO NOTHING';
      return (await tx.query(text, [mailId, part])).rowCount === 1;
    },

    async partsAdded(mailId: number): Promise<void> {
      await pool.query('UPDATE case_mails SET parts_added = true WHERE id = $1', [mailId]);
    },
  };
}

export type MailRepository = ReturnType<typeof createMailRepository>;
