-- The list of what stops dunning named disputes: it gave away complaints that were made in confidence or without a name.
UPDATE dunning_cases SET stops = (SELECT jsonb_agg(CASE WHEN stop ->> 'code' = 'dispute' THEN stop || '{"code": "other"}' ELSE stop END ORDER BY place)
    FROM jsonb_array_elements(stops) WITH ORDINALITY AS each (stop, place))
  WHERE stops @> '[{"code": "dispute"}]';
