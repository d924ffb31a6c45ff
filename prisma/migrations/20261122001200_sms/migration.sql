-- 短信: what came in, what has been quoted, who wants no messages, and links to bills.

ALTER TABLE sms_inbound
  ADD CONSTRAINT sms_inbound_status_check CHECK (status IN ('stored', 'handled')),
  ADD CONSTRAINT sms_inbound_handled_check CHECK ((status = 'handled') = (handled_at IS NOT NULL));
ALTER TABLE sms_orders
  ADD CONSTRAINT sms_orders_status_check CHECK (status IN ('waiting', 'confirmed', 'replaced', 'changed')),
  ADD CONSTRAINT sms_orders_total_check CHECK (total_fen > 0);
ALTER TABLE pay_links ADD CONSTRAINT pay_links_total_check CHECK (total_fen > 0);

-- A phone has one quotation that waits for its code.
CREATE UNIQUE INDEX sms_orders_one_waiting ON sms_orders (phone_hash) WHERE status = 'waiting';
