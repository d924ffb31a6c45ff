/**
 * What a PDF may not carry: programs, other files, and actions that open by themselves. A reader comes to an object from where
 * the word `obj` stands, or from a stream of objects; so each is read from there, wherever it hides: in a comment, in a string, in
 * the data of another stream. Names count as a reader reads them, `/J#61vaScript` like `/JavaScript`. Pure.
 */
import { inflateSync } from 'node:zlib';
import { type PdfToken, tokensOf } from './pdf-tokens.ts';

export type PdfVerdict = 'plain' | 'active' | 'damaged';

const active: ReadonlySet<string> = new Set([
  'JavaScript',
  'JS',
  'AA',
  'Launch',
  'EmbeddedFile',
  'EmbeddedFiles',
  'EF',
  'FileAttachment',
  'RichMedia',
  'Rendition',
  'Movie',
  'Sound',
  '3D',
  'XFA',
  'SubmitForm',
  'ImportData',
  'GoToR',
  'GoToE',
  // What is sealed cannot be looked into.
  'Encrypt',
]);

const mostInflated = 32 * 1024 * 1024;
/** Objects hidden in one another are read more than once; nobody who is honest hides many. */
const mostReadings = 6;

export function judgePdf(bytes: Buffer): PdfVerdict {
  const text = bytes.toString('latin1');
  const end = text.lastIndexOf('%%EOF');
  if (end === -1 || end < text.length - 2_048) return 'damaged';
  const room = { left: text.length * mostReadings + mostInflated };
  try {
    if (!isPlainObject(text, 0, bytes, room)) return 'active';
    for (const { index, 0: word } of text.matchAll(/(?<=[\d\s\0])obj(?![a-z])|trailer/g))
      if (!isPlainObject(text, index + word.length, bytes, room)) return 'active';
  } catch {
    return 'damaged';
  }
  return 'plain';
}

interface Room {
  left: number;
}

/** From behind `obj` to its end; what a stream of objects holds is read as well. @throws when it cannot be read */
function isPlainObject(text: string, from: number, bytes: Buffer, room: Room): boolean {
  const names: string[] = [];
  let filter: string | undefined;
  let before: PdfToken | undefined;
  for (const token of tokensOf(text, from)) {
    spend(room, token.end - (before?.end ?? from));
    if (token.kind === 'name') {
      names.push(token.value);
      if (active.has(token.value)) return false;
      if (isKey(before, 'Filter')) filter = token.value;
    }
    if (isKey(before, 'OpenAction') && !isPlace(text, token)) return false;
    if (token.kind === 'word' && token.value === 'endobj') return true;
    if (token.kind === 'word' && token.value === 'stream')
      return !holdsObjects(names) || isPlainStream(bytes, token.end, filter, names, room);
    before = token;
  }
  return true;
}

const isKey = (token: PdfToken | undefined, name: string) => token?.kind === 'name' && token.value === name;

/** Where the document opens: a page of it, and no action. */
function isPlace(text: string, { kind, value, end }: PdfToken): boolean {
  if (kind === 'mark') return value === '[';
  if (kind !== 'word' || !/^\d+$/.test(value)) return value === 'null';
  const reference = /^[\s\0]+(\d+)[\s\0]+R/.exec(text.slice(end, end + 40));
  if (!reference) return false;
  return new RegExp(`(?<!\\d)${value}[\\s\\0]+${reference[1]}[\\s\\0]+obj[\\s\\0]*\\[`).test(text);
}

/** Whatever it calls itself, a reader takes objects from a stream that counts them. */
const holdsObjects = (names: readonly string[]) =>
  names.includes('ObjStm') || (names.includes('N') && names.includes('First'));

/** Everybody who writes such streams deflates them; by another filter, or a second one, something is being hidden. */
function isPlainStream(
  bytes: Buffer,
  keywordEnd: number,
  filter: string | undefined,
  names: readonly string[],
  room: Room,
): boolean {
  const filters = names.filter(name => name.endsWith('Decode'));
  if (filter !== 'FlateDecode' || filters.length !== 1 || names.includes('Predictor')) return false;
  const data = keywordEnd + (bytes[keywordEnd] === 0x0d ? 1 : 0) + 1;
  const content = inflateSync(bytes.subarray(data), { maxOutputLength: mostInflated }).toString('latin1');
  spend(room, content.length);
  let before: PdfToken | undefined;
  for (const token of tokensOf(content, 0)) {
    if (token.kind === 'name' && active.has(token.value)) return false;
    if (isKey(before, 'OpenAction') && !isPlace(content, token)) return false;
    before = token;
  }
  return true;
}

/** @throws when more is to be read than the file can honestly hold */
function spend(room: Room, count: number): void {
  room.left -= count;
  if (room.left < 0) throw new RangeError('too much to read');
}
