/**
 * A PDF in our fonts, which carry Chinese and Latin. The library comes with the first paper: it and its fonts' machinery
 * hold some thirty megabytes, and most processes never draw one.
 */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

const fonts = {
  plain: require.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
  bold: require.resolve('@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf'),
};

export interface OpenPdf {
  /** Fonts `plain` (chosen) and `bold`. */
  document: PDFKit.PDFDocument;
  /** Ends the document. @returns its bytes */
  finish(): Promise<Buffer>;
}

export async function openPdf(options: PDFKit.PDFDocumentOptions): Promise<OpenPdf> {
  const { default: PDFDocument } = await import('pdfkit');
  const document = new PDFDocument(options);
  document.registerFont('plain', fonts.plain).registerFont('bold', fonts.bold).font('plain');
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<Buffer>(resolve => document.on('end', () => resolve(Buffer.concat(chunks))));
  return {
    document,
    finish() {
      document.end();
      return ended;
    },
  };
}
