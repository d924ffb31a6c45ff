-- Notes in a machine and the value of a card are ours before it is known what is owed. Where their bill had been paid by another a moment before, or was
-- out at a bank that collected it, they became a prepayment that nobody could have back.

-- What of a kiosk's or a card's prepayment was meant for bills that others have paid: those that were there already, and were paid no earlier than half
-- an hour before, in which somebody feeds notes or types in a card; a machine that was cut off tells of its notes later. Whoever has put a card on the
-- balance knew that. What has been asked back of it is not there any more.
CREATE FUNCTION meant_for_bills(p_collection_id bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT GREATEST(0, LEAST(balance_left(c.id, 'customer-prepaid'), (
      SELECT coalesce(sum(a.amount_fen - a.taken_back_fen), 0)::bigint
        FROM payables y JOIN allocations a ON a.payable_id = y.id JOIN collections o ON o.id = a.collection_id
       WHERE y.holder_period_id IN (SELECT mine.holder_period_id FROM allocations mine WHERE mine.collection_id = c.id AND mine.account_code = 'customer-prepaid')
         AND y.kind <> 'prepayment' AND y.created_at < fed.at AND o.id <> c.id AND o.created_at > fed.at - interval '30 minutes')
      - (SELECT coalesce(sum(f.amount_fen), 0)::bigint FROM refunds f
          WHERE f.collection_id = c.id AND f.balance_account = 'customer-prepaid' AND f.status NOT IN ('failed', 'rejected'))))
    FROM collections c JOIN payments p ON p.id = c.payment_id, LATERAL (SELECT least(c.paid_at, c.created_at) AS at) fed
   WHERE c.id = p_collection_id
     AND (p.channel = 'kiosk' OR EXISTS (SELECT FROM payment_events e WHERE e.payment_id = p.id AND e.kind = 'received' AND e.detail ->> 'cardTo' = 'bills'))
$$;

-- What a payer may take back of a collection instead of leaving it with us, and where it lies.
CREATE FUNCTION surplus_of(p_collection_id bigint) RETURNS TABLE (account text, fen bigint) LANGUAGE sql STABLE AS $$
  SELECT s.account, s.fen
    FROM (VALUES ('customer-balance', balance_left(p_collection_id, 'customer-balance')), ('customer-prepaid', meant_for_bills(p_collection_id))) AS s (account, fen)
   WHERE s.fen > 0
$$;

-- Those of which something came to the balance.
CREATE OR REPLACE FUNCTION surplus_payments_of_holder(p_person_id uuid, p_today date) RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
  SELECT DISTINCT p.id
    FROM bindings b JOIN payables y ON y.holder_period_id = b.holder_period_id JOIN payment_items i ON i.payable_id = y.id
    JOIN payments p ON p.id = i.payment_id AND p.person_id IS NULL
    JOIN collections c ON c.payment_id = p.id JOIN allocations a ON a.collection_id = c.id
     AND (a.account_code = 'customer-balance' OR a.account_code = 'customer-prepaid' AND p.channel = 'kiosk' AND meant_for_bills(c.id) > 0)
   WHERE b.person_id = p_person_id AND b.level = 'full' AND b.is_holder AND b.removed_at IS NULL AND is_of_holder(p.id, p_person_id, p_today)
$$;
