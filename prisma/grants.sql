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
  REVOKE UPDATE, DELETE ON ledger_transactions, ledger_postings, payment_events, audit_entries FROM dianting_app;
  -- Money that came in keeps its sum, its source and where it went first. What happens to it later stands in columns of its own.
  REVOKE DELETE ON payables, payments, collections, allocations, refunds, receipts, odd_payments, inbox_messages, customer_balances FROM dianting_app;
  REVOKE UPDATE, DELETE ON payment_items, collections, allocations, receipts FROM dianting_app;
  GRANT UPDATE (payment_id, refunded_fen) ON collections TO dianting_app;
  GRANT UPDATE (taken_back_fen) ON allocations TO dianting_app;
  GRANT UPDATE (pdf) ON receipts TO dianting_app;
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
