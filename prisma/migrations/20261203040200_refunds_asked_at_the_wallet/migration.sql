-- A customer may ask for their money back at the wallet (申请退款): the wallet wants a yes or a no besides the answer.
ALTER TABLE wallet_complaints
  ADD COLUMN refund_asked_fen BIGINT CHECK (refund_asked_fen > 0),
  ADD COLUMN refund_decision  TEXT CHECK (refund_decision IN ('approved', 'rejected')),
  ADD COLUMN refund_decided_by TEXT,
  ADD CONSTRAINT wallet_complaints_refund_decided CHECK ((refund_decision IS NULL) = (refund_decided_by IS NULL));
