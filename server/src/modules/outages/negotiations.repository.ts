/** What is proposed to large customers, and what they answer. Rounds are only added. */
import type { Pool, PoolClient } from 'pg';
import type { BusinessDate } from '../../shared/dates.ts';
import type { OutageStatus } from './outage.ts';

export interface Round {
  round: number;
  side: 'utility' | 'customer';
  act: 'propose' | 'counter' | 'agree';
  fromAt: Date;
  untilAt: Date;
  note: string | null;
  answerByAt: Date | null;
  by: string;
  madeAt: Date;
}

export interface NegotiationRow {
  id: number;
  accountId: number;
  accountNo: string;
  district: string;
  street: string;
  building: string;
  unit: string;
  room: string;
  rounds: Round[];
}

export interface NewRound {
  negotiationId: number;
  side: Round['side'];
  act: Round['act'];
  fromAt: Date;
  untilAt: Date;
  note: string | null;
  answerByAt: Date | null;
  by: string;
  holderPeriodId: number | null;
  at: Date;
}

export interface ProposalRow {
  id: number;
  outageId: number;
  outageNo: string;
  status: OutageStatus;
  reason: string;
  area: string;
  fromAt: Date;
  untilAt: Date;
  rounds: (Round & { holderPeriodId: number | null })[];
}

const roundsOf = `(SELECT coalesce(json_agg(json_build_object('round', r.round, 'side', r.side, 'act', r.act, 'fromAt', r.from_at,
  'untilAt', r.until_at, 'note', r.note, 'answerByAt', r.answer_by_at, 'by', r.made_by, 'madeAt', r.made_at,
  'holderPeriodId', r.holder_period_id) ORDER BY r.round), '[]') FROM outage_rounds r WHERE r.negotiation_id = n.id) AS rounds`;

/** What JSON made texts of are instants again. */
function withDates<R extends Round>(round: R): R {
  return {
    ...round,
    fromAt: new Date(round.fromAt),
    untilAt: new Date(round.untilAt),
    answerByAt: round.answerByAt && new Date(round.answerByAt),
    madeAt: new Date(round.madeAt),
  };
}

