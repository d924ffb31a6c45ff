/** What a PDF hides, and how: each is found; and what people really hand in is taken. */
import { randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { judgePdf } from './plain-pdf.ts';

const file = (...objects: (string | Buffer)[]) =>
  Buffer.concat([
    Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'),
    ...objects.flatMap((body, index) => [
      Buffer.from(`${index + 1} 0 obj\n`),
      Buffer.from(body as string, 'latin1'),
      Buffer.from('\nendobj\n'),
    ]),
    Buffer.from('trailer\n<< /Root 1 0 R /Size 9 >>\nstartxref\n9\n%%EOF\n'),
  ]);
const stream = (dictionary: string, data: Buffer) =>
  Buffer.concat([
    Buffer.from(`<< ${dictionary} /Length ${data.length} >>\nstream\n`),
    data,
    Buffer.from('\nendstream'),
  ]);
const objectStream = (content: string, more = '/Filter /FlateDecode', type = '/Type /ObjStm') =>
  stream(`${type} /N 1 /First 4 ${more}`, deflateSync(Buffer.from(`8 0 ${content}`)));

const catalog = '<< /Type /Catalog /Pages 2 0 R >>';
const pages = '<< /Type /Pages /Kids [] /Count 0 >>';

describe('plain', () => {
  it.each<[string, Buffer]>([
    ['a page', file(catalog, pages)],
    ['a title that speaks of it', file(catalog, pages, '<< /Title (How /JavaScript and /AA \\) work) >>')],
    ['a place where it opens', file('<< /Type /Catalog /OpenAction [3 0 R /Fit] >>', pages)],
    ['a place named elsewhere', file('<< /Type /Catalog /OpenAction 3 0 R >>', pages, '[2 0 R /Fit]')],
    ['a link to a page of the web', file(catalog, '<< /A << /S /URI /URI (https://example.cn) >> >>')],
    ['objects in a stream', file(catalog, objectStream('<< /Type /Page /MediaBox [0 0 9 9] >>'))],
    ['a picture', file(catalog, stream('/Subtype /Image /Filter /DCTDecode', randomBytes(200_000)))],
    ['a name that begins alike', file(catalog, '<< /JSON 1 /AAB 2 /EFG 3 >>')],
  ])('%s', (_, bytes) => {
    expect(judgePdf(bytes)).toBe('plain');
  });

  it('a picture that happens to hold the letters', () => {
    const data = Buffer.concat([randomBytes(5_000), Buffer.from(' /JS /AA /Launch '), randomBytes(5_000)]);
    expect(judgePdf(file(catalog, stream('/Subtype /Image /Filter /DCTDecode', data)))).toBe('plain');
  });
});

describe('active', () => {
  const script = '<< /S /JavaScript /JS (app.alert(1)) >>';
  it.each<[string, Buffer]>([
    ['a script', file('<< /Type /Catalog /OpenAction 3 0 R >>', pages, script)],
    ['a script in a stream', file(catalog, '<< /JS 3 0 R >>', stream('', Buffer.from('app.alert(1)')))],
    ['a name spelled in numbers', file(catalog, '<< /S /J#61vaScript /#4aS (app.alert(1)) >>')],
    ['an action of its own', file('<< /Type /Catalog /AA << /WC 3 0 R >> >>', pages)],
    ['a program to start', file(catalog, '<< /S /Launch /F (cmd.exe) >>')],
    ['another file in it', file(catalog, '<< /Type /Filespec /EF << /F 3 0 R >> >>')],
    ['a form of XML', file('<< /AcroForm << /XFA 3 0 R >> >>')],
    ['an address that opens by itself', file('<< /OpenAction << /S /URI /URI (https://example.cn) >> >>')],
    ['the same named elsewhere', file('<< /OpenAction 2 0 R >>', '<< /S /URI /URI (https://example.cn) >>')],
    ['a script in a stream of objects', file(catalog, objectStream(script))],
    ['such a stream without its type', file(catalog, objectStream(script, '/Filter /FlateDecode', ''))],
    ['such a stream by an odd filter', file(catalog, objectStream('<< >>', '/Filter /LZWDecode'))],
    ['such a stream by two', file(catalog, objectStream('<< >>', '/Filter [/FlateDecode /ASCII85Decode]'))],
    ['such a stream whose filter stands elsewhere', file(catalog, objectStream('<< >>', '/Filter 7 0 R'))],
    ['such a stream as it is', file(catalog, objectStream('<< >>', ''))],
    ['an object in a comment', file(catalog, `<< /A 1 >> % 9 0 obj ${script}`)],
    ['an object in a string', file(catalog, `<< /Title (9 0 obj ${script} endobj) >>`)],
    [
      'an object behind a string that never ends',
      file(catalog, '<< /Title (open', `<< /Type /Page >>`, script),
    ],
    ['an object in a picture', file(catalog, stream('/Subtype /Image', Buffer.from(`9 0 obj ${script}`)))],
    ['a comment between the words', file(catalog, '<< >> endobj 9 %x\n0 %y\nobj << /S /Launch >>')],
    ['a lock', Buffer.from('%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer << /Encrypt 1 0 R >>\n%%EOF')],
  ])('%s', (_, bytes) => {
    expect(judgePdf(bytes)).toBe('active');
  });
});

describe('damaged', () => {
  it.each<[string, Buffer]>([
    ['without its end', Buffer.from('%PDF-1.7\n1 0 obj << >> endobj')],
    [
      'a stream that inflates to nothing',
      file(catalog, stream('/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', Buffer.from('x'))),
    ],
    [
      'a stream that inflates without end',
      file(
        catalog,
        stream('/N 1 /First 4 /Filter /FlateDecode', deflateSync(Buffer.alloc(40 * 1024 * 1024))),
      ),
    ],
    ['a maze', file(catalog, '1 0 obj ( '.repeat(20_000))],
  ])('%s', (_, bytes) => {
    expect(judgePdf(bytes)).toBe('damaged');
  });
});
