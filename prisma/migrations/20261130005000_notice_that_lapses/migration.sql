-- A formal notice holds for so many days and no longer; and how the ladder keeps time is a dated rule like the rest.
ALTER TABLE "dunning_rules" DROP CONSTRAINT "dunning_rules_name_check", ADD CONSTRAINT "dunning_rules_name_check"
  CHECK ("name" IN ('lateFee', 'reminders', 'suspension', 'noticeWindow', 'timing', 'hours', 'coldDays', 'restore', 'prepaid', 'instalments'));

INSERT INTO "dunning_rules" ("name", "value", "valid_from", "edition", "reason", "set_by") VALUES
  ('noticeWindow', '{"leastDays":3,"mostDays":7}', '2024-06-01', '《供电营业规则》（1996年版第六十七条）：停电前三至七天送达停电通知书；2024年版条文待核对', '通知满七天未停电即失效，须重新通知', 'system'),
  ('timing', '{"writingHour":9,"restDays":30,"lastCallHours":4,"disconnectMinutes":60,"reconnectDays":7}', '2024-06-01', '本系统建议值', '催缴上午九时起发出；驳回后三十天内不再建议；停电前通知四小时内有效', 'system');

ALTER TABLE "dunning_cases" ADD COLUMN "lapses_on" DATE;
UPDATE "dunning_cases" SET "lapses_on" = greatest(shanghai_date("noticed_at") + 7, "disconnect_on")
 WHERE "status" IN ('noticed', 'proposed', 'submitted', 'approved', 'last-call', 'disconnecting');
-- Whoever is on the way to be cut off is so by a notice, which has an end.
ALTER TABLE "dunning_cases" ADD CONSTRAINT "dunning_cases_notice_check" CHECK (
  "status" NOT IN ('noticed', 'proposed', 'submitted', 'approved', 'last-call', 'disconnecting')
  OR ("noticed_at" IS NOT NULL AND "disconnect_on" IS NOT NULL AND "lapses_on" >= "disconnect_on"));
