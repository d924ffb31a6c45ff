/** Rows as the staff view and the kiosks see them. */
import type { z } from 'zod';
import type { Language, Wording } from '../../shared/errors.ts';
import { fen } from '../../shared/money.ts';
import type { DeskPayment, DeskQuote, Quote } from '../payments/index.ts';
import type { ToldTaking } from './counter/blind-takings.ts';
import type { ShiftRow, TakingRow, TenderSum } from './counter/counter.repository.ts';
import type { KeptCount } from './counts/kept-counts.ts';
import type {
  BatchView,
  BoxView,
  DeskQuoteView,
  DeviceView,
  EventProblemView,
  KioskPaymentView,
  QuoteView,
  SaleView,
  ShiftView,
  SlipView,
  TakingView,
  TerminalView,
} from './desk.schemas.ts';
import type { BoxRow, DeviceRow, ProblemRow } from './kiosk/kiosk.repository.ts';
import type { BatchRow, SaleRow, TerminalRow } from './pos/pos.repository.ts';

const iso = (at: Date | null) => at?.toISOString() ?? null;

const viewCount = ({ at, ...count }: KeptCount) => ({ at: new Date(at).toISOString(), ...count });

export function viewQuote(quote: Quote, language: Language): z.input<typeof QuoteView> {
  const { accountNo, nameMasked, addressMasked, balanceFen, owedFen } = quote;
  const items = quote.items.map(({ payableId, title, month, dueOn, outstandingFen, locked }) => {
    return { payableId, title: title[language], month, dueOn, outstandingFen, locked };
  });
  return { accountNo, nameMasked, addressMasked, balanceFen, owedFen, items };
}

export function viewDeskQuote(quote: DeskQuote, language: Language): z.input<typeof DeskQuoteView> {
  const { holderPeriodId, standing, until } = quote;
  const others = quote.others.map(({ holderPeriodId: holder, ...other }) => ({ holder, ...other }));
  return { ...viewQuote(quote, language), holder: holderPeriodId, standing, until, others };
}

export function viewShift(shift: ShiftRow, tenders: readonly TenderSum[]): z.input<typeof ShiftView> {
  const { countedFen, expectedFen, counted, openedAt, closedAt, status } = shift;
  const differenceFen = countedFen === null || expectedFen === null ? null : fen(countedFen - expectedFen);
  return {
    shiftNo: shift.shiftNo,
    clerk: shift.clerk,
    counter: shift.counter,
    floatFen: shift.floatFen,
    status,
    openedAt: openedAt.toISOString(),
    closedAt: iso(closedAt),
    countedFen,
    expectedFen,
    differenceFen,
    counted,
    papers: shift.papers,
    explanation: shift.explanation,
    reviewedBy: shift.reviewedBy,
    reviewNote: shift.reviewNote,
    counts: shift.counts.map(viewCount),
    tenders: tenders.map(sum => {
      return { ...sum, fen: status === 'open' && sum.tender === 'cash' ? null : sum.fen };
    }),
  };
}

export function viewTaking(taking: ToldTaking, counter: string | null = null): z.input<typeof TakingView> {
  const { amountFen, tenderedFen } = taking;
  return {
    paymentNo: taking.paymentNo,
    shiftNo: taking.shiftNo,
    clerk: taking.takenBy,
    counter,
    accountNo: taking.accountNo,
    tender: taking.tender,
    amountFen,
    tenderedFen,
    changeFen: tenderedFen === null || amountFen === null ? null : fen(tenderedFen - amountFen),
    reference: taking.reference,
    bank: taking.bank,
    status: taking.status,
    stage: stageOf(taking.paymentStatus),
    takenAt: taking.takenAt.toISOString(),
    undoneBy: taking.undoneBy,
    undoneReason: taking.undoneReason,
    approvedBy: taking.approvedBy,
  };
}

/** What never was certain is neither paid nor failed. */
export function stageOf(paymentStatus: string): 'waiting' | 'paid' | 'failed' {
  if (paymentStatus === 'settled') return 'paid';
  return paymentStatus === 'closed' || paymentStatus === 'failed' ? 'failed' : 'waiting';
}

export function viewSlip(
  taking: TakingRow,
  shift: ShiftRow,
  payment: DeskPayment,
  utility: Wording,
  language: Language,
): z.input<typeof SlipView> {
  return {
    ...viewTaking(taking, shift.counter),
    amountFen: taking.amountFen,
    items: payment.items.map(({ title, amountFen }) => ({ title: title[language], amountFen })),
    surplusFen: payment.surplusFen,
    refundedFen: payment.refundedFen,
    receiptNo: payment.receipt?.receiptNo ?? null,
    checkUrl: payment.receipt?.checkUrl ?? null,
    utility: utility[language],
  };
}

export function viewSale(sale: SaleRow): z.input<typeof SaleView> {
  const { terminal, batch, trace, amountFen, accountNo, status, code, reference, cardMasked, paymentNo } =
    sale;
  const numbers = { saleId: sale.id, terminal, batch, trace };
  const createdAt = sale.createdAt.toISOString();
  return { ...numbers, amountFen, accountNo, status, code, reference, cardMasked, paymentNo, createdAt };
}

export function viewTerminal(row: TerminalRow): z.input<typeof TerminalView> {
  const { terminal, name, keyId, batch, trace, active } = row;
  return { terminal, name, keyId, batch, trace, active };
}

export function viewBatch(row: BatchRow): z.input<typeof BatchView> {
  const { terminal, batch, sales, salesFen, voids, voidsFen, status, theirs, settledBy, askedAt } = row;
  const ours = { sales, salesFen, voids, voidsFen };
  return { terminal, batch, ...ours, status, theirs, settledBy, askedAt: askedAt.toISOString() };
}

export function viewDevice(device: DeviceRow): z.input<typeof DeviceView> {
  const { deviceNo, name, place, status, boxNo } = device;
  return { deviceNo, name, place, status, boxNo, keySince: iso(device.keySince), seenAt: iso(device.seenAt) };
}

/** Counted blind: what should be in a box is told only afterwards. */
export function viewBox(box: BoxRow): z.input<typeof BoxView> {
  const { boxNo, deviceNo, label, status, countedFen, expectedFen, countedBy, confirmedBy, explanation } =
    box;
  const differenceFen = countedFen === null || expectedFen === null ? null : fen(countedFen - expectedFen);
  const times = { insertedAt: box.insertedAt.toISOString(), removedAt: iso(box.removedAt) };
  const counts = box.counts.map(viewCount);
  const count = { expectedFen, countedFen, differenceFen, countedBy, confirmedBy, explanation, counts };
  return { boxNo, deviceNo, label, status, ...times, ...count };
}

export function viewProblem({
  body: { session, accountNo, notes, fen: sum },
  receivedAt,
  ...row
}: ProblemRow): z.input<typeof EventProblemView> {
  const said = { session, accountNo: accountNo ?? null, notes: notes ?? null, fen: fen(sum) };
  return { ...row, ...said, receivedAt: receivedAt.toISOString() };
}

export function viewKioskPayment(payment: DeskPayment): z.input<typeof KioskPaymentView> {
  const { paymentNo, amountFen, action, receipt, surplusFen } = payment;
  return {
    paymentNo,
    stage: stageOf(payment.status),
    amountFen,
    qrText: action?.kind === 'qr' ? action.text : null,
    expiresAt: payment.expiresAt.toISOString(),
    receiptNo: receipt?.receiptNo ?? null,
    checkUrl: receipt?.checkUrl ?? null,
    surplusFen,
  };
}
