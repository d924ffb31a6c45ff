-- How many last calls may be made on one day was fixed in the program: it becomes a value of the dated rule that says how the ladder keeps
-- time. No row is changed; each gets a successor of the same day, in the same order, which holds in its place.
INSERT INTO "dunning_rules" ("name", "value", "valid_from", "edition", "reason", "set_by")
SELECT "name", "value" || '{"mostCallsADay":2}', "valid_from", "edition", '停电前通知一天最多两次，改为可设；其余不变', 'system'
  FROM "dunning_rules" WHERE "name" = 'timing' ORDER BY "id";
