/** One person, one timeline: what came by telephone, letter and mail belongs to a person once a colleague says so, and all of theirs stands beside a case. */
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { type Household, type Resident, testCipher } from '../../support/world.ts';
import { addMember, type DeskMember } from '../access/scene.ts';
import { serveHours, storyOf } from '../chat/chat-story.ts';
import { freshKey } from '../payments/story.ts';

let hall: RunningHall;
let chat: ReturnType<typeof storyOf>;
let clerk: DeskMember;
let colleague: DeskMember;
let supervisor: DeskMember;
let administrator: DeskMember;
let home: Household;
let resident: Resident;
let phones = 13_600_000_000;
let phone: string;

beforeAll(async () => {
  hall = await startHall();
  chat = storyOf(hall);
  await serveHours(hall, 0, 1440);
  [clerk, colleague] = [await addMember(hall, 'clerk'), await addMember(hall, 'clerk')];
  [supervisor, administrator] = [await addMember(hall, 'supervisor'), await addMember(hall, 'administrator')];
});
afterAll(() => hall.close());

beforeEach(async () => {
  [home, resident] = [await hall.world.household(), await hall.world.resident()];
  await hall.world.bind(resident, home, { isHolder: true });
  phone = String(++phones);
  await hall.owner.query('UPDATE people SET phone_enc = $2, phone_hash = $3 WHERE id = $1', [
    resident.personId,
    testCipher.encrypt(phone),
    testCipher.hash('phone', phone),
  ]);
});

const staff = (who: DeskMember, method: string, path: string, body?: object) =>
  hall.call(method, path, { cookie: who.cookie, key: freshKey(), ...(body ? { body } : {}) });
const mine = (method: string, path: string, body?: object) =>
  hall.call(method, path, { token: resident.token, key: freshKey(), ...(body ? { body } : {}) });
const typeIn = async (more: object): Promise<string> => {
  const body = { kind: 'enquiry', source: 'hotline', words: '来电询问峰谷电价怎么办理', ...more };
  return (await staff(clerk, 'POST', '/staff/cases', body)).body.caseNo;
};
const say = async (more: object = {}): Promise<string> =>
  (await mine('POST', '/cases', { kind: 'opinion', words: '营业厅的座位太少，希望增加', ...more })).body
    .caseNo;
const people = async (caseNo: string, q = '') =>
  (await staff(clerk, 'GET', `/staff/cases/${caseNo}/people${q ? `?q=${q}` : ''}`)).body;
const timeline = async (caseNo: string, who = clerk) =>
  (await staff(who, 'GET', `/staff/cases/${caseNo}/customer-timeline`)).body;
type Line = { what: string; reference: string; act: string | null; certain: boolean; at: string };
const cases = (lines: Line[]) => [
  ...new Set(lines.filter(line => line.what === 'act').map(line => line.reference)),
];

it('a call is found by its telephone, linked by the clerk’s word, and then followed and rated by its person', async () => {
  const caseNo = await typeIn({ contactPhone: phone, contactName: '王女士' });
  const found = await people(caseNo);
  expect(found.person).toBeNull();
  expect(found.candidates).toEqual([
    expect.objectContaining({
      personId: resident.personId,
      byPhone: true,
      byHousehold: false,
      phoneMasked: `${phone.slice(0, 3)}****${phone.slice(-4)}`,
      accountNos: [home.accountNo],
    }),
  ]);
  expect((await mine('GET', `/cases/${caseNo}`)).status).toBe(404);
  const linked = await staff(clerk, 'POST', `/staff/cases/${caseNo}/person`, { personId: resident.personId });
  expect(linked.status).toBe(200);
  expect((await people(caseNo)).person).toMatchObject({
    personId: resident.personId,
    linkedBy: `staff:${clerk.username}`,
  });
  const notices = await hall.owner.query(`SELECT event FROM notices WHERE person_id = $1`, [
    resident.personId,
  ]);
  expect(notices.rows).toEqual([{ event: 'case-received' }]);
  await staff(clerk, 'POST', `/staff/cases/${caseNo}/acts`, {
    act: 'answer',
    version: linked.body.version,
    outcome: 'solved',
    words: '可以在电厅自助办理，次月生效',
  });
  const seen = await mine('GET', `/cases/${caseNo}`);
  expect(seen.body).toMatchObject({ caseNo, status: 'answered', acts: ['accept', 'reopen'] });
  const rated = await mine('POST', `/cases/${caseNo}/rating`, { stars: 5, satisfied: true });
  expect(rated.body).toMatchObject({ status: 'closed', rating: { stars: 5 } });
});

