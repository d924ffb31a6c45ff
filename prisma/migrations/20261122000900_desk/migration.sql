-- Counter shifts, card terminals, kiosks.

ALTER TABLE counter_shifts ADD CONSTRAINT counter_shifts_status_check CHECK (status IN ('open', 'closed', 'reviewed')),
  ADD CONSTRAINT counter_shifts_float_check CHECK (float_fen >= 0),
  ADD CONSTRAINT counter_shifts_closed_check CHECK ((status = 'open') = (closed_at IS NULL)),
  -- A difference is never left without a word.
  ADD CONSTRAINT counter_shifts_explained_check CHECK (status = 'open' OR counted_fen = expected_fen OR explanation IS NOT NULL),
  ADD CONSTRAINT counter_shifts_eyes_check CHECK (reviewed_by IS DISTINCT FROM clerk OR reviewed_by IS NULL);
-- A clerk has one till.
CREATE UNIQUE INDEX counter_shifts_one_open ON counter_shifts (clerk) WHERE status = 'open';
CREATE SEQUENCE counter_shift_numbers;

ALTER TABLE counter_takings ADD CONSTRAINT counter_takings_tender_check CHECK (tender IN ('cash', 'cheque', 'transfer', 'pay-code', 'card')),
  ADD CONSTRAINT counter_takings_status_check CHECK (status IN ('taken', 'uncleared', 'cleared', 'bounced', 'voiding', 'voided')),
  ADD CONSTRAINT counter_takings_amount_check CHECK (amount_fen > 0),
  ADD CONSTRAINT counter_takings_cash_check CHECK ((tender = 'cash') = (tendered_fen IS NOT NULL) AND coalesce(tendered_fen, amount_fen) >= amount_fen),
  ADD CONSTRAINT counter_takings_bounce_check CHECK (status <> 'bounced' OR approved_by IS NOT NULL AND approved_by <> undone_by);

ALTER TABLE pos_terminals ADD CONSTRAINT pos_terminals_form_check CHECK (terminal ~ '^[0-9A-Z]{8}$' AND key_id ~ '^[0-9]{2}$'),
  ADD CONSTRAINT pos_terminals_numbers_check CHECK (batch BETWEEN 1 AND 999999 AND trace BETWEEN 1 AND 1000000);
ALTER TABLE pos_sales ADD CONSTRAINT pos_sales_status_check CHECK (status IN ('asking', 'approved', 'refused', 'reversing', 'reversed', 'voiding', 'voided')),
  ADD CONSTRAINT pos_sales_amount_check CHECK (amount_fen > 0),
  -- Approved money is booked in the same transaction, always.
  ADD CONSTRAINT pos_sales_booked_check CHECK (status NOT IN ('approved', 'voiding', 'voided') OR payment_no IS NOT NULL AND reference IS NOT NULL AND settles_on IS NOT NULL);
ALTER TABLE pos_batches ADD CONSTRAINT pos_batches_status_check CHECK (status IN ('asking', 'equal', 'different'));

ALTER TABLE kiosk_devices ADD CONSTRAINT kiosk_devices_status_check CHECK (status IN ('waiting', 'active', 'revoked')),
  ADD CONSTRAINT kiosk_devices_active_check CHECK (status <> 'active' OR public_key IS NOT NULL);
ALTER TABLE kiosk_events ADD CONSTRAINT kiosk_events_kind_check CHECK (kind IN ('note', 'finish', 'box'));
CREATE TRIGGER kiosk_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON kiosk_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE kiosk_sessions ADD CONSTRAINT kiosk_sessions_status_check CHECK (status IN ('open', 'finished', 'booked')),
  ADD CONSTRAINT kiosk_sessions_booked_check CHECK ((status = 'booked') = (payment_no IS NOT NULL)),
  ADD CONSTRAINT kiosk_sessions_sum_check CHECK (notes > 0 AND fen > 0);
ALTER TABLE cash_boxes ADD CONSTRAINT cash_boxes_status_check CHECK (status IN ('inserted', 'removed', 'counted')),
  ADD CONSTRAINT cash_boxes_explained_check CHECK (status <> 'counted' OR counted_fen = expected_fen OR explanation IS NOT NULL);

-- What the till or box should hold of money that came in as notes and coins, and where the counted sum goes: to the bank, and
-- what is short or over to its own account. Cheques and slips stay in the till until the bank has cleared them.
CREATE FUNCTION post_count(p_kind text, p_reference text, p_on date, p_account text, p_expected_fen bigint, p_counted_fen bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF p_expected_fen <> 0 OR p_counted_fen <> 0 THEN
    PERFORM post_transaction(p_kind, p_reference, p_on, ARRAY['bank', p_account, 'cash-differences'], ARRAY[NULL, NULL, NULL]::bigint[],
      ARRAY[p_counted_fen, -p_expected_fen, p_expected_fen - p_counted_fen]);
  END IF;
END
$$;

CREATE SEQUENCE kiosk_device_numbers;
