/** Agreements as rows. What changes one is a function of the database, or a conditional update. */
import type { Pool, QueryResultRow } from 'pg';
import type { AgreementNo } from '../../shared/ids.ts';
import type { SigningAction } from '../payments/index.ts';
import type { AgreementStatus, DebitStatus, EndReason } from './agreement.ts';

export interface AgreementRow {
  id: number;
  agreementNo: AgreementNo;
  personId: string;
  holderPeriodId: number;
  gateway: string;
  gatewayAgreementNo: string | null;
  status: AgreementStatus;
  createdAt: Date;
  signedAt: Date | null;
  endedAt: Date | null;
  endReason: EndReason | null;
  action: SigningAction | null;
  queryCount: number;
}

export interface DebitView {
  cycle: string;
  status: DebitStatus;
  amountFen: number;
  noticedOn: string | null;
  firstOn: string | null;
  attempts: number;
  paymentNo: string | null;
  failureReason: string | null;
  nextAt: string | null;
}

/** With what its person sees of it: the household, and the last months' debits, newest first. */
export interface AgreementWithDebits extends AgreementRow {
  accountNo: string;
  debits: DebitView[];
}

export interface NewAgreement {
  agreementNo: AgreementNo;
  personId: string;
  holderPeriodId: number;
  gateway: string;
  now: Date;
  nextQueryAt: Date;
}

export interface AgreementsRepository {
  /** False when the household has an active one. */
  begin(agreement: NewAgreement): Promise<boolean>;
  keepAction(agreementNo: AgreementNo, action: SigningAction): Promise<void>;
  ofPerson(personId: string): Promise<AgreementWithDebits[]>;
  find(agreementNo: string): Promise<AgreementRow | undefined>;
  /** What a wallet stated. */
  record(
    agreement: Pick<AgreementRow, 'agreementNo' | 'gateway'>,
    stated: { status: 'active' | 'ended'; gatewayAgreementNo?: string; at?: Date },
    now: Date,
  ): Promise<string>;
  /** signing or active → ending; its debits that have not been sent are cancelled. False when it was over already. */
  giveUp(agreementNo: string, reason: EndReason, now: Date): Promise<boolean>;
  /** Over, and never known to the wallet. */
  close(agreementNo: string, reason: EndReason, now: Date): Promise<void>;
  endGroundless(today: string, now: Date): Promise<number>;
  /** Takes agreements about which the wallet is to be asked or told, for two minutes. */
  claimDue(now: Date, limit: number): Promise<AgreementRow[]>;
  scheduleQuery(agreementNo: AgreementNo, at: Date): Promise<void>;
}

const columns = `a.id, a.agreement_no AS "agreementNo", a.person_id AS "personId", a.holder_period_id AS "holderPeriodId", a.gateway,
  a.gateway_agreement_no AS "gatewayAgreementNo", a.status, a.created_at AS "createdAt", a.signed_at AS "signedAt", a.ended_at AS "endedAt",
  a.end_reason AS "endReason", a.action, a.query_count AS "queryCount"`;

const debitsSql = `SELECT coalesce(json_agg(json_build_object('cycle', d.cycle, 'status', d.status, 'amountFen', d.amount_fen, 'noticedOn', d.noticed_on,
    'firstOn', d.first_on, 'attempts', d.attempts, 'paymentNo', d.payment_no, 'failureReason', d.failure_reason, 'nextAt', d.next_at) ORDER BY d.id DESC), '[]')
  FROM (SELECT * FROM agreement_debits WHERE agreement_id = a.id ORDER BY id DESC LIMIT 12) d`;

export function createAgreementsRepository(pool: Pool): AgreementsRepository {
  const rows = async <T extends QueryResultRow>(text: string, values: unknown[]): Promise<T[]> =>
    (await pool.query<T>(text, values)).rows;

  return {
    async begin({ agreementNo, personId, holderPeriodId, gateway, now, nextQueryAt }) {
      // Begun anew: an earlier page is given up, though a signature on it would still count.
      const text = `WITH given_up AS (
          UPDATE agreements SET status = 'ended', end_reason = 'not-signed', ended_at = $5, next_query_at = NULL, action = NULL
           WHERE person_id = $2 AND holder_period_id = $3 AND status = 'signing')
        INSERT INTO agreements (agreement_no, person_id, holder_period_id, gateway, created_at, next_query_at)
        SELECT $1, $2, $3, $4, $5, $6 WHERE NOT EXISTS (SELECT FROM agreements WHERE holder_period_id = $3 AND status = 'active') RETURNING id`;
      return (
        (await rows(text, [agreementNo, personId, holderPeriodId, gateway, now, nextQueryAt])).length > 0
      );
    },
    async keepAction(agreementNo, action) {
      await rows(`UPDATE agreements SET action = $2 WHERE agreement_no = $1 AND status = 'signing'`, [
        agreementNo,
        JSON.stringify(action),
      ]);
    },
    ofPerson: personId =>
      rows(
        `SELECT ${columns}, s.account_no AS "accountNo", (${debitsSql}) AS debits
           FROM agreements a JOIN holder_periods h ON h.id = a.holder_period_id JOIN supply_accounts s ON s.id = h.account_id
          WHERE a.person_id = $1 AND a.end_reason IS DISTINCT FROM 'not-signed' ORDER BY a.id DESC LIMIT 50`,
        [personId],
      ),
    find: async agreementNo =>
      (
        await rows<AgreementRow>(`SELECT ${columns} FROM agreements a WHERE a.agreement_no = $1`, [
          agreementNo,
        ])
      )[0],
    async record({ agreementNo, gateway }, { status, gatewayAgreementNo, at }, now) {
      const text = 'SELECT record_agreement($1, $2, $3, $4, $5, $6) AS result';
      const values = [agreementNo, gateway, status, gatewayAgreementNo ?? null, at ?? null, now];
      return (await rows<{ result: string }>(text, values))[0]!.result;
    },
    async giveUp(agreementNo, reason, now) {
      const text = `WITH over AS (
          UPDATE agreements SET status = 'ending', end_reason = $2, next_query_at = $3 WHERE agreement_no = $1 AND status IN ('signing', 'active') RETURNING id)
        SELECT cancel_debits(ARRAY[id], $3) FROM over`;
      return (await rows(text, [agreementNo, reason, now])).length > 0;
    },
    async close(agreementNo, reason, now) {
      await rows(
        `UPDATE agreements SET status = 'ended', ended_at = $3, end_reason = coalesce(end_reason, $2), next_query_at = NULL, action = NULL
          WHERE agreement_no = $1 AND status IN ('signing', 'ending')`,
        [agreementNo, reason, now],
      );
    },
    endGroundless: async (today, now) =>
      (await rows<{ ended: number }>('SELECT end_groundless_agreements($1, $2) AS ended', [today, now]))[0]!
        .ended,
    claimDue: (now, limit) =>
      rows(
        `UPDATE agreements a SET next_query_at = $1::timestamptz + interval '2 minutes', query_count = a.query_count + 1
          WHERE a.id IN (SELECT id FROM agreements WHERE next_query_at <= $1 ORDER BY next_query_at LIMIT $2 FOR UPDATE SKIP LOCKED)
          RETURNING ${columns}`,
        [now, limit],
      ),
    async scheduleQuery(agreementNo, at) {
      await rows(`UPDATE agreements SET next_query_at = $2 WHERE agreement_no = $1 AND status <> 'ended'`, [
        agreementNo,
        at,
      ]);
    },
  };
}