it('a letter about a household names those bound to it; who is neither needs a reason; a wrong link is undone', async () => {
  const caseNo = await typeIn({ source: 'letter', accountNo: home.accountNo });
  expect((await people(caseNo)).candidates).toEqual([
    expect.objectContaining({
      personId: resident.personId,
      byPhone: false,
      byHousehold: true,
      isHolder: true,
    }),
  ]);
  const other = await hall.world.resident();
  const path = `/staff/cases/${caseNo}/person`;
  const bare = await staff(clerk, 'POST', path, { personId: other.personId });
  expect([bare.status, bare.body.error]).toEqual([422, 'case-person-reason']);
  const words = '来信人在电话里报了登录手机号';
  expect((await staff(clerk, 'POST', path, { personId: other.personId, words })).status).toBe(200);
  const again = await staff(clerk, 'POST', path, { personId: resident.personId });
  expect([again.status, again.body.error]).toEqual([409, 'case-person-linked']);
  const asOther = () => hall.call('GET', `/cases/${caseNo}`, { token: other.token });
  const shown = await asOther();
  expect(shown.status).toBe(200);
  // How the colleague knows is between colleagues.
  expect(JSON.stringify(shown.body)).not.toContain(words);
  await staff(clerk, 'POST', `${path}-removal`, { words: '号码报错了' });
  expect((await asOther()).status).toBe(404);
  expect((await staff(clerk, 'POST', path, { personId: resident.personId })).status).toBe(200);
});

it('by a number that the caller gives, later', async () => {
  const caseNo = await typeIn({});
  expect((await people(caseNo)).candidates).toEqual([]);
  for (const q of [phone, home.accountNo])
    expect((await people(caseNo, q)).candidates).toMatchObject([{ personId: resident.personId }]);
  const log = await hall.owner.query(
    `SELECT detail FROM audit_entries WHERE action = 'case.people' AND subject = $1`,
    [`case:${caseNo}`],
  );
  expect(JSON.stringify(log.rows)).not.toContain(phone);
  // Whoever knows the number can prove who looked for it.
  const sought = log.rows.map(({ detail }) => detail.sought).filter(Boolean);
  expect(sought).toEqual([
    testCipher.hash('phone', phone).toString('hex'),
    testCipher.hash('account-no', home.accountNo).toString('hex'),
  ]);
});

async function whoWorksHere(): Promise<DeskMember> {
  const member = await addMember(hall, 'clerk');
  await staff(administrator, 'PUT', `/staff/members/${member.id}/areas`, {
    areas: [{ regionCode: 'weihai', district: '文登区' }],
  });
  return member;
}
async function homeElsewhere(of: Resident): Promise<Household> {
  const elsewhere = await hall.world.household();
  await hall.world.bind(of, elsewhere, { isHolder: true });
  await hall.owner.query(`UPDATE premises SET district = '荣成市' WHERE id = $1`, [elsewhere.premisesId]);
  return elsewhere;
}

