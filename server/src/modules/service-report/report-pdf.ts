/** Draws a month's report on A4, as many pages as its findings need. */
import { openPdf } from '../../infra/pdf.ts';
import type { Wording } from '../../shared/errors.ts';
import { kindWords, reportWords as words } from './report-words.ts';
import type { ReportRow } from './service-report.repository.ts';

const ink = '#111827';
const quiet = '#4B5563';
const left = 56;
const width = 483;
const columns = [left, left + 200, left + 270, left + 340, left + 410];

export async function renderReportPdf(
  { month, content, generatedAt }: ReportRow,
  utility: Wording,
): Promise<Buffer> {
  const { document, finish } = await openPdf({
    size: 'A4',
    margin: left,
    info: { Title: `${words.title.zh} ${month}`, Author: utility.zh, CreationDate: generatedAt },
  });
  document.font('plain').fontSize(11).fillColor(quiet).text(`${utility.zh} ${utility.en}`, left, 56);
  document.font('bold').fontSize(24).fillColor(ink).text(`${words.title.zh} ${month}`, { paragraphGap: 2 });
  document
    .font('plain')
    .fontSize(10)
    .fillColor(quiet)
    .text(`${words.title.en} · ${words.nobody.zh}${words.nobody.en}`);
  drawKinds(document, content.kinds);
  drawShares(document, content);
  drawFindings(document, content.findings);
  return finish();
}

function drawKinds(document: PDFKit.PDFDocument, kinds: ReportRow['content']['kinds']): void {
  document.moveDown(1.5);
  const row = (cells: (string | number)[], font: 'plain' | 'bold') => {
    const y = document.y;
    document.font(font).fontSize(10).fillColor(ink);
    cells.forEach((cell, place) => {
      document.text(String(cell), columns[place]!, y, { width: place === 0 ? 190 : 64, lineBreak: false });
    });
    document.y = y + 18;
  };
  row([words.kind.zh, words.opened.zh, words.answered.zh, words.inTime.zh, words.upheld.zh], 'bold');
  for (const [kind, name] of Object.entries(kindWords)) {
    const counted = kinds.find(each => each.kind === kind);
    const { opened = 0, answered = 0, inTime = 0, upheld = 0 } = counted ?? {};
    row([`${name.zh} ${name.en}`, opened, answered, inTime, upheld], 'plain');
  }
}

function drawShares(
  document: PDFKit.PDFDocument,
  { ratings, followUps, suggestions }: ReportRow['content'],
): void {
  const lines = [
    `${words.ratings.zh} ${ratings.count}，${words.satisfied.zh} ${ratings.satisfied}`,
    `${words.followUps.zh} ${followUps.answered}，${words.satisfied.zh} ${followUps.satisfied}，${words.reopened.zh} ${followUps.reopened}`,
    `${words.suggestions.zh} ${suggestions.adopted}，${words.awarded.zh} ${suggestions.awarded}`,
  ];
  document.x = left;
  document.moveDown(1).font('plain').fontSize(11).fillColor(ink);
  for (const line of lines) document.text(line, left, document.y, { width, paragraphGap: 3 });
}

function drawFindings(document: PDFKit.PDFDocument, findings: ReportRow['content']['findings']): void {
  document
    .moveDown(1)
    .font('bold')
    .fontSize(14)
    .text(`${words.findings.zh} ${words.findings.en}`, left, document.y, { width });
  document.moveDown(0.4).font('plain').fontSize(11);
  if (findings.length === 0) document.fillColor(quiet).text(words.none.zh, { width });
  for (const { kind, summary } of findings)
    document
      .fillColor(ink)
      .text(`【${kindWords[kind]?.zh ?? kind}】${summary}`, left, document.y, { width, paragraphGap: 6 });
}
