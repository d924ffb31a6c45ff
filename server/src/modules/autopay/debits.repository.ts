/** Debits as rows. The rules of a debit are functions of the database: see the migration of agreements. */
import type { Pool, PoolClient, QueryResultRow } from 'pg';
import type { AgreementNo, PaymentNo } from '../../shared/ids.ts';
import type { Fen } from '../../shared/money.ts';
import type { Said } from '../payments/index.ts';
import type { DebitDays } from './calendar.ts';

export interface DueDebit {
  id: number;
  gateway: string;
  agreementNo: AgreementNo;
  gatewayAgreementNo: string;
  cycle: string;
  /** Where the customer asked for it; null when it is the month's own. */
  channel: string | null;
  amountFen: Fen;
  /** Nothing is owed any more: it has been skipped. */
  skipped: boolean;
}

export interface UnsentDebit extends DueDebit {
  paymentNo: PaymentNo;
  expiresAt: Date;
}

export interface Begun {
  /** begun | not-due | too-late | nothing-owed, or why it could not begin just now */
  outcome: string;
  amountFen: Fen;
}

/** What a customer is told of a debit that failed. */
export interface FailedDebit {
  personId: string;
  holderPeriodId: number;
  accountNo: string;
  amountFen: Fen;
  failureReason: string;
  /** When it is tried again; null when it is not. */
  nextAt: Date | null;
}

export interface DebitAtWord {
  personId: string;
  holderPeriodId: number;
  payableIds: readonly number[];
  totalFen: Fen;
  channel: string;
  cycle: string;
  firstOn: string;
  lastOn: string;
  /** Wallets that need not be told days ahead. */
  atOnce: readonly string[];
  now: Date;
}

export interface DebitsRepository {
  /** Makes it due at once; the wallet, or undefined when it cannot be done by agreement now. */
  atWord(tx: PoolClient, word: DebitAtWord): Promise<string | undefined>;
  /** @param onceACycle wallets that debit once a month */
  plan(cycle: string, now: Date, onceACycle: readonly string[]): Promise<number>;
  /** Takes debits whose customer is still to be told, for ten minutes, with what is owed now: never more than before. */
  claimPlanned(now: Date, gateways: readonly string[], limit: number): Promise<DueDebit[]>;
  noticed(id: number, noticedOn: string | null, days: DebitDays): Promise<void>;
  /** Not told: again later, or, when it has been tried for long, given up. */
  notTold(id: number, reason: string, again: { at: Date; createdBefore: Date }, now: Date): Promise<void>;
  claimDue(now: Date, today: string, limit: number): Promise<DueDebit[]>;
  begin(
    id: number,
    payment: {
      paymentNo: PaymentNo;
      channel: string;
      description: string;
      today: string;
      now: Date;
      expiresAt: Date;
    },
  ): Promise<Begun>;
  /** Takes debits whose payment was written down and of which it is not known that they were sent: cut off in between. */
  claimUnsent(now: Date, limit: number): Promise<UnsentDebit[]>;
  recordAnswer(paymentNo: PaymentNo, answer: DebitAnswer, said: Said, now: Date): Promise<void>;
  follow(today: string, now: Date, mostAttempts: number, retryAt: Date): Promise<number>;
  failure(debitId: number): Promise<FailedDebit | undefined>;
}

/** `paid` is the wallet's own answer to our question, so it settles at once. */
export type DebitAnswer =
  | { status: 'failed'; reason: string }
  | { status: 'pending'; reason?: string }
  | { status: 'paid'; source: string; tradeNo: string; amountFen: Fen; paidAt: Date };

const dueColumns = `d.id, a.gateway, a.agreement_no AS "agreementNo", a.gateway_agreement_no AS "gatewayAgreementNo", d.cycle, d.channel,
  d.amount_fen AS "amountFen", d.status = 'skipped' AS skipped`;

const claimPlannedSql = `WITH due AS (
    SELECT d.id, (SELECT coalesce(sum(y.amount_fen - y.paid_fen), 0) FROM payables y WHERE y.id = ANY (d.payable_ids) AND y.status = 'open') AS owed
      FROM agreement_debits d JOIN agreements a ON a.id = d.agreement_id
     WHERE d.status = 'planned' AND d.next_at <= $1 AND a.status = 'active' AND a.gateway = ANY ($2::text[])
     ORDER BY d.next_at LIMIT $3 FOR NO KEY UPDATE OF d SKIP LOCKED)
  UPDATE agreement_debits d
     SET status = CASE WHEN due.owed = 0 THEN 'skipped' ELSE d.status END,
         amount_fen = CASE WHEN due.owed = 0 THEN d.amount_fen ELSE least(d.amount_fen, due.owed) END,
         next_at = CASE WHEN due.owed = 0 THEN NULL ELSE $1::timestamptz + interval '10 minutes' END,
         finished_at = CASE WHEN due.owed = 0 THEN $1::timestamptz END
    FROM due, agreements a WHERE d.id = due.id AND a.id = d.agreement_id RETURNING ${dueColumns}`;

const claimDueSql = `UPDATE agreement_debits d SET next_at = $1::timestamptz + interval '10 minutes'
    FROM agreements a WHERE a.id = d.agreement_id AND d.id IN (
      SELECT d.id FROM agreement_debits d JOIN agreements a ON a.id = d.agreement_id
       WHERE d.status = 'noticed' AND d.next_at <= $1 AND d.first_on <= $2 AND a.status = 'active' ORDER BY d.next_at LIMIT $3 FOR NO KEY UPDATE OF d SKIP LOCKED)
  RETURNING ${dueColumns}`;