it('a clerk looks for people of their areas only, an auditor for nobody', async () => {
  const here = await whoWorksHere();
  const far = await homeElsewhere(resident);
  const caseNo = await typeIn({});
  const look = async (who: DeskMember, q: string) =>
    (await staff(who, 'GET', `/staff/cases/${caseNo}/people?q=${q}`)).body.candidates;
  // They live in both areas: of the other one the clerk reads nothing.
  expect(await look(here, phone)).toMatchObject([
    { personId: resident.personId, accountNos: [home.accountNo] },
  ]);
  expect(await look(here, far.accountNo)).toEqual([]);
  const accountNos = [far.accountNo, home.accountNo].sort();
  expect(await look(supervisor, far.accountNo)).toMatchObject([{ personId: resident.personId, accountNos }]);
  const stranger = await hall.world.resident();
  await homeElsewhere(stranger);
  expect(await look(here, stranger.phone)).toEqual([]);
  expect(await look(supervisor, stranger.phone)).toMatchObject([{ personId: stranger.personId }]);
  const auditor = await addMember(hall, 'auditor');
  const refused = await staff(auditor, 'GET', `/staff/cases/${caseNo}/people?q=${phone}`);
  expect([refused.status, refused.body.error]).toEqual([403, 'forbidden']);
  expect((await staff(auditor, 'GET', `/staff/cases/${caseNo}/people`)).status).toBe(200);
});

it('beside a case stands everything of the same person in one dated list', async () => {
  const said = await say();
  const called = await typeIn({ contactPhone: phone });
  const wrote = await typeIn({ source: 'letter', accountNo: home.accountNo });
  await staff(clerk, 'POST', `/staff/cases/${wrote}/person`, { personId: resident.personId });
  const chatNo = await chat.start(resident);
  await chat.act(colleague, chatNo, 'take');
  await chat.answer(colleague, chatNo, '您好，可以在电厅办理');
  await chat.act(colleague, chatNo, 'close');
  await chat.asPerson(resident, 'POST', `/chats/${chatNo}/rating`, { stars: 4, satisfied: true });
  await staff(clerk, 'POST', `/staff/cases/${said}/acts`, { act: 'take', version: 1 });
  await staff(clerk, 'POST', `/staff/cases/${said}/acts`, {
    act: 'answer',
    version: 2,
    outcome: 'noted',
    words: '已记录，谢谢您的意见',
  });
  await mine('POST', `/cases/${said}/rating`, { stars: 5, satisfied: true });
  await hall.owner.query(
    `INSERT INTO follow_ups (case_id, round, reason, due_at, created_at) SELECT id, 0, 'sample', now(), now() FROM service_cases WHERE case_no = $1`,
    [said],
  );
  const { lines } = await timeline(said);
  expect(cases(lines).sort()).toEqual([said, called, wrote].sort());
  // The call is theirs by its telephone alone, until somebody says so.
  expect(new Set(lines.filter((line: Line) => !line.certain).map((line: Line) => line.reference))).toEqual(
    new Set([called]),
  );
  expect(lines.map((line: Line) => line.what)).toEqual(
    expect.arrayContaining(['act', 'chat', 'rating', 'follow-up']),
  );
  expect(lines.filter((line: Line) => line.what === 'rating').map((line: Line) => line.reference)).toEqual([
    said,
    chatNo,
  ]);
  const dates = lines.map((line: Line) => line.at);
  expect(dates).toEqual([...dates].sort().reverse());
  // A clerk who had no part in a chat learns that there was one, and may not open it.
  const talked = (list: { what: string; readable: boolean }[]) =>
    list.find(line => line.what === 'chat')!.readable;
  expect([talked(lines), talked((await timeline(said, colleague)).lines)]).toEqual([false, true]);
  // The same list beside the call: the person is not known there, so only what has its telephone.
  expect(cases((await timeline(called)).lines)).toEqual([called]);
});

