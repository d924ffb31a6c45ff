-- Members of staff and what they did.

ALTER TABLE staff_members
  ADD CONSTRAINT staff_members_roles_known CHECK (
    cardinality(roles) > 0
    AND roles <@ ARRAY['clerk', 'finance', 'supervisor', 'administrator', 'auditor']
  ),
  ADD CONSTRAINT staff_members_username_form CHECK (username ~ '^[a-z][a-z0-9.-]{1,31}$');

CREATE INDEX staff_sessions_expires_at_idx ON staff_sessions (expires_at);

-- The log is read by who and by what as well as by when.
CREATE INDEX audit_entries_actor_id_idx ON audit_entries (actor, id DESC);
CREATE INDEX audit_entries_action_id_idx ON audit_entries (action text_pattern_ops, id DESC);
CREATE INDEX audit_entries_subject_prefix_idx ON audit_entries (subject text_pattern_ops, id DESC);

ALTER TABLE audit_entries
  ADD CONSTRAINT audit_entries_actor_form CHECK (actor = 'system' OR actor ~ '^(staff|person|partner):.+');

-- The application's role lacks the right to change the log. The owner has every right and is stopped by a trigger.
CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A clerk types the beginning of a 户号. A plain index serves LIKE only in the C collation.
CREATE INDEX supply_accounts_account_no_prefix ON supply_accounts (account_no text_pattern_ops);
