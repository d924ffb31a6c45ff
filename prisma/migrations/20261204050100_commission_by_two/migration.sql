-- One administrator alone could set an agent's commission, and what was set held for days that were not closed yet as well. It is proposed by one person
-- and decided by another, dated, and a day is closed by what held on it.

-- CreateTable
CREATE TABLE "partner_terms" (
    "id" BIGSERIAL NOT NULL,
    "partner_id" BIGINT NOT NULL,
    "commission_ppm" INTEGER NOT NULL,
    "valid_from" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'awaiting-approval',
    "proposed_by" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "partner_terms_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "partner_terms_partner_id_valid_from_idx" ON "partner_terms"("partner_id", "valid_from");

-- AddForeignKey
ALTER TABLE "partner_terms" ADD CONSTRAINT "partner_terms_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE partner_terms
  ADD CONSTRAINT partner_terms_commission_check CHECK (commission_ppm BETWEEN 0 AND 100000),
  ADD CONSTRAINT partner_terms_status_check CHECK (status IN ('awaiting-approval', 'approved', 'rejected')),
  ADD CONSTRAINT partner_terms_decided_check CHECK ((status = 'awaiting-approval') = (decided_at IS NULL)),
  -- What held before the upgrade was decided by nobody else.
  ADD CONSTRAINT partner_terms_four_eyes_check CHECK (status = 'awaiting-approval' OR proposed_by = 'system' OR decided_by IS NOT NULL AND decided_by <> proposed_by);
CREATE UNIQUE INDEX partner_terms_waiting_key ON partner_terms (partner_id) WHERE status = 'awaiting-approval';

INSERT INTO partner_terms (partner_id, commission_ppm, valid_from, reason, status, proposed_by, proposed_at, decided_at)
  SELECT id, commission_ppm, clearing_date(created_at, cut_off), '升级前已约定 / agreed before the upgrade', 'approved', 'system', now(), now()
    FROM partners WHERE commission_ppm > 0;

-- A new partner earns nothing until two persons have agreed on it.
ALTER TABLE "partners" DROP COLUMN "commission_ppm";

-- In millionths, on a clearing date.
CREATE FUNCTION commission_on(p_partner_id bigint, p_day date) RETURNS integer LANGUAGE sql STABLE
  RETURN coalesce((SELECT commission_ppm FROM partner_terms WHERE partner_id = p_partner_id AND status = 'approved' AND valid_from <= p_day
    ORDER BY valid_from DESC, id DESC LIMIT 1), 0);

-- The first date that terms may begin with: the running one has collections already, and a closed one is paid.
CREATE FUNCTION terms_from(p_partner partners, p_now timestamptz) RETURNS date LANGUAGE sql STABLE
  RETURN greatest(clearing_date(p_now, p_partner.cut_off),
    (SELECT max(clearing_on) FROM partner_days WHERE partner_id = p_partner.id AND closed_at IS NOT NULL)) + 1;

CREATE FUNCTION propose_partner_terms(p_partner_id bigint, p_ppm integer, p_from date, p_reason text, p_by text, p_now timestamptz) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  v_partner partners;
  v_id bigint;
BEGIN
  SELECT * INTO STRICT v_partner FROM partners WHERE id = p_partner_id FOR NO KEY UPDATE;
  IF NOT v_partner.prefunded THEN
    PERFORM refuse('not-prefunded');
  ELSIF p_from < terms_from(v_partner, p_now) THEN
    PERFORM refuse('terms-too-early');
  ELSIF EXISTS (SELECT FROM partner_terms WHERE partner_id = p_partner_id AND status = 'awaiting-approval') THEN
    PERFORM refuse('terms-wait');
  END IF;
  INSERT INTO partner_terms (partner_id, commission_ppm, valid_from, reason, proposed_by, proposed_at) VALUES (p_partner_id, p_ppm, p_from, p_reason, p_by, p_now)
    RETURNING id INTO v_id;
  RETURN v_id;
END
$$;

-- Another person decides. What has waited past its own day cannot be approved any more: it is rejected, and proposed for a later one.
CREATE FUNCTION decide_partner_terms(p_id bigint, p_approve boolean, p_by text, p_now timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_terms partner_terms;
  v_partner partners;
BEGIN
  SELECT * INTO v_terms FROM partner_terms WHERE id = p_id AND status = 'awaiting-approval' FOR UPDATE;
  SELECT * INTO v_partner FROM partners WHERE id = v_terms.partner_id;
  IF v_terms.id IS NULL THEN
    PERFORM refuse('terms-not-open');
  ELSIF v_terms.proposed_by = p_by THEN
    PERFORM refuse('terms-same-person');
  ELSIF p_approve AND v_terms.valid_from < terms_from(v_partner, p_now) THEN
    PERFORM refuse('terms-too-early');
  END IF;
  UPDATE partner_terms SET status = CASE WHEN p_approve THEN 'approved' ELSE 'rejected' END, decided_by = p_by, decided_at = p_now WHERE id = p_id
    RETURNING status INTO v_terms.status;
  RETURN v_terms.status;
END
$$;

-- Closes a clearing date that is over, once: its figures, and the agent's commission on what it collected less what was reversed, as it was agreed for
-- that date.
CREATE OR REPLACE FUNCTION close_partner_day(p_partner_id bigint, p_day date, p_now timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_partner partners;
  v_sum record;
  v_commission bigint;
BEGIN
  SELECT * INTO STRICT v_partner FROM partners WHERE id = p_partner_id;
  IF NOT partner_day_is_over(v_partner, p_day, p_now) THEN
    RETURN false;
  END IF;
  INSERT INTO partner_days (partner_id, clearing_on) VALUES (p_partner_id, p_day) ON CONFLICT DO NOTHING;
  PERFORM FROM partner_days WHERE partner_id = p_partner_id AND clearing_on = p_day AND closed_at IS NULL FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  SELECT count(*) FILTER (WHERE kind = '1') AS payments, count(*) FILTER (WHERE kind = '2') AS reversals,
         coalesce(sum(CASE kind WHEN '1' THEN amount_fen ELSE -amount_fen END), 0)::bigint AS net
    INTO v_sum FROM partner_day_lines(v_partner, p_day);
  v_commission := CASE WHEN v_partner.prefunded AND v_sum.net > 0 THEN (v_sum.net * commission_on(p_partner_id, p_day) + 500000) / 1000000 ELSE 0 END;
  UPDATE partner_days SET closed_at = p_now, payments = v_sum.payments, reversals = v_sum.reversals, net_fen = v_sum.net, commission_fen = v_commission
   WHERE partner_id = p_partner_id AND clearing_on = p_day;
  IF v_commission > 0 THEN
    PERFORM post_transaction('agent-commission', 'agent:' || v_partner.code || ':' || p_day, p_day, ARRAY['agent-commission', 'agent-prefund'],
      ARRAY[NULL, NULL]::bigint[], ARRAY[v_commission, -v_commission]);
    UPDATE partner_prefunds SET balance_fen = balance_fen + v_commission WHERE partner_id = p_partner_id;
  END IF;
  RETURN true;
END
$$;
