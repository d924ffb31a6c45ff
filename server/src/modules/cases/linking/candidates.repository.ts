/** Whose a case from outside the hall may be: people of the hall with its telephone, or of its household. */
import type { Pool, PoolClient } from 'pg';

export interface Candidate {
  personId: string;
  phoneEnc: Buffer | null;
  since: Date;
  /** Why they come into question. */
  byPhone: boolean;
  byHousehold: boolean;
  isHolder: boolean;
  /** Households they are bound to today. */
  accountNos: string[];
}

/** Who looks: of a clerk's question other areas say nothing. */
export interface Reader {
  me: string;
  seesAll: boolean;
}

const most = 20;
const worksAt = (account: string, me: string, seesAll: string) =>
  `(${seesAll}::boolean OR NOT EXISTS (SELECT FROM staff_areas s WHERE s.username = ${me}::text) OR staff_works_at(${me}::text, ${account}))`;
const theirArea = worksAt('a.id', '$3', '$4');

/** Of one case `c`: who has its telephone, or is bound to its household's holder. $3 who looks, $4 whether they see all areas. */
const found = (given: {
  phone: string;
  period: string;
}) => `SELECT p.id AS "personId", p.phone_enc AS "phoneEnc", p.created_at AS since,
    coalesce(p.phone_hash = ${given.phone}, false) AS "byPhone", bool_or(coalesce(b.holder_period_id = ${given.period}, false)) AS "byHousehold",
    bool_or(coalesce(b.holder_period_id = ${given.period} AND b.is_holder, false)) AS "isHolder",
    coalesce(array_agg(DISTINCT a.account_no) FILTER (WHERE a.account_no IS NOT NULL AND ${theirArea}), '{}') AS "accountNos"
  FROM people p LEFT JOIN bindings b ON b.person_id = p.id AND b.removed_at IS NULL
    LEFT JOIN holder_periods h ON h.id = b.holder_period_id AND h.to_date IS NULL LEFT JOIN supply_accounts a ON a.id = h.account_id`;
const inQuestion = (given: { phone: string; period: string }) =>
  `(p.phone_hash = ${given.phone} OR p.id IN (SELECT person_id FROM bindings WHERE holder_period_id = ${given.period} AND removed_at IS NULL))`;

export function createCandidatesRepository(pool: Pool) {
  const given = { phone: '$1::bytea', period: '$2::bigint' };
  return {
    /** Who comes into question by the case's own telephone or household, those with the telephone first. */
    async by(
      { phoneHash, holderPeriodId }: { phoneHash: Buffer | null; holderPeriodId: number | null },
      { me, seesAll }: Reader,
    ): Promise<Candidate[]> {
      const text = `${found(given)} WHERE ${inQuestion(given)} GROUP BY p.id ORDER BY "byPhone" DESC, "isHolder" DESC, p.created_at LIMIT ${most}`;
      return (await pool.query<Candidate>(text, [phoneHash, holderPeriodId, me, seesAll])).rows;
    },

    /** Who has a telephone that was given later; not those all of whose households lie where the reader does not work. */
    async byPhone(phoneHash: Buffer, { me, seesAll }: Reader): Promise<Candidate[]> {
      const text = `${found(given)} WHERE ${inQuestion(given)} GROUP BY p.id HAVING count(a.id) = 0 OR coalesce(bool_or(${theirArea}) FILTER (WHERE a.id IS NOT NULL), false)`;
      return (await pool.query<Candidate>(text, [phoneHash, null, me, seesAll])).rows;
    },

    async worksAt(accountId: number, { me, seesAll }: Reader): Promise<boolean> {
      const text = `SELECT ${worksAt('$1::bigint', '$2', '$3')} AS works`;
      return (await pool.query<{ works: boolean }>(text, [accountId, me, seesAll])).rows[0]!.works;
    },

    /** One person, with what of this case speaks for them. */
    async person(personId: string, caseId: number, { me, seesAll }: Reader): Promise<Candidate | undefined> {
      const of = { phone: 'k.phone_hash', period: 'k.holder_period_id' };
      const text = `${found(of)} CROSS JOIN (SELECT phone_hash, holder_period_id FROM service_cases WHERE id = $2) k
        WHERE p.id = $1 GROUP BY p.id, k.phone_hash`;
      return (await pool.query<Candidate>(text, [personId, caseId, me, seesAll])).rows[0];
    },

    async factsOf(caseId: number): Promise<{ phoneHash: Buffer | null; holderPeriodId: number | null }> {
      const text = `SELECT phone_hash AS "phoneHash", holder_period_id AS "holderPeriodId" FROM service_cases WHERE id = $1`;
      return (await pool.query(text, [caseId])).rows[0];
    },

    async link(
      tx: PoolClient,
      caseId: number,
      to: { personId: string; by: string; at: Date } | null,
    ): Promise<void> {
      const text = `UPDATE service_cases SET person_id = $2, person_linked_by = $3, person_linked_at = $4, version = version + 1 WHERE id = $1`;
      await tx.query(text, [caseId, to?.personId ?? null, to?.by ?? null, to?.at ?? null]);
    },
  };
}

export type CandidatesRepository = ReturnType<typeof createCandidatesRepository>;
