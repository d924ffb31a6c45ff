-- After hours nobody waits longer than this for the next word of a clerk: it becomes a case.
ALTER TABLE chat_rules DROP CONSTRAINT chat_rules_name_check;
ALTER TABLE chat_rules ADD CONSTRAINT chat_rules_name_check CHECK (name IN
  ('opens-minute', 'closes-minute', 'rest-days', 'most-a-minute', 'silent-minutes', 'tell-after-minutes', 'owed-minutes'));
INSERT INTO chat_rules (name, value, valid_from, source, set_by) VALUES
  ('owed-minutes', 120, '2021-01-01', '本系统建议值：下班后客户等候回复超过两小时即转为诉求', 'system');
