/** One sheet as an XLSX file (ECMA-376), written row by row: text stands in its cell, so that nothing need be known ahead. */
import type { Language } from '../../shared/errors.ts';
import { type Column, cellText, isNumeric, type Table } from './table.ts';
import { writeZip } from './write-zip.ts';

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';

const contentTypes = `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`;
const rootRelations = `${xml}<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;
const bookRelations = `${xml}<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/></Relationships>`;
/** Style 1 is the bold heading, style 2 a sum with thousands and two decimals. */
const styles = `${xml}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="4" applyNumberFormat="1"/></cellXfs></styleSheet>`;

export function writeXlsx<Row>(table: Table<Row>, language: Language): AsyncGenerator<Buffer> {
  return writeZip([
    { path: '[Content_Types].xml', content: [contentTypes] },
    { path: '_rels/.rels', content: [rootRelations] },
    { path: 'xl/workbook.xml', content: [workbook(table.name)] },
    { path: 'xl/_rels/workbook.xml.rels', content: [bookRelations] },
    { path: 'xl/styles.xml', content: [styles] },
    { path: 'xl/worksheets/sheet1.xml', content: sheet(table, language) },
  ]);
}

/** A sheet's name has at most 31 characters and none of these. */
const workbook = (name: string) =>
  `${xml}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="${escaped(name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31))}" sheetId="1" r:id="rId1"/></sheets></workbook>`;

async function* sheet<Row>({ columns, rows }: Table<Row>, language: Language): AsyncGenerator<string> {
  const widths = columns.map(
    ({ kind }, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${isNumeric(kind) ? 14 : 24}" customWidth="1"/>`,
  );
  yield `${xml}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>`;
  yield `<row>${columns.map(({ title }) => textCell(title[language], 1)).join('')}</row>`;
  for await (const row of rows) yield `<row>${columns.map(column => cell(column, row)).join('')}</row>`;
  yield '</sheetData></worksheet>';
}

function cell<Row>(column: Column<Row>, row: Row): string {
  const text = cellText(column, row);
  if (text === '') return '<c/>';
  if (!isNumeric(column.kind)) return textCell(text, 0);
  return `<c${column.kind === 'yuan' ? ' s="2"' : ''}><v>${text}</v></c>`;
}

const textCell = (text: string, style: number) =>
  `<c t="inlineStr"${style ? ` s="${style}"` : ''}><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Control characters and halves of characters cannot stand in XML 1.0. */
function escaped(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, found => ('\t\n'.includes(found) ? found : ''))
    .replace(/[&<>"]/g, found => entities[found]!);
}
