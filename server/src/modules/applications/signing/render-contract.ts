/** Draws the contract on A4. */
import { openPdf } from '../../../infra/pdf.ts';
import type { Contract } from './contract.ts';

const ink = '#111827';
const quiet = '#4B5563';
const left = 64;
const width = 467;

export async function renderContract(contract: Contract, on: Date): Promise<Buffer> {
  const { contractNo, title, utility, facts, clauses } = contract;
  const { document, finish } = await openPdf({
    size: 'A4',
    margin: 64,
    info: { Title: `${title.zh} ${contractNo}`, Author: utility.zh, CreationDate: on },
  });
  const centred = { width, align: 'center' } as const;
  document.font('bold').fontSize(24).fillColor(ink).text(title.zh, left, 64, centred);
  document.font('plain').fontSize(11).fillColor(quiet).text(`${title.en} · ${contractNo}`, left, 98, centred);
  let y = 136;
  const line = (label: string, sub: string, value: string) => {
    document.font('plain').fontSize(11).fillColor(quiet).text(label, left, y, { width: 90 });
    document.fontSize(8).text(sub, left, y + 15, { width: 90 });
    document
      .font('bold')
      .fontSize(13)
      .fillColor(ink)
      .text(value, left + 100, y, { width: width - 100 });
    y += Math.max(32, document.heightOfString(value, { width: width - 100 }) + 14);
  };
  line('供电人', 'Utility', utility.zh);
  for (const { label, value } of facts) line(label.zh, label.en, value);
  y += 10;
  clauses.forEach((clause, index) => {
    const text = `${index + 1}. ${clause.zh}`;
    document.font('plain').fontSize(11.5).fillColor(ink).text(text, left, y, { width });
    y += document.heightOfString(text, { width }) + 3;
    document.fontSize(8.5).fillColor(quiet).text(clause.en, left, y, { width });
    y += document.heightOfString(clause.en, { width }) + 9;
  });
  return finish();
}
