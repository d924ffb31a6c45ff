/** Draws the notice of a building on A4, to hang on its board: large, Chinese first, with a QR code to the latest. */
import PDFDocument from 'pdfkit';
import { toBuffer } from 'qrcode';
import { pdfFonts } from '../../infra/pdf-fonts.ts';
import type { Wording } from '../../shared/errors.ts';
import {
  type BoardNotice,
  noticeStates,
  noticeTitles,
  spoken,
  noticeWords as words,
} from './board-notice.ts';

const ink = '#111827';
const quiet = '#4B5563';
const left = 64;
const width = 467;
const labelWidth = 108;

export async function renderNoticePdf(notice: BoardNotice): Promise<Buffer> {
  const { outage, utility } = notice;
  const document = new PDFDocument({
    size: 'A4',
    margin: 0,
    info: {
      Title: `${noticeTitles[outage.kind].zh} ${outage.outageNo}`,
      Author: utility.zh,
      CreationDate: outage.publishedAt ?? outage.createdAt,
    },
  });
  document.registerFont('plain', pdfFonts.plain).registerFont('bold', pdfFonts.bold).font('plain');
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<Buffer>(resolve => document.on('end', () => resolve(Buffer.concat(chunks))));
  const below = drawFacts(document, notice, drawHead(document, notice));
  drawHomes(document, notice, below);
  drawFoot(
    document,
    notice,
    await toBuffer(notice.pageUrl, { margin: 0, width: 240, errorCorrectionLevel: 'M' }),
  );
  document.end();
  return ended;
}

function drawHead(document: PDFKit.PDFDocument, { outage }: BoardNotice): number {
  document.lineWidth(1.5).strokeColor(ink).rect(40, 40, 515, 762).stroke();
  const centred = { width, align: 'center' } as const;
  document.font('bold').fontSize(34).fillColor(ink).text(noticeTitles[outage.kind].zh, left, 76, centred);
  document.font('plain').fontSize(14).fillColor(quiet).text(noticeTitles[outage.kind].en, left, 128, centred);
  const state = noticeStates[outage.status];
  if (!state) return 176;
  document.font('bold').fontSize(20).fillColor(ink).text(`${state.zh} · ${state.en}`, left, 158, centred);
  return 206;
}

function drawFacts(document: PDFKit.PDFDocument, { outage, building }: BoardNotice, top: number): number {
  let y = top;
  const fact = (label: Wording, value: string, size = 17) => {
    document
      .font('plain')
      .fontSize(13)
      .fillColor(quiet)
      .text(label.zh, left, y + 3, { width: labelWidth });
    document.fontSize(9).text(label.en, left, y + 21, { width: labelWidth });
    document.font('bold').fontSize(size).fillColor(ink);
    const room = { width: width - labelWidth };
    document.text(value, left + labelWidth, y, room);
    y += Math.max(40, document.heightOfString(value, room) + 14);
  };
  fact(words.from, spoken(outage.fromAt).zh, 22);
  fact(words.until, spoken(outage.untilAt).zh, 22);
  if (building) fact(words.building, building.name);
  fact(words.area, outage.area);
  fact(words.reason, outage.reason);
  fact(words.number, outage.outageNo, 13);
  document
    .font('plain')
    .fontSize(12)
    .fillColor(ink)
    .text(words.prepare.zh, left, y + 10, { width });
  y += 18 + document.heightOfString(words.prepare.zh, { width });
  document.fontSize(9).fillColor(quiet).text(words.prepare.en, left, y, { width });
  return y + 34;
}

/** In three columns, as many as there is room for. */
function drawHomes(document: PDFKit.PDFDocument, { homes }: BoardNotice, top: number): void {
  if (homes.length === 0) return;
  document.font('bold').fontSize(12).fillColor(ink).text(`${words.homes.zh} ${words.homes.en}`, left, top);
  const rows = Math.floor((650 - top - 22) / 16);
  document.font('plain').fontSize(10);
  homes.slice(0, rows * 3).forEach((home, index) => {
    const x = left + (index % 3) * (width / 3);
    const y = top + 22 + Math.floor(index / 3) * 16;
    document.text(`${home.accountNoMasked}  ${home.nameMasked}`, x, y, { lineBreak: false });
  });
}

function drawFoot(document: PDFKit.PDFDocument, notice: BoardNotice, qrCode: Buffer): void {
  const { utility, hotline, outage, pageUrl } = notice;
  document.image(qrCode, left, 680, { width: 84 });
  document
    .font('plain')
    .fontSize(10)
    .fillColor(quiet)
    .text(`${words.scan.zh} ${words.scan.en}`, left + 96, 684);
  document.fontSize(8).text(pageUrl, left + 96, 702, { width: 170 });
  document
    .fontSize(12)
    .fillColor(ink)
    .text(`${words.hotline.zh} ${hotline}`, left + 96, 742);
  const right = { width: 200, align: 'right' } as const;
  document
    .font('bold')
    .fontSize(15)
    .text(utility.zh, left + width - 200, 704, right);
  document
    .font('plain')
    .fontSize(9)
    .fillColor(quiet)
    .text(utility.en, left + width - 200, 726, right);
  if (outage.publishedAt)
    document
      .fontSize(11)
      .fillColor(ink)
      .text(spoken(outage.publishedAt).zh, left + width - 200, 746, right);
}
