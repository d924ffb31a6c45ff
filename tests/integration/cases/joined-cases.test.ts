/** Two who said the same: one case is worked on, each hears that it is answered, and nobody reads what the other said or was told. */
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import type { Household, Resident } from '../../support/world.ts';
import { addMember, type DeskMember } from '../access/scene.ts';
import { photo } from '../applications/walker.ts';
import { freshKey } from '../payments/story.ts';

let hall: RunningHall;
let supervisor: DeskMember;
let home: Household;
let holder: Resident;
let lodger: Resident;

beforeAll(async () => {
  hall = await startHall();
  supervisor = await addMember(hall, 'supervisor');
});
afterAll(() => hall.close());
beforeEach(async () => {
  home = await hall.world.household();
  [holder, lodger] = [await hall.world.resident(), await hall.world.resident()];
  await hall.world.bind(holder, home, { isHolder: true });
  await hall.world.bind(lodger, home);
});

interface Event {
  act: string;
  words: string | null;
  public?: boolean;
}
const opened = async (who: Resident, words: string, more: object = {}): Promise<string> => {
  const body = { kind: 'opinion', words, accountNo: home.accountNo, ...more };
  const made = await hall.call('POST', '/cases', { token: who.token, key: freshKey(), body });
  expect(made.status).toBe(201);
  return made.body.caseNo;
};
const mine = async (who: Resident, caseNo: string) =>
  (await hall.call('GET', `/cases/${caseNo}`, { token: who.token })).body as {
    status: string;
    events: Event[];
  };
const file = async (caseNo: string) =>
  (await hall.call('GET', `/staff/cases/${caseNo}`, { cookie: supervisor.cookie })).body as {
    status: string;
    version: number;
    owner: string | null;
    mergedInto: string | null;
    events: Event[];
  };
const act = async (caseNo: string, body: object) => {
  const { version } = await file(caseNo);
  const request = { cookie: supervisor.cookie, body: { version, ...body } };
  const done = await hall.call('POST', `/staff/cases/${caseNo}/acts`, request);
  expect([body, done.status]).toEqual([body, 200]);
};
const answer = { act: 'answer', outcome: 'noted', words: '已给您家换表，退您二十元' };
const wordsOf = (events: Event[]) => events.map(({ words }) => words ?? '').join('|');

it('of one household, another person hears that it is answered, and no word of what was said to the first', async () => {
  const [first, other] = [await opened(holder, '电表走得太快'), await opened(lodger, '家里电表好像不准')];
  await act(other, { act: 'merge', into: first });
  await act(first, { act: 'take' });
  await act(first, { act: 'update', words: '张先生您好，明天上门' });
  expect((await mine(lodger, other)).events.map(event => event.act)).toEqual(['open', 'merge']);
  await act(first, { ...answer, remedy: '加强巡检' });
  const { events } = await mine(lodger, other);
  expect(events.at(-1)).toMatchObject({ act: 'answered-together', words: null });
  for (const said of ['明天上门', '退您二十元', '加强巡检']) {
    expect(wordsOf((await mine(holder, first)).events)).not.toBe('');
    expect(wordsOf(events)).not.toContain(said);
  }
  const { rows } = await hall.owner.query(
    `SELECT params ->> 'caseNo' AS "caseNo" FROM notices WHERE event = 'case-answered' AND person_id = $1`,
    [lodger.personId],
  );
  expect(rows).toEqual([{ caseNo: other }]);
});

it('of one person, each hears the words, unless one of the two is confidential', async () => {
  const [first, again] = [await opened(holder, '电表走得太快'), await opened(holder, '电表的事有人管吗')];
  const secret = await opened(holder, '抄表员私下收钱换表', { confidential: true });
  await act(again, { act: 'merge', into: first });
  await act(secret, { act: 'merge', into: first });
  await act(first, { act: 'take' });
  await act(first, answer);
  expect(wordsOf((await mine(holder, again)).events)).toContain(answer.words);
  expect((await mine(holder, secret)).events.at(-1)).toMatchObject({ act: 'answered-together', words: null });
});

it('what was joined goes back to work when its target is taken back', async () => {
  const [first, other] = [await opened(holder, '电表走得太快'), await opened(lodger, '家里电表好像不准')];
  await act(other, { act: 'take' });
  const untaken = await opened(lodger, '电表的事有人管吗');
  for (const caseNo of [other, untaken]) await act(caseNo, { act: 'merge', into: first });
  const gone = await hall.call('POST', `/cases/${first}/withdrawal`, {
    token: holder.token,
    key: freshKey(),
    body: { words: '已经好了' },
  });
  expect(gone.status).toBe(200);
  expect(await file(other)).toMatchObject({
    status: 'working',
    owner: supervisor.username,
    mergedInto: null,
  });
  expect(await file(untaken)).toMatchObject({ status: 'new', owner: null, mergedInto: null });
  expect((await mine(lodger, other)).events.at(-1)).toMatchObject({ act: 'parted', words: null });
  await act(other, answer);
  expect((await mine(lodger, other)).status).toBe('answered');
});