it('mails of one writer stand together', async () => {
  const [first, second] = [await typeIn({ source: 'email' }), await typeIn({ source: 'email' })];
  for (const caseNo of [first, second])
    await hall.owner.query(
      `INSERT INTO case_correspondents (case_id, address_hash, address_enc, subject_enc, verified)
       SELECT id, $2, '\\x00', '\\x00', true FROM service_cases WHERE case_no = $1`,
      [caseNo, testCipher.hash('mail', `${resident.personId}@example.com`)],
    );
  expect(cases((await timeline(first)).lines).sort()).toEqual([first, second].sort());
});

it('an anonymous case is in nobody’s list and nobody’s; a confidential one is for those who may see it', async () => {
  const open = await say();
  const anonymous = await say({ anonymous: true });
  const confidential = await say({ confidential: true });
  expect(cases((await timeline(open)).lines)).toEqual([open]);
  expect(cases((await timeline(open, supervisor)).lines).sort()).toEqual([open, confidential].sort());
  expect(await timeline(anonymous, supervisor)).toEqual({ anonymous: true, lines: [], more: false });
  expect(await people(anonymous)).toEqual({ person: null, linkable: false, candidates: [] });
  for (const caseNo of [open, anonymous]) {
    const refused = await staff(supervisor, 'POST', `/staff/cases/${caseNo}/person`, {
      personId: resident.personId,
    });
    expect([refused.status, refused.body.error]).toEqual([409, 'case-person-own']);
  }
});

it('what lies in another area stands in no clerk’s list', async () => {
  const elsewhere = await homeElsewhere(resident);
  const here = await whoWorksHere();
  const near = await say({ accountNo: home.accountNo });
  const far = await say({ accountNo: elsewhere.accountNo });
  expect(cases((await timeline(near, here)).lines)).toEqual([near]);
  expect(cases((await timeline(near)).lines).sort()).toEqual([near, far].sort());
});

it('nor do ratings of what was done for a household of another area', async () => {
  const elsewhere = await homeElsewhere(resident);
  const here = await whoWorksHere();
  const rated = async (kind: string, reference: string, about: Household) => {
    if (kind === 'counter')
      await hall.owner.query(
        `WITH shift AS (INSERT INTO counter_shifts (shift_no, clerk, counter, float_fen, status, opened_at) VALUES ($1, $1, '1', 0, 'open', now()) RETURNING id)
         INSERT INTO counter_takings (shift_id, payment_no, account_no, tender, amount_fen, status, taken_at, taken_by, request_key)
           SELECT id, $1, $2, 'transfer', 100, 'cleared', now(), $1, $1 FROM shift`,
        [reference, about.accountNo],
      );
    else
      await hall.owner.query(
        `INSERT INTO applications (case_no, kind_id, kind_code, person_id, region_code, account_id, created_at)
           SELECT $1, id, code, $2, 'weihai', $3, now() FROM service_kinds ORDER BY id LIMIT 1`,
        [reference, resident.personId, about.accountId],
      );
    await hall.owner.query(
      `WITH asked AS (INSERT INTO rating_invitations (kind, reference, staff, person_id, happened_at, invited_at, open_until)
         VALUES ($1, $2, $3, $4, now(), now(), now() + interval '14 days') RETURNING id)
       INSERT INTO interaction_ratings (invitation_id, stars, satisfied, at) SELECT id, 5, true, now() FROM asked`,
      [kind, reference, clerk.username, resident.personId],
    );
  };
  for (const [where, about] of [
    ['HERE', home],
    ['FAR', elsewhere],
  ] as const) {
    await rated('counter', `P-${where}`, about);
    await rated('application', `SQ-${where}`, about);
  }
  const near = await say({ accountNo: home.accountNo });
  const ratings = async (who: DeskMember) =>
    (await timeline(near, who)).lines
      .filter((line: Line) => line.what === 'rating')
      .map((line: Line) => line.reference)
      .sort();
  expect(await ratings(here)).toEqual(['P-HERE', 'SQ-HERE']);
  expect(await ratings(supervisor)).toEqual(['P-FAR', 'P-HERE', 'SQ-FAR', 'SQ-HERE']);
});
