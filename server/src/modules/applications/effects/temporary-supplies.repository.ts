/** Supplies that end on a day: until when, whether that was told, and the case that ends them. */
import type { Pool, PoolClient } from 'pg';

export interface TemporarySupply {
  holderPeriodId: number;
  accountId: number;
  accountNo: string;
  regionCode: string;
  /** The application that opened it. */
  openedById: number;
  openedBy: string;
  /** By the terms of its kind: how many days before the end its holder is told, and the kind of case that ends it. */
  tellDaysBefore: number;
  endingKind: string;
  personId: string;
  /** Null once its applicant has left the hall; who holds it stands on file all the same. */
  formEnc: Buffer | null;
  nameEnc: Buffer;
  phoneEnc: Buffer | null;
  manager: string | null;
  untilOn: string;
  /** The end that its holder was told of. */
  toldOf: string | null;
  endingId: number | null;
  endingNo: string | null;
  /** Whether that case is still under way. */
  ending: boolean;
}

const underWay = `coalesce(e.status IN ('open', 'waiting'), false)`;
const columns = `t.holder_period_id AS "holderPeriodId", a.id AS "accountId", a.account_no AS "accountNo", a.region_code AS "regionCode",
  o.id AS "openedById", o.case_no AS "openedBy", w.tell_days AS "tellDaysBefore", w.ending AS "endingKind", o.person_id AS "personId", o.form_enc AS "formEnc", c.name_enc AS "nameEnc", c.phone_enc AS "phoneEnc", o.manager,
  t.until_on::text AS "untilOn", t.told_of::text AS "toldOf", e.id AS "endingId", e.case_no AS "endingNo", ${underWay} AS ending`;
/** The terms of an application `o`: of its own version, or, where that had none yet, of the newest of its kind. */
const terms = `JOIN LATERAL (SELECT k.id, (k.definition #>> '{temporary,tellDaysBefore}')::int AS tell_days, k.definition #>> '{temporary,ending}' AS ending,
    k.definition #>> '{temporary,until}' AS until FROM service_kinds k
  WHERE k.code = o.kind_code AND k.definition ? 'temporary' ORDER BY k.id = o.kind_id DESC, k.version DESC LIMIT 1) w ON true`;
const from = `FROM temporary_supplies t JOIN holder_periods h ON h.id = t.holder_period_id JOIN supply_accounts a ON a.id = h.account_id JOIN customers c ON c.id = h.customer_id
  JOIN applications o ON o.id = t.opened_by ${terms} LEFT JOIN applications e ON e.id = t.ending_case`;
const held = `h.to_date IS NULL AND a.status <> 'closed'`;
const isNear = `t.until_on <= $1::date + w.tell_days AND ${held}`;
const mostAtOnce = 200;

export const temporarySupplies = {
  async begin(
    tx: PoolClient,
    supply: { holderPeriodId: number; caseId: number; untilOn: string },
  ): Promise<void> {
    const text = 'INSERT INTO temporary_supplies (holder_period_id, opened_by, until_on) VALUES ($1, $2, $3)';
    await tx.query(text, [supply.holderPeriodId, supply.caseId, supply.untilOn]);
  },

  /** Undefined where the holding is none. */
  async lock(tx: PoolClient, holderPeriodId: number | null): Promise<TemporarySupply | undefined> {
    await tx.query('SELECT FROM temporary_supplies WHERE holder_period_id = $1 FOR UPDATE', [holderPeriodId]);
    const text = `SELECT ${columns} ${from} WHERE t.holder_period_id = $1 AND ${held}`;
    return (await tx.query<TemporarySupply>(text, [holderPeriodId])).rows[0];
  },

  async extend(tx: PoolClient, holderPeriodId: number, untilOn: string): Promise<void> {
    const text =
      'UPDATE temporary_supplies SET until_on = $2, ending_case = NULL WHERE holder_period_id = $1';
    await tx.query(text, [holderPeriodId, untilOn]);
  },

  async told(tx: PoolClient, holderPeriodId: number, untilOn: string): Promise<void> {
    await tx.query('UPDATE temporary_supplies SET told_of = $2 WHERE holder_period_id = $1', [
      holderPeriodId,
      untilOn,
    ]);
  },

  async ends(tx: PoolClient, holderPeriodId: number, caseId: number): Promise<void> {
    await tx.query('UPDATE temporary_supplies SET ending_case = $2 WHERE holder_period_id = $1', [
      holderPeriodId,
      caseId,
    ]);
  },

  /** Of which the holder or the manager is to be told by now, the first to end first. */
  async near(pool: Pool, today: string, page: number, size: number): Promise<TemporarySupply[]> {
    const text = `SELECT ${columns} ${from} WHERE ${isNear} ORDER BY t.until_on, t.holder_period_id LIMIT $2 OFFSET $3`;
    return (await pool.query<TemporarySupply>(text, [today, size, (page - 1) * size])).rows;
  },

  /** How many of those no case ends yet. */
  async toEnd(pool: Pool, today: string): Promise<number> {
    const text = `SELECT count(*)::int AS count ${from} WHERE ${isNear} AND e.id IS NULL`;
    return (await pool.query<{ count: number }>(text, [today])).rows[0]!.count;
  },

  /** Near its end and not told of it, or past it and not being ended: a page of those after that one. */
  async due(
    pool: Pool,
    today: string,
    after: Pick<TemporarySupply, 'untilOn' | 'holderPeriodId'> | undefined,
  ): Promise<TemporarySupply[]> {
    const text = `SELECT ${columns} ${from} WHERE ${held} AND (t.until_on, t.holder_period_id) > ($2::date, $3::bigint)
        AND (t.until_on < $1::date AND NOT ${underWay}
          OR t.until_on BETWEEN $1::date AND $1::date + w.tell_days AND t.told_of IS DISTINCT FROM t.until_on)
      ORDER BY t.until_on, t.holder_period_id LIMIT ${mostAtOnce}`;
    const values = [today, after?.untilOn ?? '-infinity', after?.holderPeriodId ?? 0];
    return (await pool.query<TemporarySupply>(text, values)).rows;
  },

  /** Opened under a version of their kind that did not watch the end yet, with the field of the form that names it. */
  async unwatched(
    pool: Pool,
  ): Promise<{ caseId: number; caseNo: string; holderPeriodId: number; formEnc: Buffer; field: string }[]> {
    const text = `SELECT o.id AS "caseId", o.case_no AS "caseNo", o.holder_period_id AS "holderPeriodId", o.form_enc AS "formEnc", w.until AS field
      FROM applications o ${terms} JOIN holder_periods h ON h.id = o.holder_period_id JOIN supply_accounts a ON a.id = h.account_id
      WHERE o.status = 'done' AND o.kind_id <> w.id AND o.form_enc IS NOT NULL AND ${held}
        AND NOT EXISTS (SELECT FROM temporary_supplies t WHERE t.holder_period_id = o.holder_period_id) ORDER BY o.id`;
    return (await pool.query(text)).rows;
  },

  /** Whether an extension has been handed in that is not decided yet, be it with the utility or returned for a paper. */
  async extensionAsked(tx: PoolClient, holderPeriodId: number): Promise<boolean> {
    const text = `SELECT FROM applications c JOIN service_kinds k ON k.id = c.kind_id WHERE c.holder_period_id = $1 AND c.status IN ('open', 'waiting')
      AND jsonb_path_exists(k.definition, '$.steps[*].moves[*].effect ? (@ == "extend-supply")') LIMIT 1`;
    return ((await tx.query(text, [holderPeriodId])).rowCount ?? 0) > 0;
  },
};
