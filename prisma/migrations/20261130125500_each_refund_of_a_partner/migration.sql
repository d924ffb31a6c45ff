-- A partner that gave the same sum of a payment back twice, on two days, was taken to have told the same refund twice.
DROP INDEX odd_payments_partner_refund_key;
CREATE UNIQUE INDEX odd_payments_partner_refund_key ON odd_payments ((detail ->> 'source'), (detail ->> 'tradeNo'), amount_fen, (detail ->> 'at')) WHERE kind = 'partner-refund';
