/** The sweep's statements that follow money and not accounts. Parameters: $1 today; $2 now; $3 since when; then the defaults. */
import type { DefaultLimits } from './default-limits.ts';
import { insertedColumns, midnight } from './notice-columns.ts';

const modeOf = (
  holder: string,
) => `(SELECT CASE WHEN EXISTS (SELECT FROM prepaid_agreements g WHERE g.holder_period_id = ${holder}
    AND g.signed_on <= $1 AND (g.ended_on IS NULL OR g.ended_on > $1)) THEN 'prepaid' ELSE 'postpaid' END)`;

// The payer is told anyway, at once; who has done nothing is told by day. What happened long ago and is booked only now, such as another system's history, is no news.
export const creditedSql = (limits: DefaultLimits) => `
  WITH money AS MATERIALIZED (
    SELECT c.id, coalesce(y.payment_no, c.trade_no) AS payment_no, y.person_id AS payer, coalesce(p.holder_period_id, l.holder_period_id) AS holder,
           sum(l.amount_fen - l.taken_back_fen) AS fen, c.paid_at
      FROM collections c JOIN allocations l ON l.collection_id = c.id LEFT JOIN payables p ON p.id = l.payable_id LEFT JOIN payments y ON y.id = c.payment_id
     WHERE c.created_at > $3::timestamptz AND c.paid_at > $2::timestamptz - interval '31 days' AND NOT l.moved
     GROUP BY 1, 2, 3, 4, c.paid_at
  ), found AS (
    SELECT m.*, b.person_id, NULL::bigint AS contact_id FROM money m JOIN bindings b ON b.holder_period_id = m.holder AND b.removed_at IS NULL
       AND b.level = 'full' AND b.created_at <= m.paid_at AND b.person_id IS DISTINCT FROM m.payer
      LEFT JOIN alert_rules r ON r.holder_period_id = m.holder AND r.person_id = b.person_id AND r.rule = 'payment-credited'
     WHERE coalesce(r.enabled, ${limits.of('payment-credited', 'enabled', modeOf('m.holder'))})
    UNION ALL
    SELECT m.*, NULL::uuid, c.id FROM money m JOIN account_contacts c ON c.holder_period_id = m.holder AND c.removed_at IS NULL AND c.role = 'finance' AND c.added_at <= m.paid_at
     WHERE ${limits.of('payment-credited', 'enabled', modeOf('m.holder'))}
  )
  INSERT INTO notices (${insertedColumns})
  SELECT 'alert:' || f.holder || ':' || coalesce(f.person_id::text, 'contact-' || f.contact_id) || ':payment-credited:' || f.id, 'household-paid',
         f.person_id, f.contact_id, f.holder, jsonb_build_object('amountFen', f.fen, 'paymentNo', f.payment_no, 'accountTail', right(a.account_no, 4)),
         'payment-credited', 'collections', f.id::text, ${midnight('$1::date + 3')}
    FROM found f JOIN holder_periods h ON h.id = f.holder AND (h.to_date IS NULL OR h.to_date > $1) JOIN supply_accounts a ON a.id = h.account_id
   WHERE f.fen > 0
  ON CONFLICT (dedupe_key) DO NOTHING`;

// Told to who signed: it is their wallet or bank account that paid, also when they have moved out meanwhile. Whoever asked for it by text message has their answer already (`tellPayer`).
export const debitedSql = (limits: DefaultLimits) => `
  WITH debited AS MATERIALIZED (
    SELECT c.id, c.amount_fen AS fen, y.person_id,
           (SELECT min(p.holder_period_id) FROM payment_items i JOIN payables p ON p.id = i.payable_id WHERE i.payment_id = y.id) AS holder
      FROM collections c JOIN payments y ON y.id = c.payment_id
     WHERE c.created_at > $3::timestamptz AND c.paid_at > $2::timestamptz - interval '31 days'
       AND y.product IN ('agreement', 'debit') AND y.channel <> 'sms' AND y.person_id IS NOT NULL
  )
  INSERT INTO notices (${insertedColumns})
  SELECT 'alert:' || d.holder || ':' || d.person_id || ':autopay-debited:c' || d.id, 'autopay-debited', d.person_id, NULL, d.holder,
         jsonb_build_object('amountFen', d.fen, 'accountTail', right(a.account_no, 4)), 'autopay-debited', 'collections', d.id::text,
         ${midnight('$1::date + 3')}
    FROM debited d JOIN holder_periods h ON h.id = d.holder JOIN supply_accounts a ON a.id = h.account_id
    LEFT JOIN alert_rules r ON r.holder_period_id = d.holder AND r.person_id = d.person_id AND r.rule = 'autopay-debited'
   WHERE coalesce(r.enabled, ${limits.of('autopay-debited', 'enabled', modeOf('d.holder'))})
  ON CONFLICT (dedupe_key) DO NOTHING`;
