-- Every limit that passes is escalated, not only the first; what stays overdue goes up a level after a time by rule.
-- A pause has a last day, after which the clock goes on by itself.
ALTER TABLE case_rules DROP CONSTRAINT case_rules_name_check;
ALTER TABLE case_rules ADD CONSTRAINT case_rules_name_check CHECK (name IN ('complaint-contact-hours', 'complaint-answer-days', 'misconduct-answer-days',
  'other-answer-days', 'promised-answer-days', 'update-days', 'warn-hours', 'close-after-days', 'reopen-days', 'escalate-again-hours', 'pause-most-days'));
INSERT INTO case_rules (name, value, valid_from, source, set_by) VALUES
  ('escalate-again-hours', 24, '2021-01-01', '本系统建议值：升级后24小时仍超时的再升一级', 'system'),
  ('pause-most-days', 10, '2021-01-01', '本系统建议值：等待客户补充最多10个工作日', 'system');

ALTER TABLE service_cases
  ADD COLUMN escalation_level INTEGER NOT NULL DEFAULT 0 CHECK (escalation_level BETWEEN 0 AND 3),
  -- The latest limit that has been escalated: a later one that passes is escalated anew.
  ADD COLUMN escalated_for TIMESTAMPTZ(3),
  -- The last day of a pause.
  ADD COLUMN paused_until DATE;
UPDATE service_cases SET escalation_level = 1, escalated_for = escalated_at WHERE escalated_at IS NOT NULL;
UPDATE service_cases SET paused_until = shanghai_date(greatest(paused_at + interval '14 days', clock_timestamp() + interval '3 days')) WHERE status = 'paused';
