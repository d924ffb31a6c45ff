/** Pictures and voice notes of a case: who sees them, what is left of them, and what is turned away. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { movingClock } from '../../support/moving-clock.ts';
import { amr, m4a, mp3, wav, webm } from '../../support/sounds.ts';
import type { Resident } from '../../support/world.ts';
import { addMember, type DeskMember } from '../access/scene.ts';
import { photo } from '../applications/walker.ts';
import { freshKey } from '../payments/story.ts';

const day = 86_400;
const clock = movingClock();
let hall: RunningHall;
let resident: Resident;
let clerk: DeskMember;
let colleague: DeskMember;
let supervisor: DeskMember;

beforeAll(async () => {
  hall = await startHall({ clock });
  clerk = await addMember(hall, 'clerk');
  colleague = await addMember(hall, 'clerk');
  supervisor = await addMember(hall, 'supervisor');
});
afterAll(() => hall.close());
beforeEach(async () => {
  resident = await hall.world.resident();
  for (const table of ['sessions', 'staff_sessions'])
    await hall.owner.query(`UPDATE ${table} SET expires_at = '2100-01-01'`);
});

const open = async (more: object = {}): Promise<string> => {
  const body = { kind: 'complaint', complaintClass: 'quality', words: '晚上灯忽明忽暗，见照片', ...more };
  return (await hall.call('POST', '/cases', { token: resident.token, key: freshKey(), body })).body.caseNo;
};

interface Reply {
  status: number;
  headers: Headers;
  bytes: Buffer;
  // biome-ignore lint/suspicious/noExplicitAny: an answer of either kind
  body: any;
}
async function ask(
  path: string,
  who: { token?: string; cookie?: string },
  bytes?: Buffer,
  key = freshKey(),
): Promise<Reply> {
  const reply = await fetch(`${hall.url}/api/v1${path}`, {
    method: bytes ? 'POST' : 'GET',
    headers: {
      ...(who.token ? { authorization: `Bearer ${who.token}` } : {}),
      ...(who.cookie ? { cookie: who.cookie } : {}),
      ...(bytes ? { 'idempotency-key': key, 'content-type': 'application/octet-stream' } : {}),
    },
    ...(bytes ? { body: new Uint8Array(bytes) } : {}),
  });
  const content = Buffer.from(await reply.arrayBuffer());
  const isJson = reply.headers.get('content-type')?.includes('json');
  return {
    status: reply.status,
    headers: reply.headers,
    bytes: content,
    body: isJson ? JSON.parse(content.toString()) : null,
  };
}
const attach = (caseNo: string, bytes: Buffer, key?: string) =>
  ask(`/cases/${caseNo}/attachments`, resident, bytes, key);
const act = async (caseNo: string, body: object, who = clerk) => {
  const { version } = (await hall.call('GET', `/staff/cases/${caseNo}`, { cookie: supervisor.cookie })).body;
  const answer = await hall.call('POST', `/staff/cases/${caseNo}/acts`, {
    cookie: who.cookie,
    body: { version, ...body },
  });
  expect(answer.status).toBe(200);
};
/** What is left of a file, as the desk gets it. */
const keptOf = async (sent: Buffer) => {
  const caseNo = await open();
  const added = await attach(caseNo, sent);
  expect(added.status).toBe(201);
  const [{ documentId }] = added.body.attachments;
  return ask(`/staff/cases/${caseNo}/attachments/${documentId}`, clerk);
};