async function byMail(from: string, subject: string, more: object = {}): Promise<string> {
  const to = hall.sandbox.credentials['CASE_MAIL_FROM']!;
  const transport = createTransport(hall.sandbox.credentials['SMTP_URL']);
  await transport.sendMail({ from, to, subject, text: `${subject}，请尽快处理`, ...more });
  await hall.app.runJob('read-mail');
  const { rows } = await hall.owner.query(
    'SELECT case_no AS "caseNo" FROM service_cases ORDER BY id DESC LIMIT 1',
  );
  return rows[0].caseNo;
}
const mailsTo = async (to: string, count: number) =>
  (await eventually(
    () =>
      hall.sandbox.get<{ text: string }[]>(`/control/messages?channel=email&to=${encodeURIComponent(to)}`),
    found => found.length >= count,
  ))!;
/** Written down by a clerk as a matter of this household. */
const ofHome = (caseNo: string) =>
  hall.owner.query(`UPDATE service_cases SET account_id = $2, holder_period_id = $3 WHERE case_no = $1`, [
    caseNo,
    home.accountId,
    home.holderPeriodId,
  ]);

it('who wrote by mail is mailed that it is answered; what they go on writing is read by colleagues alone', async () => {
  const first = await opened(holder, '电表走得太快');
  const from = 'lodger@trusted.example';
  const written = await byMail(from, '家里电表不准');
  await ofHome(written);
  await act(written, { act: 'merge', into: first });
  await byMail(from, `Re: 家里电表不准 [${written}]`, {
    text: '我的手机号码换了，请打新号码',
    attachments: [{ filename: 'meter.jpg', content: await photo() }],
  });
  const inFirst = (await file(first)).events.filter(({ words }) => words?.includes('手机号码换了'));
  expect(inFirst).toMatchObject([{ public: false, words: expect.stringContaining(written) }]);
  expect(wordsOf((await mine(holder, first)).events)).not.toContain('手机号码');
  const attached = async (caseNo: string) =>
    (await hall.call('GET', `/staff/cases/${caseNo}/attachments`, { cookie: supervisor.cookie })).body
      .attachments.length;
  expect([await attached(first), await attached(written)]).toEqual([0, 1]);
  await act(first, { act: 'take' });
  await act(first, answer);
  await hall.app.runJob('deliver-outbox');
  const [mail] = await mailsTo(from, 1);
  expect(mail!.text).toContain(written);
  expect(mail!.text).toMatch(/一并办理.*worked on together/s);
  expect(mail!.text).not.toContain('退您二十元');
});

it('two letters of one writer are one matter: joined, and each answered in full', async () => {
  const from = 'twice@trusted.example';
  const [first, again] = [await byMail(from, '电费算错了'), await byMail(from, '再问一次电费')];
  const stranger = await byMail('stranger@trusted.example', '电费为什么这么高');
  const wrong = await hall.call('POST', `/staff/cases/${stranger}/acts`, {
    cookie: supervisor.cookie,
    body: { act: 'merge', into: first, version: (await file(stranger)).version },
  });
  expect([wrong.status, wrong.body.error]).toEqual([422, 'case-merge-wrong']);
  await act(again, { act: 'merge', into: first });
  await act(first, { act: 'take' });
  await act(first, { act: 'update', words: '正在复核您的账单' });
  await hall.app.runJob('deliver-outbox');
  const mails = await mailsTo(from, 2);
  for (const caseNo of [first, again])
    expect(mails.find(({ text }) => text.includes(caseNo))!.text).toContain('正在复核您的账单');
});

it('whoever brought a duplicate of somebody else’s case is not told which one that is', async () => {
  const target = await opened(holder, '楼道电表箱没有锁，请处理');
  const duplicate = await opened(lodger, '电表箱门坏了，请来修理');
  await act(duplicate, { act: 'merge', into: target });
  const shown = await hall.call('GET', `/cases/${duplicate}`, { token: lodger.token });
  expect(shown.body).toMatchObject({ status: 'merged', mergedInto: null });
  expect(JSON.stringify(shown.body)).not.toContain(target);
  expect((await file(duplicate)).mergedInto).toBe(target);
});

it('who goes on after the answer to somebody else’s case has their own back, and the other stays content', async () => {
  const first = await opened(holder, '路灯下的电缆外皮破了');
  const from = 'goes-on@trusted.example';
  const written = await byMail(from, '电缆外皮破了');
  await ofHome(written);
  await act(written, { act: 'merge', into: first });
  await act(first, { act: 'take' });
  await act(first, answer);
  const rated = await hall.call('POST', `/cases/${first}/rating`, {
    token: holder.token,
    key: freshKey(),
    body: { stars: 5, satisfied: true },
  });
  expect(rated.status).toBe(200);
  const content = await mine(holder, first);
  await byMail(from, `Re: 电缆外皮破了 [${written}]`, { text: '没有人来修过，还是破的' });
  expect(await mine(holder, first)).toEqual(content);
  const kept = await file(first);
  expect(kept.status).toBe('closed');
  expect(kept.events.at(-1)).toMatchObject({
    act: 'note',
    public: false,
    words: expect.stringContaining(written),
  });
  const anew = await file(written);
  expect(anew).toMatchObject({ status: 'new', mergedInto: null });
  expect(anew.events.at(-1)).toMatchObject({ act: 'reopen', words: expect.stringContaining('还是破的') });
});

