/** What large customers get on paper: the statement of a month, and a quarter's charts with advice. */
import { openPdf } from '../../infra/pdf.ts';
import type { Wording } from '../../shared/errors.ts';
import { fen, showYuan } from '../../shared/money.ts';
import type { StatementBill } from './large-customers.repository.ts';
import type { QuarterReport } from './quarter-report.ts';

const ink = '#111827';
const quiet = '#4B5563';
const brand = '#0B6E4F';
const left = 56;
const width = 483;

interface Head {
  utility: Wording;
  customer: string;
  accountNo: string;
  madeAt: Date;
}

async function begin(title: string, { utility, customer, accountNo, madeAt }: Head) {
  const { document, finish } = await openPdf({
    size: 'A4',
    margin: left,
    info: { Title: title, Author: utility.zh, CreationDate: madeAt },
  });
  document
    .font('plain')
    .fontSize(11)
    .fillColor(quiet)
    .text(`${utility.zh} ${utility.en}`, left, left, { width });
  document.font('bold').fontSize(20).fillColor(ink).text(title, { width });
  document.font('plain').fontSize(11).text(`${customer}　户号 Account ${accountNo}`, { width }).moveDown(1);
  return { document, finish };
}

export async function renderStatement(
  head: Head,
  month: string,
  bills: readonly StatementBill[],
): Promise<Buffer> {
  const { document, finish } = await begin(`月度对账单 Monthly statement ${month}`, head);
  document.fontSize(11);
  for (const { billNo, fromOn, toOn, energy, energyFen, totalFen, owedFen, dueOn } of bills) {
    const lines = [
      `账单 Bill ${billNo}　${fromOn} – ${toOn}`,
      `用电量 Energy ${(energy / 100).toFixed(2)} kWh　电度电费 Energy charge ${showYuan(fen(energyFen))}`,
      `合计 Total ${showYuan(fen(totalFen))}　未付 Unpaid ${showYuan(fen(owedFen))}　应缴日 Due ${dueOn}`,
    ];
    for (const line of lines)
      document.fillColor(ink).text(line, left, document.y, { width, paragraphGap: 3 });
    document.moveDown(0.6);
  }
  const total = bills.reduce((sum, bill) => sum + bill.totalFen, 0);
  document
    .font('bold')
    .fontSize(13)
    .text(`本月合计 Total of the month ${showYuan(fen(total))}`, left, document.y, { width });
  return finish();
}

export async function renderQuarter(head: Head, report: QuarterReport): Promise<Buffer> {
  const { document, finish } = await begin(
    `季度负荷与功率因数 Load and power factor ${report.quarter}`,
    head,
  );
  const { months, now, before, advice } = report;
  drawBars(
    document,
    '最大需量 Highest demand (kW)',
    months.map(({ month, maxDemand }) => ({ name: month, value: maxDemand, shown: String(maxDemand) })),
  );
  drawBars(
    document,
    '功率因数 Power factor',
    months.map(({ month, powerFactor }) => ({
      name: month,
      value: powerFactor ?? 0,
      shown: powerFactor === null ? '—' : (powerFactor / 1000).toFixed(2),
    })),
  );
  const share = (value: number | null, unit: string) => (value === null ? '—' : `${value}${unit}`);
  const compared = [
    `最大需量 Highest demand: ${now.maxDemand} kW（上季 before: ${before.maxDemand} kW）`,
    `用电量 Energy: ${now.active} kWh（上季 before: ${before.active} kWh）`,
    `负荷率 Load rate: ${share(now.loadRate, '%')}（上季 before: ${share(before.loadRate, '%')}）`,
  ];
  document.font('plain').fontSize(11).fillColor(ink);
  for (const line of compared) document.text(line, left, document.y, { width, paragraphGap: 3 });
  document.moveDown(0.8).font('bold').fontSize(13).text('建议 Advice', left, document.y, { width });
  document.font('plain').fontSize(11);
  for (const { zh, en } of advice) {
    document.fillColor(ink).text(zh, left, document.y, { width });
    document.fillColor(quiet).text(en, { width, paragraphGap: 6 });
  }
  return finish();
}

function drawBars(
  document: PDFKit.PDFDocument,
  title: string,
  bars: { name: string; value: number; shown: string }[],
): void {
  document.font('bold').fontSize(12).fillColor(ink).text(title, left, document.y, { width });
  const top = document.y + 18;
  const high = 90;
  const most = Math.max(1, ...bars.map(({ value }) => value));
  bars.forEach(({ name, value, shown }, place) => {
    const x = left + 30 + place * 150;
    const tall = (high * value) / most;
    document.rect(x, top + high - tall, 60, tall).fill(brand);
    document.font('plain').fontSize(10).fillColor(ink);
    document.text(shown, x, top + high - tall - 14, { width: 60, align: 'center', lineBreak: false });
    document.text(name, x, top + high + 4, { width: 60, align: 'center', lineBreak: false });
  });
  document.x = left;
  document.y = top + high + 30;
}
