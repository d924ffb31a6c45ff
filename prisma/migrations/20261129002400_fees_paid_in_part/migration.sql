-- A fee may be paid in part: the rest of it, too, is owed no more when the case comes to nothing.

-- Owed once, however often it is asked for; its sum is fixed from then on. What was owed no more, or no more in full, is owed again
-- after an appeal that leads to the same step.
CREATE OR REPLACE FUNCTION charge_service_fee(p_case_id bigint, p_code text, p_holder bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  v_fee case_fees;
  v_reference text := (SELECT case_no || ':' || p_code FROM applications WHERE id = p_case_id);
  v_payable payables;
  v_owed_again bigint;
BEGIN
  SELECT * INTO STRICT v_fee FROM case_fees WHERE case_id = p_case_id AND code = p_code FOR UPDATE;
  IF v_fee.amount_fen = 0 THEN
    RETURN;
  END IF;
  IF v_fee.payable_id IS NULL THEN
    v_owed_again := v_fee.amount_fen;
    INSERT INTO payables (kind, holder_period_id, amount_fen, credit_account) VALUES ('service-fee', p_holder, v_fee.amount_fen, 'receivable')
      RETURNING * INTO v_payable;
    UPDATE case_fees SET payable_id = v_payable.id WHERE case_id = p_case_id AND code = p_code;
  ELSE
    PERFORM lock_holders(ARRAY(SELECT holder_period_id FROM payables WHERE id = v_fee.payable_id));
    SELECT * INTO STRICT v_payable FROM payables WHERE id = v_fee.payable_id;
    v_owed_again := v_fee.amount_fen - CASE v_payable.status WHEN 'open' THEN v_payable.amount_fen ELSE 0 END;
    IF v_owed_again = 0 THEN
      RETURN;
    END IF;
    UPDATE payables SET status = 'open', amount_fen = v_fee.amount_fen WHERE id = v_payable.id;
    v_reference := v_reference || ':appeal';
  END IF;
  PERFORM post_transaction('service-fee', v_reference, shanghai_date(now()),
    ARRAY['receivable', 'service-fee-income'], ARRAY[v_payable.holder_period_id, NULL], ARRAY[v_owed_again, -v_owed_again]);
END
$$;

-- A case that came to nothing: what nobody has paid is owed no more. A fee paid in part comes to what was paid of it, and to nothing
-- once that has been given back.
CREATE OR REPLACE FUNCTION void_service_fees(p_case_id bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  v_fee record;
BEGIN
  PERFORM lock_holders(ARRAY(SELECT DISTINCT y.holder_period_id FROM case_fees f JOIN payables y ON y.id = f.payable_id WHERE f.case_id = p_case_id));
  FOR v_fee IN
    -- Cut twice, it is cut to less: the sum left makes the reference its own.
    SELECT c.case_no || ':' || f.code || CASE WHEN c.appealed THEN ':appeal' ELSE '' END || CASE WHEN y.paid_fen > 0 THEN ':to-' || y.paid_fen ELSE '' END AS reference,
           y.id, y.holder_period_id, y.paid_fen, y.amount_fen - y.paid_fen AS rest_fen
      FROM case_fees f JOIN payables y ON y.id = f.payable_id JOIN applications c ON c.id = f.case_id
     WHERE f.case_id = p_case_id AND y.status = 'open' AND y.paid_fen < y.amount_fen
  LOOP
    UPDATE payables SET status = CASE paid_fen WHEN 0 THEN 'void' ELSE status END, amount_fen = CASE paid_fen WHEN 0 THEN amount_fen ELSE paid_fen END
     WHERE id = v_fee.id;
    PERFORM post_transaction('service-fee-void', v_fee.reference, shanghai_date(now()),
      ARRAY['service-fee-income', 'receivable'], ARRAY[NULL, v_fee.holder_period_id], ARRAY[v_fee.rest_fen, -v_fee.rest_fen]);
  END LOOP;
END
$$;
