/** Papers: judged by what they are, kept sealed, looked at on record, and gone when their time is over. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { type Office, openOffice } from './office.ts';
import { photo } from './walker.ts';

let hall: Office['hall'];
let clerk: Office['clerk'];
let auditor: Office['auditor'];
let begun: Office['begun'];
let handedIn: Office['handedIn'];

beforeAll(async () => {
  ({ hall, clerk, auditor, begun, handedIn } = await openOffice());
});
afterAll(() => hall.close());

describe('papers', () => {
  it.each([
    [
      'a program that calls itself a picture',
      Buffer.from('MZ\x90\x00this program cannot be run'),
      415,
      'document-type-refused',
    ],
    ['a page of HTML', Buffer.from('<html><script>alert(1)</script></html>'), 415, 'document-type-refused'],
    ['nothing', Buffer.alloc(0), 400, 'document-empty'],
    ['a picture cut off', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70]), 422, 'document-unreadable'],
    [
      'a PDF that runs',
      Buffer.from('%PDF-1.7\n<< /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>\n%%EOF'),
      422,
      'document-active-content',
    ],
    [
      'a PDF that runs by another spelling',
      Buffer.from('%PDF-1.7\n1 0 obj\n<< /S /J#61vaScript /#4aS (app.alert(1)) >>\nendobj\n%%EOF'),
      422,
      'document-active-content',
    ],
  ])('%s is refused in words', async (_, bytes, status, error) => {
    const { me, caseNo } = await begun();
    const answer = await me.hand(caseNo, 'identity-card', bytes);
    expect([answer.status, answer.body.error]).toEqual([status, error]);
    expect(answer.body.message).toMatch(/[一-鿿]/);
  });

  it('are no more than somebody looks through', async () => {
    const { me, caseNo } = await begun();
    const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n');
    const answers = [];
    for (let page = 0; page < 13; page += 1) answers.push(await me.hand(caseNo, 'property', pdf));
    expect(answers.map(({ status }) => status)).toEqual([...Array(12).fill(201), 409]);
    expect(answers[12]!.body.error).toBe('application-papers-full');
    await me.ask('DELETE', `/${caseNo}/documents/${answers[0]!.body.documentId}`);
    expect((await me.hand(caseNo, 'property', pdf)).status).toBe(201);
  });

  it('too small to be read is refused, too large is not taken', async () => {
    const { me, caseNo } = await begun();
    expect((await me.hand(caseNo, 'identity-card', await photo(200, 120))).body.error).toBe(
      'document-too-small',
    );
    expect((await me.hand(caseNo, 'identity-card', Buffer.alloc(10 * 1024 * 1024 + 1, 1))).status).toBe(413);
  });

  it('that claims to be a gigantic picture is not drawn out', async () => {
    const { me, caseNo } = await begun();
    const gigantic = await sharp({
      create: { width: 7_200, height: 7_200, channels: 3, background: '#ffffff' },
    })
      .toColourspace('b-w')
      .png()
      .toBuffer();
    expect(gigantic.length).toBeLessThan(1_000_000);
    const answer = await me.hand(caseNo, 'identity-card', gigantic);
    expect([answer.status, answer.body.error]).toEqual([422, 'document-unreadable']);
  });

  it('are kept without what the camera told, sealed on disk, and each look is in the log', async () => {
    const { me, caseNo, office } = await handedIn();
    const original = await photo();
    expect((await sharp(original).metadata()).exif?.toString('latin1')).toContain('SecretCam');
    const { body } = await me.hand(caseNo, 'property', original);
    const path = `/${caseNo}/documents/${body.documentId}`;
    const seen = await office.ask('GET', path);
    expect([seen.status, seen.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    const { exif, width } = await sharp(seen.body).metadata();
    expect([exif, width]).toEqual([undefined, 1_600]);
    const { rows } = await hall.owner.query(
      `SELECT actor FROM audit_entries WHERE action = 'document.view' AND subject = $1 AND detail ->> 'document' = $2`,
      [`application:${caseNo}`, body.documentId],
    );
    expect(rows).toEqual([{ actor: `staff:${clerk.username}` }]);
    const { rows: kept } = await hall.owner.query('SELECT sha256, store FROM documents WHERE id = $1', [
      body.documentId,
    ]);
    expect(kept[0]).toEqual({ store: 'disk', sha256: createHash('sha256').update(seen.body).digest('hex') });
    const other = await begun();
    expect((await other.me.ask('GET', path)).status).toBe(404);
    // Who reads cases to check them sees the case, and no picture of anybody's identity card.
    const look = (at: string) => hall.call('GET', `/staff/applications${at}`, { cookie: auditor.cookie });
    expect([(await look(`/${caseNo}`)).status, (await look(path)).status]).toEqual([200, 403]);
  });
});

describe('papers that were accepted', () => {
  it('are not taken back: a better one takes the place of one that stays on record', async () => {
    const { me, caseNo, office } = await handedIn();
    const early = await me.hand(caseNo, 'property');
    const back = (id: string) => me.ask('DELETE', `/${caseNo}/documents/${id}`);
    // Nobody has looked yet.
    expect((await back(early.body.documentId)).status).toBe(204);
    const first = await me.hand(caseNo, 'property');
    await office.must(`/${caseNo}/take`);
    expect((await me.ask('GET', `/${caseNo}`)).body.papersSettled).toBe(false);
    await office.must(`/${caseNo}/moves`, { move: 'accept' });
    expect((await me.ask('GET', `/${caseNo}`)).body.papersSettled).toBe(true);
    const refused = await back(first.body.documentId);
    expect([refused.status, refused.body.error]).toEqual([409, 'application-papers-accepted']);
    const better = await me.hand(caseNo, `property?replaces=${first.body.documentId}`);
    expect(better.status).toBe(201);
    const again = await me.hand(caseNo, `property?replaces=${first.body.documentId}`);
    expect([again.status, again.body.error]).toEqual([404, 'application-paper-unknown']);
    const view = (await office.ask('GET', `/${caseNo}`)).body;
    const line = (checklist: { code: string }[]) => checklist.find(({ code }) => code === 'property');
    expect(line(view.checklist)).toMatchObject({
      documents: [
        { documentId: better.body.documentId, status: 'given' },
        { documentId: first.body.documentId, status: 'replaced' },
      ],
    });
    const mine = (await me.ask('GET', `/${caseNo}`)).body;
    expect(line(mine.checklist)).toMatchObject({ documents: [{ documentId: better.body.documentId }] });
    expect(view.log.map(({ kind }: { kind: string }) => kind)).toEqual(
      expect.arrayContaining(['paper-taken-back', 'paper-replaced']),
    );
    expect((await office.ask('GET', `/${caseNo}/documents/${first.body.documentId}`)).status).toBe(200);
  });
});
