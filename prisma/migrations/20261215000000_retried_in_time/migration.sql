-- Puts a dead notice back, as long as it is of any use: what was said for yesterday is not said today. A provider sends one message
-- per id: what failed for good is asked for under a new one, what is unknown under the old.
CREATE OR REPLACE FUNCTION retry_notice(p_id bigint, p_at timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  UPDATE notices SET status = 'waiting', why = NULL, next_at = NULL
   WHERE id = p_id AND status = 'dead' AND (not_after IS NULL OR not_after > p_at);
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  UPDATE message_deliveries d
     SET attempts = 0, state = CASE d.state WHEN 'failed' THEN 'waiting' ELSE d.state END,
         request_id = CASE d.state WHEN 'failed' THEN 'n' || d.notice_id || '-' || d.channel || '-' || extract(epoch FROM p_at)::bigint ELSE d.request_id END
   WHERE d.notice_id = p_id AND d.state IN ('failed', 'waiting', 'unknown');
  RETURN true;
END
$$;
