/** Forms bills as the API gives them. Pure. */
import { toKwh } from '../../shared/energy.ts';
import type { Language } from '../../shared/errors.ts';
import { noteIn, type RatedLine, showPrice, type TariffVersion, type TierState } from '../tariffs/index.ts';
import { billStatus } from './bill.ts';
import type { BillRecord, FullBillRecord, PaymentOfBill } from './bills.repository.ts';
import type { BillRow, BillView } from './bills.schemas.ts';
import { explainLine, sumsNote } from './explain-line.ts';
import type { BilledRegister } from './measure-period.ts';

export function showBillRow(bill: BillRecord): BillRow {
  const { billNo, month, from, to, totalFen, paidFen, outstandingFen, dueOn, estimated } = bill;
  return {
    billNo,
    month,
    from,
    to,
    energy: toKwh(bill.energy),
    totalFen,
    paidFen,
    outstandingFen,
    status: billStatus(bill),
    dueOn,
    issuedAt: bill.issuedAt.toISOString(),
    estimated,
  };
}

/** Written out property by property: bill look-ups are the hall's most frequent answer. */
export function showBill(bill: FullBillRecord, editions: TariffVersion[], language: Language): BillView {
  const { content, payments } = bill;
  const view = showBillRow(bill) as BillView;
  const tariffs = editions.map(edition => showTariff(edition, language));
  view.payableId = bill.payableId;
  view.energyFen = bill.energyFen;
  view.adjustmentFen = bill.adjustmentFen;
  view.readings = content.readings.map(showReading);
  view.lines = content.lines.map(showLine);
  view.tier = content.tier && showTier(content.tier, bill.usedBefore);
  view.tariff = tariffs.at(-1) ?? null;
  view.tariffs = tariffs;
  view.payments = (payments ?? []).map(showPayment);
  view.fromBalanceFen = fromBalance(bill);
  view.sumsNote = sumsNote[language];
  view.lateFee = bill.lateFee;
  return view;
}

function showTariff({ nameZh, nameEn, source, note, from }: TariffVersion, language: Language) {
  return { nameZh, nameEn, source, note: noteIn(note, language), effectiveFrom: from };
}

function showReading(billed: BilledRegister) {
  const { assetNo, register, from, to, multiplier, energy, quality, corrected = false } = billed;
  return {
    meterAssetNo: assetNo,
    register,
    from: { on: from.on, value: toKwh(from.value) },
    to: { on: to.on, value: toKwh(to.value) },
    multiplier,
    energy: toKwh(energy),
    quality,
    corrected,
  };
}

function showLine(line: RatedLine) {
  const { zh, en } = explainLine(line);
  return {
    kind: line.kind,
    period: line.period,
    tier: line.tier,
    energy: toKwh(line.energy),
    priceYuan: showPrice(line.price),
    amountFen: line.amountFen,
    from: line.from,
    to: line.to,
    explainZh: zh,
    explainEn: en,
  };
}

function showTier({ yearFrom, allowanceMonths, used, limits, current }: TierState, usedBefore: number) {
  return {
    yearFrom,
    allowanceMonths,
    used: toKwh(used),
    usedBefore: toKwh(usedBefore),
    limits: limits.map(toKwh),
    current,
  };
}

function showPayment({ paymentNo, paidAt, amountFen, channel, mine }: PaymentOfBill) {
  return { paymentNo, paidAt: new Date(paidAt).toISOString(), amountFen, channel, mine };
}

/** A bill brought forward was settled elsewhere: nothing of it came from a balance here. */
function fromBalance({ payableId, paidFen, payments }: FullBillRecord): number {
  if (payableId === null) return 0;
  return paidFen - (payments ?? []).reduce((sum, { amountFen }) => sum + amountFen, 0);
}