describe('what goes with a case', () => {
  it('is seen and heard on both sides, and counts once however often it is sent', async () => {
    const caseNo = await open();
    const key = freshKey();
    const picture = await photo();
    expect((await attach(caseNo, picture, key)).status).toBe(201);
    expect((await attach(caseNo, picture, key)).body.attachments).toHaveLength(1);
    await attach(caseNo, webm());
    const seen = await ask(`/staff/cases/${caseNo}/attachments`, clerk);
    expect(seen.body.attachments).toMatchObject([
      { mediaType: 'image/jpeg', by: 'person', public: true },
      { mediaType: 'audio/webm', by: 'person', public: true },
    ]);
    const heard = await ask(
      `/staff/cases/${caseNo}/attachments/${seen.body.attachments[1].documentId}`,
      clerk,
    );
    expect(heard.bytes.equals(webm())).toBe(true);
    expect(heard.headers.get('content-type')).toBe('audio/webm');
    expect(heard.headers.get('x-content-type-options')).toBe('nosniff');
    expect(heard.headers.get('content-disposition')).toBe(`inline; filename="${caseNo}.webm"`);
    expect(heard.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    const { body } = await hall.call('GET', `/cases/${caseNo}`, { token: resident.token });
    expect(body.events.map((event: { act: string }) => event.act)).toEqual(['open', 'attach', 'attach']);
  });

  it('lets a case go on that waited for it', async () => {
    const caseNo = await open();
    await act(caseNo, { act: 'take' });
    await act(caseNo, { act: 'pause', words: '请补拍电表照片' });
    await attach(caseNo, await photo());
    expect((await hall.call('GET', `/cases/${caseNo}`, { token: resident.token })).body.status).toBe(
      'working',
    );
  });

  it('comes from the desk as well, for the customer or for colleagues only', async () => {
    const caseNo = await open();
    const path = `/staff/cases/${caseNo}/attachments`;
    expect((await ask(`${path}?for=colleagues`, clerk, await photo())).status).toBe(201);
    const [internal] = (await ask(`${path}?for=customer`, clerk, await photo(900, 700))).body.attachments;
    const mine = await ask(`/cases/${caseNo}/attachments`, resident);
    expect(mine.body.attachments).toMatchObject([{ by: 'staff', public: true }]);
    const hidden = await ask(`/cases/${caseNo}/attachments/${internal.documentId}`, resident);
    expect([hidden.status, hidden.body.error]).toEqual([404, 'case-not-found']);
  });

  it('is limited in number, and ends with the case', async () => {
    const caseNo = await open();
    const small = await photo(500, 400);
    for (let count = 0; count < 12; count += 1) expect((await attach(caseNo, small)).status).toBe(201);
    expect((await attach(caseNo, small)).body.error).toBe('case-too-many-attachments');
    await hall.call('POST', `/cases/${caseNo}/withdrawal`, {
      token: resident.token,
      body: { words: '已经好了' },
    });
    expect((await attach(caseNo, small)).status).toBe(409);
  });
});

describe('who may see it', () => {
  it('of a confidential case only those who may read the case', async () => {
    const caseNo = await open({ confidential: true });
    const [{ documentId }] = (await attach(caseNo, await photo())).body.attachments;
    await act(caseNo, { act: 'take' }, supervisor);
    for (const path of ['', `/${documentId}`])
      expect((await ask(`/staff/cases/${caseNo}/attachments${path}`, colleague)).status).toBe(404);
    expect((await ask(`/staff/cases/${caseNo}/attachments/${documentId}`, supervisor)).status).toBe(200);
    const stranger = await hall.world.resident();
    expect((await ask(`/cases/${caseNo}/attachments/${documentId}`, stranger)).status).toBe(404);
    const other = await open();
    expect((await ask(`/cases/${other}/attachments/${documentId}`, resident)).status).toBe(404);
  });

  it('leaves an anonymous person unknown: in the row, in the audit log, and in the picture itself', async () => {
    const caseNo = await open({ anonymous: true });
    const [{ documentId }] = (await attach(caseNo, await photo())).body.attachments;
    await ask(`/cases/${caseNo}/attachments/${documentId}`, resident);
    const [row] = (await hall.owner.query('SELECT added_by FROM documents WHERE id = $1', [documentId])).rows;
    expect(row.added_by).toBe('person:anonymous');
    const { rows } = await hall.owner.query(
      `SELECT actor FROM audit_entries WHERE subject IN ($1, $2) AND actor NOT LIKE 'staff:%'`,
      [`case:${caseNo}`, `service-case:${caseNo}`],
    );
    expect(rows.length).toBeGreaterThan(2);
    expect(new Set(rows.map(({ actor }) => actor))).toEqual(new Set(['person:anonymous']));
    const { bytes } = await ask(`/staff/cases/${caseNo}/attachments/${documentId}`, clerk);
    expect((await sharp(bytes).metadata()).exif).toBeUndefined();
    expect(bytes.includes('SecretCam')).toBe(false);
    const [looked] = (
      await hall.owner.query(
        `SELECT detail FROM audit_entries WHERE subject = $1 AND action = 'document.view' AND actor = $2`,
        [`service-case:${caseNo}`, `staff:${clerk.username}`],
      )
    ).rows;
    expect(looked.detail).toEqual({ document: documentId });
  });
});

describe('what is left of a voice note', () => {
  it.each([
    ['WAV', wav({ note: 'INFOSecretPlace' }), wav(), 'audio/wav'],
    ['MP3', mp3({ title: 'SecretPlace' }), mp3(), 'audio/mpeg'],
    ['AMR', amr(), amr(), 'audio/amr'],
  ])('of a %s is its sound alone', async (_, sent, left, type) => {
    const kept = await keptOf(sent);
    expect(kept.headers.get('content-type')).toBe(type);
    expect(kept.bytes.equals(left)).toBe(true);
  });

  it.each([
    ['M4A', m4a({ place: 'SecretPlace+37.5+121.2/' }), 'audio/mp4'],
    ['WebM', webm({ tag: 'SecretPlace+37.5+121.2/' }), 'audio/webm'],
  ])('of a %s has its place blanked where it lay', async (_, sent, type) => {
    const kept = await keptOf(sent);
    expect(kept.headers.get('content-type')).toBe(type);
    expect(kept.bytes).toHaveLength(sent.length);
    expect(kept.bytes.includes('SecretPlace')).toBe(false);
  });
});

describe('a hostile file', () => {
  const page = '<html><script>alert(document.cookie)</script></html>';
  /** More points than a telephone's camera has, in a few hundred kilobytes. */
  const bomb = () =>
    sharp({
      create: { width: 8_000, height: 7_000, channels: 3, background: '#fff' },
      limitInputPixels: false,
    })
      .png({ compressionLevel: 9 })
      .toBuffer();

  it.each([
    [
      'a drawing with a program (SVG)',
      Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>`),
      'attachment-type-refused',
    ],
    ['a web page', Buffer.from(page), 'attachment-type-refused'],
    [
      'a program under the name of a photo',
      Buffer.from('MZ\x90\x00this program cannot be run', 'latin1'),
      'attachment-type-refused',
    ],
    ['nothing', Buffer.alloc(0), 'document-empty'],
    ['a web page behind a WAV', wav({ behind: page }), 'voice-unreadable'],
    ['a web page behind an MP3', mp3({ behind: page }), 'voice-unreadable'],
    ['a web page behind an AMR', amr({ behind: page }), 'voice-unreadable'],
    ['a web page behind an M4A', m4a({ behind: page }), 'voice-unreadable'],
    ['a web page behind a WebM', webm({ behind: page }), 'voice-unreadable'],
    ['a film as a voice note (MP4)', m4a({ handler: 'vide' }), 'voice-unreadable'],
    ['a film as a voice note (WebM)', webm({ trackType: 1 }), 'voice-unreadable'],
    [
      'a picture that begins and goes no further',
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from(page)]),
      'document-unreadable',
    ],
    [
      'a PDF with a program',
      Buffer.from('%PDF-1.7\n1 0 obj << /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>\n%%EOF'),
      'document-active-content',
    ],
    ['a recording of an hour', mp3({ frames: 30_000 }), 'voice-too-long'],
  ])('%s is turned away', async (_, bytes, error) => {
    const caseNo = await open();
    const answer = await attach(caseNo, bytes);
    expect(answer.body.error).toBe(error);
    expect((await ask(`/cases/${caseNo}/attachments`, resident)).body.attachments).toEqual([]);
  });

  it('a picture of too many points is turned away before it is drawn', async () => {
    const bytes = await bomb();
    expect(bytes.length).toBeLessThan(10 * 1024 * 1024);
    expect((await attach(await open(), bytes)).body.error).toBe('document-unreadable');
  });

  it('that is a picture and a web page at once is a picture alone afterwards', async () => {
    const kept = await keptOf(Buffer.concat([await photo(), Buffer.from(page)]));
    expect(kept.headers.get('content-type')).toBe('image/jpeg');
    expect(kept.bytes.includes('<script>')).toBe(false);
  });
});

it('attachments are kept for two years after a case can no longer be opened again', async () => {
  const caseNo = await open();
  const [{ documentId }] = (await attach(caseNo, wav())).body.attachments;
  const end = async () =>
    (await hall.owner.query('SELECT delete_after FROM documents WHERE id = $1', [documentId])).rows[0]
      .delete_after;
  await hall.app.runJob('watch-cases');
  expect(await end()).toBeNull();
  await act(caseNo, { act: 'take' });
  await act(caseNo, { act: 'contact', words: '已联系客户' });
  await act(caseNo, { act: 'answer', outcome: 'not-upheld', words: '线路已检查，电压合格' });
  clock.pass(8 * day);
  await hall.app.runJob('watch-cases');
  const closed = clock.now();
  const last = await end();
  expect((last.getTime() - closed.getTime()) / 1000 / day).toBeGreaterThan(30 + 729);
  expect((last.getTime() - closed.getTime()) / 1000 / day).toBeLessThan(30 + 733);
  clock.pass(day);
  await hall.call('POST', `/cases/${caseNo}/rating`, {
    token: resident.token,
    body: { stars: 1, satisfied: false },
  });
  await hall.app.runJob('watch-cases');
  expect(await end()).toBeNull();
});
