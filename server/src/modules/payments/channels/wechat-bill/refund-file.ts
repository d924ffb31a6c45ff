/** What WeChat refunded because the posting failed (README, "Refund file"). GBK, LF, amounts in fen. */
import { type Fen, fen } from '../../../../shared/money.ts';
import { AgencyRefusal } from '../families/agency.ts';
import { readAmount, readTime } from '../families/amounts.ts';
import { decodeGbk } from '../families/gbk.ts';

export interface RefundLine {
  transId: string;
  accountNo: string;
  amountFen: Fen;
  refundedAt: Date;
}

/** @throws AgencyRefusal 1006, or 1001 when a line has not the form or count or total does not agree */
export function readRefundFile(content: Buffer): RefundLine[] {
  let text: string;
  try {
    text = decodeGbk(content);
  } catch {
    throw new AgencyRefusal('1006', 'encoding');
  }
  const [head = '', ...rows] = text.replace(/\n$/, '').split('\n');
  const lines = rows.map(readLine);
  const total = fen(lines.reduce((sum, line) => sum + line.amountFen, 0));
  if (head !== `${lines.length}|${total}`) throw new AgencyRefusal('1001', 'form');
  return lines;
}

function readLine(row: string): RefundLine {
  const [transId = '', accountNo = '', amount = '', refundedAt = '', ...more] = row.split('|');
  if (!/^[0-9A-Za-z]{1,32}$/.test(transId) || !/^[0-9A-Za-z]{4,20}$/.test(accountNo) || more.length > 0)
    throw new AgencyRefusal('1001', 'form');
  return { transId, accountNo, amountFen: readAmount(amount, 'fen'), refundedAt: readTime(refundedAt) };
}
