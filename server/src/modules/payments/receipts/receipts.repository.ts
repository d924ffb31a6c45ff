import type { Pool } from 'pg';
import type { AddressParts } from '../../../shared/mask.ts';
import type { Fen } from '../../../shared/money.ts';

export interface ReceiptLineRow extends AddressParts {
  /** Null: the part of the money that became balance. */
  payableId: number | null;
  kind: string;
  accountNo: string;
  amountFen: Fen;
  /** Encrypted name of the contract's holder, in hex. */
  nameEnc: string;
}

export interface ReceiptRow {
  receiptNo: string;
  checkCode: string;
  issuedAt: Date;
  paymentNo: string;
  personId: string | null;
  phoneEnc: Buffer | null;
  gateway: string;
  channel: string;
  tradeNo: string;
  amountFen: Fen;
  refundedFen: Fen;
  paidAt: Date;
  lines: ReceiptLineRow[];
}

export interface ReceiptsRepository {
  ofPayment(paymentNo: string): Promise<ReceiptRow | undefined>;
  byNumber(receiptNo: string): Promise<ReceiptRow | undefined>;
  byCheckCode(checkCode: string): Promise<ReceiptRow | undefined>;
  pdf(receiptNo: string): Promise<Buffer | null>;
  /** Keeps the first PDF that is made, and returns the one that is kept. */
  keepPdf(receiptNo: string, pdf: Buffer): Promise<Buffer>;
}

// The lines as the money arrived: what was moved later (refunds, reversals) does not rewrite a receipt.
const selectSql = `SELECT r.receipt_no AS "receiptNo", r.check_code AS "checkCode", r.issued_at AS "issuedAt", p.payment_no AS "paymentNo",
    p.person_id AS "personId", n.phone_enc AS "phoneEnc", split_part(c.source, ':', 1) AS gateway, p.channel, c.trade_no AS "tradeNo", c.amount_fen AS "amountFen", c.paid_at AS "paidAt",
    (SELECT coalesce(sum(f.amount_fen), 0)::bigint FROM refunds f WHERE f.collection_id = c.id AND f.status = 'succeeded') AS "refundedFen",
    (SELECT json_agg(json_build_object('payableId', a.payable_id, 'kind', coalesce(y.kind, 'balance'), 'accountNo', s.account_no,
        'district', m.district, 'street', m.street, 'building', m.building, 'unit', m.unit, 'room', m.room,
        'amountFen', a.amount_fen, 'nameEnc', encode(u.name_enc, 'hex')) ORDER BY a.id)
       FROM allocations a LEFT JOIN payables y ON y.id = a.payable_id JOIN holder_periods h ON h.id = a.holder_period_id
       JOIN customers u ON u.id = h.customer_id JOIN supply_accounts s ON s.id = h.account_id
       JOIN metering_points g ON g.id = s.metering_point_id JOIN premises m ON m.id = g.premises_id
      WHERE a.collection_id = c.id AND NOT a.moved) AS lines
  FROM receipts r JOIN collections c ON c.id = r.collection_id JOIN payments p ON p.id = c.payment_id LEFT JOIN people n ON n.id = p.person_id`;

export function createReceiptsRepository(pool: Pool): ReceiptsRepository {
  const first = async (where: string, value: string): Promise<ReceiptRow | undefined> =>
    (await pool.query<ReceiptRow>(`${selectSql} WHERE ${where} ORDER BY r.id LIMIT 1`, [value])).rows[0];
  return {
    ofPayment: paymentNo => first('p.payment_no = $1', paymentNo),
    byNumber: receiptNo => first('r.receipt_no = $1', receiptNo),
    byCheckCode: checkCode => first('r.check_code = $1', checkCode),
    pdf: async receiptNo =>
      (await pool.query('SELECT pdf FROM receipts WHERE receipt_no = $1', [receiptNo])).rows[0]?.pdf ?? null,
    async keepPdf(receiptNo, pdf) {
      const text = 'UPDATE receipts SET pdf = coalesce(pdf, $2) WHERE receipt_no = $1 RETURNING pdf';
      return (await pool.query(text, [receiptNo, pdf])).rows[0].pdf;
    },
  };
}
