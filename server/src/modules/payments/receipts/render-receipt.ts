/** Draws a receipt on A5, landscape: what was paid, by whom, for which homes, all of it masked; QR code and seal. */
import { toBuffer } from 'qrcode';
import { openPdf } from '../../../infra/pdf.ts';
import { shanghaiClock } from '../../../shared/dates.ts';
import type { Wording } from '../../../shared/errors.ts';
import { showYuan } from '../../../shared/money.ts';
import type { Receipt, ReceiptLine } from './receipt.ts';
import { drawSeal } from './seal.ts';

const ink = '#1F2933';
const quiet = '#6B7280';
const rule = '#D5DAE1';
const left = 36;
const received = 348;
const right = 559;
const columns = { title: left, account: 180, address: 300, amount: 470 };
const rowHeight = 26;
const firstRow = 150;
const lastRow = 300;

export async function renderReceipt(
  receipt: Receipt,
  issuer: { utilityName: Wording; sealPurpose: string },
  checkUrl: string,
): Promise<Buffer> {
  const { utilityName: utility, sealPurpose } = issuer;
  const { document, finish } = await openPdf({
    size: 'A5',
    layout: 'landscape',
    margin: 0,
    info: { Title: `电费收据 ${receipt.receiptNo}`, Author: utility.zh, CreationDate: receipt.issuedAt },
  });

  drawHead(document, receipt, utility);
  drawLines(document, receipt);
  drawFoot(
    document,
    receipt,
    checkUrl,
    await toBuffer(checkUrl, { margin: 0, width: 240, errorCorrectionLevel: 'M' }),
  );
  drawSeal(document, { name: utility.zh, purpose: sealPurpose, centerX: 514, centerY: 337, radius: 43 });
  return finish();
}

function drawHead(document: PDFKit.PDFDocument, receipt: Receipt, utility: Wording): void {
  document.font('bold').fontSize(20).fillColor(ink).text('电费电子收据', left, 30, { lineBreak: false });
  document
    .font('plain')
    .fontSize(9)
    .fillColor(quiet)
    .text('Electricity receipt', left, 58, { lineBreak: false });
  document
    .font('bold')
    .fontSize(12)
    .fillColor(ink)
    .text(utility.zh, 300, 32, { width: right - 300, align: 'right' });
  document
    .font('plain')
    .fontSize(8)
    .fillColor(quiet)
    .text(utility.en, 300, 50, { width: right - 300, align: 'right' });
  pair(document, left, 84, '收据编号 No.', receipt.receiptNo);
  pair(document, 230, 84, '收款时间 Paid at', shanghaiClock(receipt.paidAt));
  pair(document, 430, 84, '付款人 Payer', receipt.payerMasked);
  pair(document, left, 112, '缴费单号 Payment', receipt.paymentNo);
  pair(document, 230, 112, '支付方式 Paid by', `${receipt.way.zh} ${receipt.way.en}`);
  document
    .lineWidth(0.7)
    .strokeColor(rule)
    .moveTo(left, firstRow - 8)
    .lineTo(right, firstRow - 8)
    .stroke();
}

function pair(document: PDFKit.PDFDocument, x: number, y: number, label: string, value: string): void {
  document.fontSize(7).fillColor(quiet).text(label, x, y, { lineBreak: false });
  document
    .fontSize(9.5)
    .fillColor(ink)
    .text(value, x, y + 10, { lineBreak: false });
}

function drawLines(document: PDFKit.PDFDocument, receipt: Receipt): void {
  const room = Math.floor((lastRow - firstRow) / rowHeight);
  const shown = receipt.lines.length <= room ? receipt.lines : receipt.lines.slice(0, room - 1);
  shown.forEach((line, index) => {
    drawLine(document, line, firstRow + index * rowHeight);
  });
  const rest = receipt.lines.slice(shown.length);
  if (rest.length === 0) return;
  const y = firstRow + shown.length * rowHeight;
  const sum = rest.reduce((total, line) => total + line.amountFen, 0) as Receipt['amountFen'];
  document
    .fontSize(9)
    .fillColor(ink)
    .text(`另有 ${rest.length} 项 and ${rest.length} more`, columns.title, y, { lineBreak: false });
  amount(document, showYuan(sum), y, 9.5);
}

function drawLine(document: PDFKit.PDFDocument, line: ReceiptLine, y: number): void {
  document
    .fontSize(9.5)
    .fillColor(ink)
    .text(line.title.zh, columns.title, y, { width: 138, height: 12, ellipsis: true });
  document
    .fontSize(7)
    .fillColor(quiet)
    .text(line.title.en, columns.title, y + 12, { width: 138, height: 9, ellipsis: true });
  document.fontSize(9.5).fillColor(ink).text(line.accountNoMasked, columns.account, y, { lineBreak: false });
  document
    .fontSize(7)
    .fillColor(quiet)
    .text(`户号 Account  ${line.nameMasked}`, columns.account, y + 12, { lineBreak: false });
  document
    .fontSize(8.5)
    .fillColor(ink)
    .text(line.addressMasked, columns.address, y + 1, { width: 164, height: 12, ellipsis: true });
  amount(document, showYuan(line.amountFen), y, 9.5);
}

function amount(document: PDFKit.PDFDocument, text: string, y: number, size: number): void {
  document
    .fontSize(size)
    .fillColor(ink)
    .text(text, columns.amount - 60, y, { width: right - columns.amount + 60, align: 'right' });
}

function drawFoot(document: PDFKit.PDFDocument, receipt: Receipt, checkUrl: string, qrCode: Buffer): void {
  const line = (text: string, x: number, y: number, size: number, color = quiet) =>
    document.fontSize(size).fillColor(color).text(text, x, y, { lineBreak: false });
  document
    .lineWidth(0.7)
    .strokeColor(rule)
    .moveTo(left, lastRow + 4)
    .lineTo(right, lastRow + 4)
    .stroke();
  document.image(qrCode, left, 316, { width: 66 });
  const code = checkUrl.lastIndexOf('/') + 1;
  line('扫码查验真伪 Scan to check', 114, 316, 8);
  line(checkUrl.slice(0, code), 114, 329, 7);
  line(checkUrl.slice(code), 114, 338, 7);
  line('本收据含数字签名,改动任何内容签名即失效。本收据不是发票。', 114, 356, 6.5);
  line('Digitally signed: any change breaks the signature. Not a tax invoice.', 114, 367, 6.5);
  line('实收金额 Received', received, 316, 8);
  document.font('bold');
  line(showYuan(receipt.amountFen), received, 328, 17, ink);
  document.font('plain');
  line(`开具 Issued ${shanghaiClock(receipt.issuedAt)}`, received, 367, 6.5);
}