it('who brought a duplicate in the hall has a door: until the answer into the joint case, after it into their own', async () => {
  const first = await opened(holder, '电表走得太快，请来核对');
  const other = await opened(lodger, '我房间的电费也算错了');
  await act(other, { act: 'merge', into: first });
  await act(first, { act: 'take' });
  await act(first, { act: 'pause', words: '请告诉我们电表读数' });
  const acts = async () =>
    (await hall.call('GET', `/cases/${other}`, { token: lodger.token })).body.acts as string[];
  const say = (path: string, body: object) =>
    hall.call('POST', `/cases/${other}/${path}`, { token: lodger.token, key: freshKey(), body });
  expect(await acts()).toEqual(['remind', 'add']);
  expect((await say('words', { words: '读数是 1234，我的手机换了' })).status).toBe(200);
  expect(await file(first)).toMatchObject({ status: 'working' });
  expect((await file(first)).events.at(-1)).toMatchObject({
    public: false,
    words: expect.stringContaining(`${other}`),
  });
  expect(wordsOf((await mine(holder, first)).events)).not.toContain('1234');
  expect((await say('reminders', {})).status).toBe(200);
  expect((await mine(lodger, other)).events.map(event => event.act).slice(-2)).toEqual(['add', 'remind']);
  await act(first, answer);
  expect(await acts()).toEqual(['add']);
  expect((await say('reminders', {})).body.error).toBe('case-act-not-possible');
  const content = await mine(holder, first);
  // Thanks are for both; what is still wrong is a matter of its own again.
  expect((await say('words', { words: '谢谢' })).body.status).toBe('merged');
  const goneOn = await say('words', { words: '我房间的电费还是算错的' });
  expect(goneOn.body).toMatchObject({ status: 'new', acts: ['remind', 'add', 'withdraw'] });
  expect((await mine(holder, first)).status).toBe(content.status);
  expect(await file(other)).toMatchObject({ status: 'new', mergedInto: null });
});

it('a photo for a duplicate goes with it, and ends the pause of the joint case', async () => {
  const [first, again] = [
    await opened(holder, '电表走得太快，请来核对'),
    await opened(holder, '电表的事有人管吗'),
  ];
  await act(again, { act: 'merge', into: first });
  await act(first, { act: 'take' });
  await act(first, { act: 'pause', words: '请拍电表照片' });
  const sent = await fetch(`${hall.url}/api/v1/cases/${again}/attachments`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${holder.token}`,
      'idempotency-key': freshKey(),
      'content-type': 'application/octet-stream',
    },
    body: new Uint8Array(await photo()),
  });
  expect(sent.status).toBe(201);
  expect(await file(first)).toMatchObject({ status: 'working' });
  expect((await file(first)).events.at(-1)).toMatchObject({
    act: 'attach',
    words: expect.stringContaining(again),
  });
});

it('two ends at once: answered while more is said of the duplicate, and joined to each other by two colleagues, nobody waits for ever', async () => {
  for (let round = 0; round < 12; round++) {
    [home, holder, lodger] = [
      await hall.world.household(),
      await hall.world.resident(),
      await hall.world.resident(),
    ];
    await hall.world.bind(holder, home, { isHolder: true });
    await hall.world.bind(lodger, home);
    const cases = [await opened(holder, '电表走得太快'), await opened(lodger, '家里电表好像不准')];
    // Which of two was said first must not matter.
    if (round % 2) cases.reverse();
    const [one, other] = cases as [string, string];
    for (const caseNo of cases) await act(caseNo, { act: 'take' });
    const versions = await Promise.all(cases.map(async caseNo => (await file(caseNo)).version));
    const joined = await Promise.all(
      cases.map((caseNo, index) =>
        hall.call('POST', `/staff/cases/${caseNo}/acts`, {
          cookie: supervisor.cookie,
          body: { act: 'merge', version: versions[index], into: index ? one : other },
        }),
      ),
    );
    expect(joined.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [duplicate, target] = joined[0]!.status === 200 ? [one, other] : [other, one];
    const theirs = (await mine(holder, duplicate)).events ? holder : lodger;
    const { version } = await file(target);
    const [answered, added] = await Promise.all([
      hall.call('POST', `/staff/cases/${target}/acts`, {
        cookie: supervisor.cookie,
        body: { version, ...answer },
      }),
      hall.call('POST', `/cases/${duplicate}/words`, {
        token: theirs.token,
        key: freshKey(),
        body: { words: '今天又跳了两次' },
      }),
    ]);
    expect([200, 409]).toContain(answered.status);
    expect(added.status).toBe(200);
  }
});