const claimUnsentSql = `UPDATE agreement_debits d SET next_at = $1::timestamptz + interval '2 minutes'
    FROM agreements a, payments p WHERE a.id = d.agreement_id AND p.payment_no = d.payment_no AND d.id IN (
      SELECT d.id FROM agreement_debits d JOIN payments p USING (payment_no)
       WHERE d.status = 'debiting' AND d.next_at <= $1 AND p.status = 'created' AND p.expires_at > $1 ORDER BY d.id LIMIT $2 FOR NO KEY UPDATE OF d SKIP LOCKED)
  RETURNING ${dueColumns}, p.payment_no AS "paymentNo", p.expires_at AS "expiresAt", p.amount_fen AS "amountFen"`;

const failureSql = `SELECT a.person_id AS "personId", a.holder_period_id AS "holderPeriodId", s.account_no AS "accountNo", d.amount_fen AS "amountFen",
    coalesce(d.failure_reason, '') AS "failureReason", CASE d.status WHEN 'noticed' THEN d.next_at END AS "nextAt"
  FROM agreement_debits d JOIN agreements a ON a.id = d.agreement_id
  JOIN holder_periods h ON h.id = a.holder_period_id JOIN supply_accounts s ON s.id = h.account_id
 WHERE d.id = $1 AND d.status IN ('noticed', 'failed')`;

export function createDebitsRepository(pool: Pool): DebitsRepository {
  const rows = async <T extends QueryResultRow>(text: string, values: unknown[]): Promise<T[]> =>
    (await pool.query<T>(text, values)).rows;

  return {
    async atWord(
      tx,
      { personId, holderPeriodId, payableIds, totalFen, cycle, firstOn, lastOn, atOnce, channel, now },
    ) {
      const text = 'SELECT debit_at_word($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AS gateway';
      const values = [
        personId,
        holderPeriodId,
        payableIds,
        totalFen,
        cycle,
        firstOn,
        lastOn,
        atOnce,
        channel,
        now,
      ];
      return (await tx.query<{ gateway: string | null }>(text, values)).rows[0]!.gateway ?? undefined;
    },
    async plan(cycle, now, onceACycle) {
      const text = 'SELECT plan_debits($1, $2, $3) AS planned';
      return (await rows<{ planned: number }>(text, [cycle, now, onceACycle]))[0]!.planned;
    },
    claimPlanned: (now, gateways, limit) => rows(claimPlannedSql, [now, gateways, limit]),
    async noticed(id, noticedOn, { firstOn, lastOn, nextAt }) {
      await rows(
        `UPDATE agreement_debits SET status = 'noticed', noticed_on = $2, first_on = $3, last_on = $4, next_at = $5, failure_reason = NULL
          WHERE id = $1 AND status = 'planned'`,
        [id, noticedOn, firstOn, lastOn, nextAt],
      );
    },
    async notTold(id, reason, { at, createdBefore }, now) {
      const text = `WITH untold AS (
          UPDATE agreement_debits SET failure_reason = $2, status = CASE WHEN created_at < $4 THEN 'failed' ELSE status END,
                 next_at = CASE WHEN created_at < $4 THEN NULL ELSE $3::timestamptz END, finished_at = CASE WHEN created_at < $4 THEN $5::timestamptz END
           WHERE id = $1 AND status = 'planned' RETURNING id, status)
        SELECT tell_debit_failed(id) FROM untold WHERE status = 'failed'`;
      await rows(text, [id, reason, at, createdBefore, now]);
    },
    claimDue: (now, today, limit) => rows(claimDueSql, [now, today, limit]),
    async begin(id, { paymentNo, channel, description, today, now, expiresAt }) {
      const text = `SELECT outcome, amount_fen AS "amountFen" FROM begin_debit($1, $2, $3, $4, $5, $6, $7)`;
      return (await rows<Begun>(text, [id, paymentNo, channel, description, today, now, expiresAt]))[0]!;
    },
    claimUnsent: (now, limit) => rows(claimUnsentSql, [now, limit]),
    async recordAnswer(paymentNo, answer, said, now) {
      const detail = JSON.stringify({
        status: answer.status,
        reason: 'reason' in answer ? answer.reason : null,
        ...said,
      });
      const failed = answer.status === 'failed';
      await rows('SELECT record_start($1, $2, NULL, $3, $4, $5)', [
        paymentNo,
        failed ? 'failed' : 'pending',
        failed ? answer.reason : null,
        failed ? null : new Date(now.getTime() + 5_000),
        detail,
      ]);
      const answered = `UPDATE agreement_debits SET next_at = CASE status WHEN 'debiting' THEN NULL ELSE next_at END, failure_reason = coalesce($2, failure_reason)
        WHERE payment_no = $1 AND status IN ('debiting', 'noticed', 'failed')`;
      await rows(answered, [paymentNo, failed ? answer.reason : null]);
      if (answer.status !== 'paid') return;
      const { source, tradeNo, amountFen, paidAt } = answer;
      const settle = `SELECT settle_collection($1, $2, $3, $4, $5, 'query')`;
      await rows(settle, [paymentNo, source, tradeNo, amountFen, paidAt]);
    },
    follow: async (today, now, mostAttempts, retryAt) =>
      (
        await rows<{ followed: number }>('SELECT follow_debits($1, $2, $3, $4) AS followed', [
          today,
          now,
          mostAttempts,
          retryAt,
        ])
      )[0]!.followed,
    failure: async debitId => (await rows<FailedDebit>(failureSql, [debitId]))[0],
  };
}
