/** A receipt with everything personal masked: the same for the PDF, the resident's view and the public check. */
import type { FieldCipher } from '../../../infra/crypto.ts';
import type { Language, Wording } from '../../../shared/errors.ts';
import { maskAddress, maskName, maskPhone } from '../../../shared/mask.ts';
import type { Fen } from '../../../shared/money.ts';
import { describePayables, type PayableSource } from '../payable.ts';
import type { ReceiptRow } from './receipts.repository.ts';

export interface ReceiptLine {
  title: Wording;
  accountNoMasked: string;
  addressMasked: string;
  nameMasked: string;
  amountFen: Fen;
}

export interface Receipt {
  receiptNo: string;
  checkCode: string;
  issuedAt: Date;
  paymentNo: string;
  gateway: string;
  tradeNo: string;
  amountFen: Fen;
  refundedFen: Fen;
  paidAt: Date;
  payerMasked: string;
  lines: ReceiptLine[];
}

const balanceTitle: Wording = { zh: '转入账户余额', en: 'Added to the account balance' };
export const walletNames: Record<string, Wording> = {
  'wechat-pay': { zh: '微信支付', en: 'WeChat Pay' },
  alipay: { zh: '支付宝', en: 'Alipay' },
};

export async function readReceipt(
  row: ReceiptRow,
  sources: readonly PayableSource[],
  cipher: FieldCipher,
): Promise<Receipt> {
  const payables = row.lines.flatMap(({ payableId, kind }) =>
    payableId === null ? [] : [{ payableId, kind }],
  );
  const titles = await describePayables(sources, payables);
  const lines = row.lines.map(line => ({
    title: (line.payableId !== null && titles.get(line.payableId)) || balanceTitle,
    accountNoMasked: maskAccountNo(line.accountNo),
    addressMasked: maskAddress(line),
    nameMasked: maskName(cipher.decrypt(Buffer.from(line.nameEnc, 'hex'))),
    amountFen: line.amountFen,
  }));
  const { phoneEnc, personId: _, ...rest } = row;
  return {
    ...rest,
    lines,
    payerMasked: phoneEnc ? maskPhone(cipher.decrypt(phoneEnc)) : (walletNames[row.gateway]?.zh ?? ''),
  };
}

/** The last four digits are enough to compare with one's own bill. */
export function maskAccountNo(accountNo: string): string {
  return `${'*'.repeat(Math.max(0, accountNo.length - 4))}${accountNo.slice(-4)}`;
}

export function viewLines(receipt: Receipt, language: Language) {
  return receipt.lines.map(line => ({ ...line, title: line.title[language] }));
}
