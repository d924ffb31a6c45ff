-- The rights of the application's role, given anew after every migration, so that a new table is never forgotten.
-- `dianting_app` may do ordinary work everywhere but may only INSERT and SELECT where history is kept.
DO $$
DECLARE
  relation record;
BEGIN
  GRANT USAGE ON SCHEMA public, graphile_worker TO dianting_app;
  REVOKE ALL ON ALL TABLES IN SCHEMA public FROM dianting_app;
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO dianting_app;
  GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO dianting_app;
  REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
  GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO dianting_app;

  -- Append-only history.
  REVOKE UPDATE, DELETE ON ledger_transactions, ledger_postings, payment_events, audit_entries, reversal_marks, utility_settings, account_notes, alert_defaults FROM dianting_app;
  REVOKE UPDATE, DELETE ON calendar_editions FROM dianting_app;
  REVOKE DELETE ON opening_energies FROM dianting_app;
  -- Dunning: rules and what happened are history, late fees are charged by their function alone, nothing is deleted.
  REVOKE UPDATE, DELETE ON dunning_rules, dunning_events, supply_events FROM dianting_app;
  REVOKE INSERT, UPDATE, DELETE ON late_fees FROM dianting_app;
  REVOKE DELETE ON dunning_cases, special_needs, instalment_plans, supply_commands, supply_messages, field_orders, supply_states FROM dianting_app;
  -- What a kiosk reported is history; tills, card sales and cash boxes go on, but none of them is ever deleted.
  REVOKE UPDATE, DELETE ON kiosk_events, kiosk_enrolments FROM dianting_app;
  REVOKE DELETE ON counter_shifts, counter_takings, pos_terminals, pos_sales, pos_batches, kiosk_devices, kiosk_sessions, cash_boxes FROM dianting_app;
  -- Money and what proves it: nothing is deleted, and of a row only what goes on after it was written changes.
  REVOKE UPDATE, DELETE ON payables, payments, payment_items, collections, allocations, refunds, odd_payments, inbox_messages, receipts,
    customer_balances, bills FROM dianting_app;
  GRANT UPDATE (paid_fen, status, locked_until, locked_for, balance_times) ON payables TO dianting_app;
  GRANT UPDATE (person_id, status, settled_at, closed_at, failure_reason, next_query_at, query_count, queried_at, payer_action)
    ON payments TO dianting_app;
  GRANT UPDATE (payment_id, refunded_fen) ON collections TO dianting_app;
  GRANT UPDATE (taken_back_fen) ON allocations TO dianting_app;
  GRANT UPDATE (status, approved_by, released_at, finished_at, channel_refund_no, failure_reason, next_query_at, query_count, taken_back)
    ON refunds TO dianting_app;
  GRANT UPDATE (status, resolution, resolved_by, resolved_at, note, detail, proposal, proposed_by, proposed_at) ON odd_payments TO dianting_app;
  REVOKE UPDATE, DELETE ON payout_returns, card_sale_repayments FROM dianting_app;
  GRANT UPDATE (outcome, decided_by, decided_at, note) ON payout_returns TO dianting_app;
  GRANT UPDATE (status, attempts, handled_at, result, repeats) ON inbox_messages TO dianting_app;
  GRANT UPDATE (pdf) ON receipts TO dianting_app;
  GRANT UPDATE (balance_fen, prepaid_fen) ON customer_balances TO dianting_app;
  GRANT UPDATE (payable_id, live) ON bills TO dianting_app;
  -- What a corrected reading said before.
  REVOKE UPDATE, DELETE ON reading_corrections FROM dianting_app;
  -- Files of sources as they came, and what was decided about their differences.
  REVOKE UPDATE, DELETE ON statement_files, statement_chunks, statement_rows, source_settlements, bank_credit_entries FROM dianting_app;
  GRANT UPDATE (status, totals, refusal, row_count, judged_at) ON statement_files TO dianting_app;
  REVOKE UPDATE, DELETE ON debit_arrival_pieces FROM dianting_app;
  REVOKE UPDATE, DELETE ON statement_file_decisions FROM dianting_app;
  GRANT UPDATE (outcome, decided_by, decided_at) ON statement_file_decisions TO dianting_app;
  REVOKE DELETE ON reconciliation_days, reconciliation_differences FROM dianting_app;
  -- What a customer agreed to, what was debited by it, and whom a large customer named.
  REVOKE DELETE ON agreements, agreement_debits, prepaid_agreements, account_contacts FROM dianting_app;
  -- After a large file the planner must be told at once (PostgreSQL 17 and later have a right for that).
  IF current_setting('server_version_num')::integer >= 170000 THEN
    GRANT MAINTAIN ON statement_rows TO dianting_app;
  END IF;
  REVOKE UPDATE, DELETE ON partner_messages, partner_quotes, partner_top_ups, partner_terms, partner_keys, partners FROM dianting_app;
  GRANT UPDATE (status, code, result, handled_at), DELETE ON partner_messages TO dianting_app;
  GRANT DELETE ON partner_quotes TO dianting_app;
  GRANT UPDATE (status, decided_by, decided_at) ON partner_top_ups, partner_terms TO dianting_app;
  GRANT UPDATE (confirmed_by, confirmed_at, valid_until, last_used_at) ON partner_keys TO dianting_app;
  GRANT UPDATE (name_zh, name_en, channels, status, cut_off, units, per_payment_fen, per_day_fen, inquiries_per_minute, addresses, settings)
    ON partners TO dianting_app;
  REVOKE UPDATE, DELETE ON connected_systems, system_keys FROM dianting_app;
  GRANT UPDATE (name, scopes, addresses, active) ON connected_systems TO dianting_app;
  GRANT UPDATE (last_used_at, ended_at, ended_by) ON system_keys TO dianting_app;
  -- What was announced of an outage, who was told, and what was agreed.
  REVOKE UPDATE, DELETE ON outage_rules, outage_events, outage_rounds, outage_notice_log FROM dianting_app;
  REVOKE DELETE ON outages, outage_overrides, outage_negotiations, outage_tellings, outage_recipients FROM dianting_app;
  -- Applications: versions of kinds, events and inspections are history; of cases only a draft may go.
  REVOKE UPDATE, DELETE ON service_kinds, case_events, case_inspections, case_signatures, document_retention_runs FROM dianting_app;
  GRANT UPDATE (voided_at) ON case_signatures TO dianting_app;
  REVOKE DELETE ON documents, service_teams, temporary_supplies, supply_pauses, case_stops, case_step_times, case_returns, case_fees, site_visits, case_shares FROM dianting_app;
  -- What was said to the utility, what became of it, and how it was rated.
  REVOKE UPDATE, DELETE ON case_attachments FROM dianting_app;
  -- Articles are withdrawn, never deleted; a published version is kept by its trigger.
  REVOKE DELETE ON knowledge_articles, knowledge_versions FROM dianting_app;
  -- What was made public: words stay as they are, which a trigger holds as well.
  REVOKE UPDATE, DELETE ON disclosures, disclosure_editions FROM dianting_app;
  GRANT UPDATE (withdrawn_at, withdrawn_by, withdrawn_for) ON disclosures TO dianting_app;
  GRANT UPDATE (status, decided_by, decided_at, refused_for) ON disclosure_editions TO dianting_app;
  REVOKE UPDATE, DELETE ON case_rules, service_case_events, service_ratings FROM dianting_app;
  REVOKE DELETE ON service_cases FROM dianting_app;
  -- What was said in a chat, and how it was rated.
  REVOKE UPDATE, DELETE ON chat_rules, chat_messages, chat_ratings FROM dianting_app;
  REVOKE DELETE ON chat_conversations FROM dianting_app;
  -- Stars and cards: what they stand on and what was published is history.
  REVOKE UPDATE, DELETE ON interaction_ratings, star_formulas, star_scores, star_months FROM dianting_app;
  REVOKE DELETE ON rating_invitations, star_deductions, service_cards FROM dianting_app;
  REVOKE UPDATE, DELETE ON follow_up_rules, survey_answers, household_risks, household_visits, visit_rules, case_investigations,
    load_records, load_rules FROM dianting_app;
  REVOKE DELETE ON follow_ups, surveys, suggestion_publications, service_reports, reply_templates, case_macros, case_mentions FROM dianting_app;
  -- Repairs: what happened and who took which picture is history; faults, reports, orders and tellings stay.
  REVOKE UPDATE, DELETE ON repair_rules, repair_events, repair_photos FROM dianting_app;
  REVOKE DELETE ON repair_faults, repair_orders, repair_tellings FROM dianting_app;
  -- The chart of accounts, the database's mark and the migration log belong to the migrations.
  REVOKE INSERT, UPDATE, DELETE ON ledger_accounts, database_marks, _prisma_migrations FROM dianting_app;

  -- The job queue is the application's own; graphile-worker guards it with row security for its owner only.
  FOR relation IN SELECT c.oid::regclass AS name FROM pg_class c WHERE c.relnamespace = 'graphile_worker'::regnamespace AND c.relkind = 'r' LOOP
    EXECUTE format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', relation.name);
  END LOOP;
  GRANT ALL ON ALL TABLES IN SCHEMA graphile_worker TO dianting_app;
  GRANT ALL ON ALL SEQUENCES IN SCHEMA graphile_worker TO dianting_app;
  GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA graphile_worker TO dianting_app;
END
$$;
