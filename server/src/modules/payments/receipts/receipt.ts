/** A receipt with everything personal masked: the same for the PDF, the resident's view and the public check. */
import type { FieldCipher } from '../../../infra/crypto.ts';
import type { Language, Wording } from '../../../shared/errors.ts';
import { maskAddress, maskName, maskPhone } from '../../../shared/mask.ts';
import type { Fen } from '../../../shared/money.ts';
import { describePayables, type PayableSource } from '../payable.ts';
import type { ReceiptRow } from './receipts.repository.ts';
import { wayOfPayment } from './way-of-payment.ts';

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
  /** How it was paid, in words. */
  way: Wording;
  tradeNo: string;
  amountFen: Fen;
  refundedFen: Fen;
  paidAt: Date;
  payerMasked: string;
  lines: ReceiptLine[];
}

const balanceTitle: Wording = { zh: '转入账户余额', en: 'Added to the account balance' };

/** Undefined for a channel that is not enabled any more. */
export type ChannelName = (code: string) => Wording | undefined;

export async function readReceipt(
  row: ReceiptRow,
  sources: readonly PayableSource[],
  cipher: FieldCipher,
  channelName: ChannelName,
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
  const { phoneEnc, personId: _, gateway, channel, ...rest } = row;
  const way = wayOfPayment(gateway, channelName(channel));
  // Who stood at a counter or asked a partner has not told a phone: where it was paid is all that is known of the payer.
  return { ...rest, way, lines, payerMasked: phoneEnc ? maskPhone(cipher.decrypt(phoneEnc)) : way.zh };
}

/** It was issued by us, and proves no payment any more. */
export const allReturned = ({
  amountFen,
  refundedFen,
}: Pick<Receipt, 'amountFen' | 'refundedFen'>): boolean => refundedFen >= amountFen;

/** The last four digits are enough to compare with one's own bill. */
export function maskAccountNo(accountNo: string): string {
  return `${'*'.repeat(Math.max(0, accountNo.length - 4))}${accountNo.slice(-4)}`;
}

export function viewLines(receipt: Receipt, language: Language) {
  return receipt.lines.map(line => ({ ...line, title: line.title[language] }));
}
