/** Forms bills as the API gives them. Pure. */
import { toKwh } from '../../shared/energy.ts';
import type { Language } from '../../shared/errors.ts';
import { showPrice, type TariffVersion } from '../tariffs/index.ts';
import { billStatus } from './bill.ts';
import type { BillRecord, FullBillRecord } from './bills.repository.ts';
import type { BillRow, BillView } from './bills.schemas.ts';
import { explainLine, sumsNote } from './explain-line.ts';

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

export function showBill(bill: FullBillRecord, editions: TariffVersion[], language: Language): BillView {
  const { readings, lines, tier } = bill.content;
  const payments = (bill.payments ?? []).map(payment => ({
    ...payment,
    paidAt: new Date(payment.paidAt).toISOString(),
  }));
  const collected = payments.reduce((sum, { amountFen }) => sum + amountFen, 0);
  const tariffs = editions.map(({ nameZh, nameEn, source, note, from }) => ({
    nameZh,
    nameEn,
    source,
    note,
    effectiveFrom: from,
  }));
  return {
    ...showBillRow(bill),
    payableId: bill.payableId,
    energyFen: bill.energyFen,
    adjustmentFen: bill.adjustmentFen,
    readings: readings.map(({ assetNo, from, to, energy, ...reading }) => ({
      ...reading,
      meterAssetNo: assetNo,
      from: { on: from.on, value: toKwh(from.value) },
      to: { on: to.on, value: toKwh(to.value) },
      energy: toKwh(energy),
    })),
    lines: lines.map(line => {
      const { zh, en } = explainLine(line);
      return {
        ...line,
        energy: toKwh(line.energy),
        priceYuan: showPrice(line.price),
        explainZh: zh,
        explainEn: en,
      };
    }),
    tier: tier && {
      yearFrom: tier.yearFrom,
      allowanceMonths: tier.allowanceMonths,
      used: toKwh(tier.used),
      limits: tier.limits.map(toKwh),
      current: tier.current,
    },
    tariff: tariffs.at(-1) ?? null,
    tariffs,
    payments,
    // A bill brought forward was settled elsewhere: nothing of it came from a balance here.
    fromBalanceFen: bill.payableId === null ? 0 : bill.paidFen - collected,
    sumsNote: sumsNote[language],
  };
}
