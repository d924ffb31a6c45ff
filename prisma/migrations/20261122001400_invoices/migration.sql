-- Invoices and claims: what must hold whatever the application does.

ALTER TABLE invoice_titles
  ADD CONSTRAINT invoice_titles_kind_known CHECK (kind IN ('personal', 'company')),
  ADD CONSTRAINT invoice_titles_company_has_tax_no CHECK (kind = 'personal' OR tax_no_enc IS NOT NULL);
CREATE UNIQUE INDEX invoice_titles_one_default ON invoice_titles (person_id) WHERE is_default;

ALTER TABLE invoices
  ADD CONSTRAINT invoices_kind_known CHECK (kind IN ('blue', 'red')),
  ADD CONSTRAINT invoices_status_known CHECK (status IN ('requested', 'issued', 'failed')),
  ADD CONSTRAINT invoices_amount_positive CHECK (amount_fen > 0),
  ADD CONSTRAINT invoices_red_takes_back CHECK ((kind = 'red') = (original_id IS NOT NULL)),
  ADD CONSTRAINT invoices_issued_has_number CHECK (status <> 'issued' OR (fiscal_no IS NOT NULL AND issued_at IS NOT NULL)),
  ADD CONSTRAINT invoices_waits_or_ended CHECK ((status = 'requested') = (next_at IS NOT NULL));

-- The same money is invoiced once.
CREATE UNIQUE INDEX invoices_one_blue ON invoices (collection_id) WHERE kind = 'blue' AND status <> 'failed';
CREATE INDEX invoices_due ON invoices (next_at) WHERE status = 'requested';
CREATE UNIQUE INDEX invoices_fiscal_no ON invoices (fiscal_no) WHERE fiscal_no IS NOT NULL;

ALTER TABLE claims
  ADD CONSTRAINT claims_status_known CHECK (status IN ('open', 'refunded', 'refused')),
  ADD CONSTRAINT claims_answered CHECK ((status = 'open') = (answered_at IS NULL)),
  ADD CONSTRAINT claims_answer_said CHECK (status = 'open' OR (answer IS NOT NULL AND answered_by IS NOT NULL));
CREATE UNIQUE INDEX claims_one_open ON claims (payment_id) WHERE status = 'open';
