/** Draws the notice of a building on A4, to hang on its board: large, Chinese first, with a QR code to the latest. */
import { toBuffer } from 'qrcode';
import { openPdf } from '../../infra/pdf.ts';
import type { Wording } from '../../shared/errors.ts';
import { spokenMinute } from '../../shared/public-page.ts';
import { type BoardNotice, noticeStates, noticeTitles, noticeWords as words } from './board-notice.ts';

const ink = '#111827';
const quiet = '#4B5563';
const left = 64;
const width = 467;
const labelWidth = 108;

export async function renderNoticePdf(notice: BoardNotice): Promise<Buffer> {
  const { outage, utility } = notice;
  const { document, finish } = await openPdf({
    size: 'A4',
    margin: 0,
    info: {
      Title: `${noticeTitles[outage.kind].zh} ${outage.outageNo}`,
      Author: utility.zh,
      CreationDate: outage.publishedAt ?? outage.createdAt,
    },
  });
  const below = drawFacts(document, notice, drawHead(document, notice));
  const qrCode = await toBuffer(notice.pageUrl, { margin: 0, width: 240, errorCorrectionLevel: 'M' });
  drawFoot(document, notice, qrCode);
  drawHomes(document, notice, below);
  return finish();
}

function drawHead(document: PDFKit.PDFDocument, { outage }: BoardNotice): number {
  drawFrame(document);
  const centred = { width, align: 'center' } as const;
  document.font('bold').fontSize(34).fillColor(ink).text(noticeTitles[outage.kind].zh, left, 76, centred);
  document.font('plain').fontSize(14).fillColor(quiet).text(noticeTitles[outage.kind].en, left, 128, centred);
  const state = noticeStates[outage.status];
  if (!state) return 176;
  document.font('bold').fontSize(20).fillColor(ink).text(`${state.zh} · ${state.en}`, left, 158, centred);
  return 206;
}

const drawFrame = (document: PDFKit.PDFDocument) =>
  document.lineWidth(1.5).strokeColor(ink).rect(40, 40, 515, 762).stroke();

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
  fact(words.from, spokenMinute(outage.fromAt).zh, 22);
  fact(words.until, spokenMinute(outage.untilAt).zh, 22);
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

/** In three columns: above the foot of the first page, and on as many more as it takes. */
function drawHomes(document: PDFKit.PDFDocument, notice: BoardNotice, top: number): void {
  const { homes } = notice;
  const onFirst = homesBetween(top + 22, 662);
  if (homes.length === 0) return;
  if (onFirst > 0) {
    document.font('bold').fontSize(12).fillColor(ink).text(`${words.homes.zh} ${words.homes.en}`, left, top);
    drawColumns(document, homes.slice(0, onFirst), top + 22);
  }
  const onEach = homesBetween(listTop, 782);
  const pages = 1 + Math.ceil((homes.length - onFirst) / onEach);
  for (let page = 2; page <= pages; page += 1) {
    document.addPage();
    drawListHead(document, notice, `${page} / ${pages}`);
    const from = onFirst + (page - 2) * onEach;
    drawColumns(document, homes.slice(from, from + onEach), listTop);
  }
}

const listTop = 120;
const lineHeight = 16;
const homesBetween = (top: number, bottom: number) =>
  Math.max(0, Math.floor((bottom - top) / lineHeight)) * 3;

function drawColumns(document: PDFKit.PDFDocument, homes: BoardNotice['homes'], top: number): void {
  document.font('plain').fontSize(10).fillColor(ink);
  homes.forEach(({ accountNoMasked, nameMasked }, index) => {
    const x = left + (index % 3) * (width / 3);
    const y = top + Math.floor(index / 3) * lineHeight;
    document.text(`${accountNoMasked}  ${nameMasked}`, x, y, { lineBreak: false });
  });
}

/** A sheet that has come off the others still says what it belongs to. */
function drawListHead(document: PDFKit.PDFDocument, { outage, building }: BoardNotice, pageNo: string): void {
  drawFrame(document);
  const centred = { width, align: 'center', lineBreak: false } as const;
  const title = `${noticeTitles[outage.kind].zh} ${outage.outageNo}`;
  document.font('bold').fontSize(15).fillColor(ink).text(title, left, 56, centred);
  const below = [building?.name, `${words.homes.zh} ${words.homes.en}`, pageNo].filter(Boolean).join(' · ');
  document.font('plain').fontSize(10).fillColor(quiet).text(below, left, 84, centred);
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
      .text(spokenMinute(outage.publishedAt).zh, left + width - 200, 746, right);
}
