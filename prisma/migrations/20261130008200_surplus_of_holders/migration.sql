-- Money that nobody signed in has paid (notes in a machine, a card at a desk, an agent) and that found its bill paid lies on the
-- balance of the household's holder: the holder decides about it as a payer would.

-- A payment of nobody in the hall, all of which is for households that this person holds and sees in full.
CREATE FUNCTION is_of_holder(p_payment_id bigint, p_person_id uuid, p_today date) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT p.person_id IS NULL AND EXISTS (SELECT FROM payment_items i WHERE i.payment_id = p.id) AND NOT EXISTS (
    SELECT FROM payment_items i JOIN payables y ON y.id = i.payable_id
     WHERE i.payment_id = p.id AND NOT EXISTS (
       SELECT FROM bindings b JOIN holder_periods h ON h.id = b.holder_period_id
        WHERE h.id = y.holder_period_id AND h.from_date <= p_today AND (h.to_date IS NULL OR h.to_date > p_today)
          AND b.person_id = p_person_id AND b.level = 'full' AND b.is_holder AND b.removed_at IS NULL))
    FROM payments p WHERE p.id = p_payment_id
$$;

-- Those of which something came to the balance.
CREATE FUNCTION surplus_payments_of_holder(p_person_id uuid, p_today date) RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
  SELECT DISTINCT p.id
    FROM bindings b JOIN payables y ON y.holder_period_id = b.holder_period_id JOIN payment_items i ON i.payable_id = y.id
    JOIN payments p ON p.id = i.payment_id AND p.person_id IS NULL
    JOIN collections c ON c.payment_id = p.id JOIN allocations a ON a.collection_id = c.id AND a.account_code = 'customer-balance'
   WHERE b.person_id = p_person_id AND b.level = 'full' AND b.is_holder AND b.removed_at IS NULL AND is_of_holder(p.id, p_person_id, p_today)
$$;
