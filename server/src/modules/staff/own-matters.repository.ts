/** Whether a member of staff is a party to what a number names. */
import type { Pool } from 'pg';

export type Matter =
  | 'account'
  | 'application'
  | 'case'
  | 'claim'
  | 'dunning'
  | 'instalments'
  | 'payment'
  | 'refund'
  | 'odd-payment'
  | 'bill';

const ofPayments = (
  payments: string,
) => `SELECT p.person_id, NULL::bigint AS account_id, y.holder_period_id, NULL::bytea AS phone_hash FROM payments p
    LEFT JOIN payment_items i ON i.payment_id = p.id LEFT JOIN payables y ON y.id = i.payable_id
   WHERE p.id IN (${payments})`;

/**
 * Person, account, holder period and telephone of each. Money is its holder period's, also after that has ended; an account
 * is whoever's holds it now.
 */
const parties: Record<Matter, string> = {
  account: `SELECT NULL::uuid AS person_id, id AS account_id, NULL::bigint AS holder_period_id, NULL::bytea AS phone_hash FROM supply_accounts WHERE account_no = $2`,
  application: `SELECT person_id, account_id, holder_period_id, NULL::bytea AS phone_hash FROM applications WHERE case_no = $2`,
  // That a colleague has complained without a name, or in confidence, is found out by no refusal, and by no entry of one.
  case: `SELECT c.person_id, c.account_id, c.holder_period_id, c.phone_hash FROM service_cases c WHERE c.case_no = $2 AND NOT c.anonymous
     AND (NOT c.confidential OR c.owner = s.username OR c.first_receiver = s.username OR 'supervisor' = ANY (s.roles))`,
  claim: `SELECT person_id, NULL::bigint AS account_id, NULL::bigint AS holder_period_id, NULL::bytea AS phone_hash FROM claims WHERE claim_no = $2
    UNION ALL ${ofPayments('SELECT payment_id FROM claims WHERE claim_no = $2')}`,
  dunning: `SELECT NULL::uuid AS person_id, NULL::bigint AS account_id, holder_period_id, NULL::bytea AS phone_hash FROM dunning_cases WHERE case_no = $2`,
  instalments: `SELECT NULL::uuid AS person_id, NULL::bigint AS account_id, holder_period_id, NULL::bytea AS phone_hash FROM instalment_plans WHERE plan_no = $2`,
  payment: ofPayments('SELECT id FROM payments WHERE payment_no = $2'),
  refund: ofPayments('SELECT payment_id FROM refunds WHERE refund_no = $2'),
  'odd-payment': ofPayments('SELECT payment_id FROM odd_payments WHERE id::text = $2'),
  bill: `SELECT NULL::uuid AS person_id, NULL::bigint AS account_id, holder_period_id, NULL::bytea AS phone_hash FROM bills WHERE bill_no = $2`,
};

/** The holder periods `h` that a matter `m` is about. */
const concerned =
  '(h.id = m.holder_period_id OR (h.account_id = m.account_id AND (h.to_date IS NULL OR h.to_date > shanghai_date(now()))))';

export function createOwnMattersRepository(pool: Pool) {
  return {
    /** By their telephone: it is the person's, the caller's, the holder's on file, or of somebody who is bound to the household in full. */
    async isParty(username: string, matter: Matter, number: string): Promise<boolean> {
      const text = `SELECT EXISTS (SELECT FROM staff_members s, LATERAL (${parties[matter]}) m WHERE s.username = $1 AND s.phone_hash IS NOT NULL AND (
          m.phone_hash = s.phone_hash
          OR EXISTS (SELECT FROM people p WHERE p.id = m.person_id AND p.phone_hash = s.phone_hash)
          OR EXISTS (SELECT FROM holder_periods h JOIN customers c ON c.id = h.customer_id WHERE ${concerned} AND c.phone_hash = s.phone_hash)
          OR EXISTS (SELECT FROM holder_periods h JOIN bindings b ON b.holder_period_id = h.id AND b.removed_at IS NULL AND b.level = 'full'
              JOIN people p ON p.id = b.person_id WHERE ${concerned} AND p.phone_hash = s.phone_hash))) AS found`;
      return (await pool.query<{ found: boolean }>(text, [username, number])).rows[0]!.found;
    },
  };
}

export type OwnMattersRepository = ReturnType<typeof createOwnMattersRepository>;