export function createNegotiationsRepository(pool: Pool) {
  return {
    async of(client: Pool | PoolClient, outageId: number): Promise<NegotiationRow[]> {
      const text = `SELECT n.id, s.id AS "accountId", s.account_no AS "accountNo", p.district, p.street, p.building, p.unit, p.room, ${roundsOf}
        FROM outage_negotiations n JOIN supply_accounts s ON s.id = n.account_id JOIN metering_points m ON m.id = s.metering_point_id
        JOIN premises p ON p.id = m.premises_id WHERE n.outage_id = $1 ORDER BY s.account_no`;
      const { rows } = await client.query<NegotiationRow>(text, [outageId]);
      return rows.map(row => ({ ...row, rounds: row.rounds.map(withDates) }));
    },

    /** Opens a negotiation with each of these accounts that has none. */
    async open(tx: PoolClient, outageId: number, accountIds: number[], at: Date): Promise<void> {
      await tx.query(
        `INSERT INTO outage_negotiations (outage_id, account_id, opened_at) SELECT $1, unnest($2::bigint[]), $3
         ON CONFLICT (outage_id, account_id) DO NOTHING`,
        [outageId, accountIds, at],
      );
    },

    /** @returns the round's number */
    async addRound(tx: PoolClient, round: NewRound): Promise<number> {
      const { negotiationId, side, act, fromAt, untilAt, note, answerByAt, by, holderPeriodId, at } = round;
      const text = `INSERT INTO outage_rounds (negotiation_id, round, side, act, from_at, until_at, note, answer_by_at, made_by, holder_period_id, made_at)
        SELECT $1, coalesce(max(round), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10 FROM outage_rounds WHERE negotiation_id = $1 RETURNING round`;
      const values = [negotiationId, side, act, fromAt, untilAt, note, answerByAt, by, holderPeriodId, at];
      return (await tx.query<{ round: number }>(text, values)).rows[0]!.round;
    },

    /** Of the large customers concerned, how many have agreed to exactly these times with the last word that was said. */
    async agreed(
      client: Pool | PoolClient,
      outageId: number,
      accountIds: number[],
      fromAt: Date,
      untilAt: Date,
    ): Promise<number> {
      const text = `SELECT count(*)::int AS count FROM outage_negotiations n JOIN LATERAL (
          SELECT r.act, r.from_at, r.until_at FROM outage_rounds r WHERE r.negotiation_id = n.id ORDER BY r.round DESC LIMIT 1) l ON true
        WHERE n.outage_id = $1 AND n.account_id = ANY ($2) AND l.act = 'agree' AND l.from_at = $3 AND l.until_at = $4`;
      const values = [outageId, accountIds, fromAt, untilAt];
      return (await client.query<{ count: number }>(text, values)).rows[0]!.count;
    },

    /** What the account of this holder is or was asked; open ones first. */
    async ofAccount(accountId: number, since: Date): Promise<ProposalRow[]> {
      const text = `${proposalSql} WHERE n.account_id = $1 AND o.until_at >= $2 ORDER BY o.from_at DESC LIMIT 50`;
      const { rows } = await pool.query<ProposalRow>(text, [accountId, since]);
      return rows.map(row => ({ ...row, rounds: row.rounds.map(withDates) }));
    },

    /** Whose answer it is: the account that was asked, and who holds it today. */
    async party(
      outageNo: string,
      negotiationId: number,
      today: BusinessDate,
    ): Promise<{ accountId: number; holderPeriodId: number } | undefined> {
      const text = `SELECT n.account_id AS "accountId", h.id AS "holderPeriodId" FROM outage_negotiations n JOIN outages o ON o.id = n.outage_id
        JOIN holder_periods h ON h.account_id = n.account_id AND h.from_date <= $3::date AND (h.to_date IS NULL OR h.to_date > $3::date)
        WHERE o.outage_no = $1 AND n.id = $2`;
      return (await pool.query(text, [outageNo, negotiationId, today])).rows[0];
    },

    /** With the outage locked, so that an answer and a new proposal come one after the other. */
    async lock(tx: PoolClient, negotiationId: number, accountId: number): Promise<ProposalRow | undefined> {
      const text = `SELECT FROM outages WHERE id = (SELECT outage_id FROM outage_negotiations WHERE id = $1 AND account_id = $2) FOR UPDATE`;
      if ((await tx.query(text, [negotiationId, accountId])).rowCount === 0) return undefined;
      const { rows } = await tx.query<ProposalRow>(`${proposalSql} WHERE n.id = $1`, [negotiationId]);
      return rows[0] && { ...rows[0], rounds: rows[0].rounds.map(withDates) };
    },

    /** Tells the contacts who decide such things, the persons bound to the account, and the holder on file where none of them is the holder. */
    async queueProposal(
      tx: PoolClient,
      negotiationId: number,
      round: number,
      event: 'outage-proposal' | 'outage-cancelled',
      now: Date,
      today: BusinessDate,
    ): Promise<void> {
      const text = `WITH asked AS (
          SELECT o.id, o.outage_no, o.area, o.reason, r.from_at, r.until_at, r.answer_by_at, h.id AS holder_period_id
            FROM outage_negotiations n JOIN outages o ON o.id = n.outage_id JOIN outage_rounds r ON r.negotiation_id = n.id AND r.round = $2
            JOIN holder_periods h ON h.account_id = n.account_id AND h.from_date <= $4::date AND (h.to_date IS NULL OR h.to_date > $4::date)
           WHERE n.id = $1
        ), contacts AS (
          SELECT k.id FROM account_contacts k JOIN asked a ON a.holder_period_id = k.holder_period_id
           WHERE k.removed_at IS NULL AND k.role IN ('manager', 'operations')
        ), people AS (
          SELECT b.person_id, bool_or(b.is_holder) AS is_holder FROM bindings b JOIN asked a ON a.holder_period_id = b.holder_period_id
           WHERE b.removed_at IS NULL AND b.level = 'full' GROUP BY 1
        ), told AS (
          SELECT 'contact:' || id AS recipient, NULL::uuid AS person_id, id AS contact_id FROM contacts
          UNION ALL SELECT 'person:' || person_id, person_id, NULL FROM people
          UNION ALL SELECT 'holder', NULL, NULL WHERE NOT EXISTS (SELECT FROM people WHERE is_holder)
        )
        INSERT INTO notices (dedupe_key, event, person_id, contact_id, holder_period_id, params, source_table, source_id, created_at)
        SELECT $5 || ':' || a.outage_no || ':' || $1 || ':' || $2 || ':' || t.recipient, $5, t.person_id, t.contact_id, a.holder_period_id,
          jsonb_build_object('outageNo', a.outage_no, 'fromAt', ${iso('a.from_at')}, 'untilAt', ${iso('a.until_at')}, 'area', a.area,
            'reason', a.reason, 'answerByAt', ${iso('a.answer_by_at')}),
          'outages', a.outage_no, $3
        FROM asked a CROSS JOIN told t ON CONFLICT (dedupe_key) DO NOTHING`;
      await tx.query(text, [negotiationId, round, now, today, event]);
    },
  };
}

const proposalSql = `SELECT n.id, o.id AS "outageId", o.outage_no AS "outageNo", o.status, o.reason, o.area, o.from_at AS "fromAt",
  o.until_at AS "untilAt", ${roundsOf} FROM outage_negotiations n JOIN outages o ON o.id = n.outage_id`;
const iso = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

export type NegotiationsRepository = ReturnType<typeof createNegotiationsRepository>;
