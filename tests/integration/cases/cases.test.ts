/** Cases as residents and the desk live them: a complaint to its end, its clocks, who may see what, and finding it again. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { movingClock } from '../../support/moving-clock.ts';
import type { Household, Resident } from '../../support/world.ts';
import { addMember, type DeskMember } from '../access/scene.ts';
import { freshKey } from '../payments/story.ts';

const day = 86_400;
const clock = movingClock();
let hall: RunningHall;
let home: Household;
let resident: Resident;
let clerk: DeskMember;
let colleague: DeskMember;
let supervisor: DeskMember;

beforeAll(async () => {
  hall = await startHall({ clock });
  [clerk, colleague, supervisor] = [
    await addMember(hall, 'clerk'),
    await addMember(hall, 'clerk'),
    await addMember(hall, 'supervisor'),
  ];
});
afterAll(() => hall.close());

beforeEach(async () => {
  [home, resident] = [await hall.world.household(), await hall.world.resident()];
  await hall.world.bind(resident, home, { isHolder: true });
  await staySignedIn();
});

/** The story's time passes by weeks; nobody in it has to sign in again for that. */
async function staySignedIn(): Promise<void> {
  for (const table of ['sessions', 'staff_sessions'])
    await hall.owner.query(`UPDATE ${table} SET expires_at = '2100-01-01'`);
}
async function somebodyElse(): Promise<Resident> {
  const other = await hall.world.resident();
  await staySignedIn();
  return other;
}

const complaint = {
  kind: 'complaint',
  complaintClass: 'service',
  words: '营业厅排队两小时，工作人员态度不好，没有人解释原因',
};
const say = (body: object, token = resident.token) =>
  hall.call('POST', '/cases', { token, key: freshKey(), body });
const opened = async (body: object = complaint): Promise<string> => (await say(body)).body.caseNo;
const mine = (caseNo: string, path = '', body?: object) =>
  hall.call(body ? 'POST' : 'GET', `/cases/${caseNo}${path}`, {
    token: resident.token,
    key: freshKey(),
    ...(body ? { body } : {}),
  });
const read = async (caseNo: string, who = clerk) =>
  (await hall.call('GET', `/staff/cases/${caseNo}`, { cookie: who.cookie })).body;
const act = async (caseNo: string, body: Record<string, unknown>, who = clerk, version?: number) =>
  hall.call('POST', `/staff/cases/${caseNo}/acts`, {
    cookie: who.cookie,
    body: { version: version ?? (await read(caseNo, supervisor)).version, ...body },
  });
const find = async (query: string, who = clerk) =>
  (await hall.call('GET', `/staff/cases?${query}`, { cookie: who.cookie })).body.cases.map(
    (row: { caseNo: string }) => row.caseNo,
  );
const upheld = {
  act: 'answer',
  outcome: 'upheld',
  words: '已向您致歉，并对当班人员进行了教育',
  cause: '午间只开一个窗口',
  remedy: '增开窗口并公示等候时间',
  responsibility: 'utility',
};

describe('a complaint', () => {
  it('is taken, talked about, answered, judged by the customer, and closed', async () => {
    const made = await say({ ...complaint, accountNo: home.accountNo });
    expect(made.status).toBe(201);
    const { caseNo } = made.body;
    expect(made.body).toMatchObject({ status: 'new', owner: null, acts: ['remind', 'add', 'withdraw'] });
    expect((await act(caseNo, { act: 'take' })).body).toMatchObject({
      status: 'working',
      owner: clerk.username,
      firstReceiver: clerk.username,
    });
    const early = await act(caseNo, upheld);
    expect([early.status, early.body.error]).toEqual([409, 'case-contact-first']);
    await act(caseNo, { act: 'contact', words: '已电话联系客户，客户情绪平稳' });
    const bare = await act(caseNo, { ...upheld, cause: undefined });
    expect([bare.status, bare.body.error]).toEqual([422, 'case-cause-missing']);
    const wrong = await act(caseNo, { ...upheld, outcome: 'adopted' });
    expect([wrong.status, wrong.body.error]).toEqual([422, 'case-outcome-wrong']);
    await act(caseNo, upheld);
    const seen = (await mine(caseNo)).body;
    expect(seen).toMatchObject({
      status: 'answered',
      outcome: 'upheld',
      answer: upheld.words,
      remedy: upheld.remedy,
    });
    expect(seen.events.map((event: { act: string }) => event.act)).toEqual([
      'open',
      'take',
      'contact',
      'answer',
    ]);
    const rated = await mine(caseNo, '/rating', { stars: 5, satisfied: true, words: '处理及时' });
    expect(rated.body).toMatchObject({ status: 'closed', rating: { stars: 5, satisfied: true } });
    const twice = await mine(caseNo, '/rating', { stars: 1, satisfied: false });
    expect([twice.status, twice.body.error]).toEqual([409, 'case-act-not-possible']);
  });

  it('comes back with new limits when the customer is not satisfied', async () => {
    const caseNo = await opened();
    await act(caseNo, { act: 'take' });
    await act(caseNo, { act: 'contact', words: '已联系' });
    const { answerDueAt } = await read(caseNo);
    await act(caseNo, upheld);
    clock.pass(12 * day);
    const again = await mine(caseNo, '/rating', { stars: 1, satisfied: false, words: '没有改' });
    expect(again.body).toMatchObject({ status: 'working', rating: { stars: 1 } });
    const desk = await read(caseNo);
    expect(desk).toMatchObject({ reopened: 1, owner: clerk.username, contactedAt: null });
    expect(Date.parse(desk.answerDueAt)).toBeGreaterThan(Date.parse(answerDueAt));
  });

  it('closes by itself when nobody objects, and can be reopened for thirty days only', async () => {
    const caseNo = await opened();
    for (const step of [{ act: 'take' }, { act: 'contact', words: '已联系' }, upheld])
      await act(caseNo, step);
    clock.pass(6 * day);
    await hall.app.runJob('watch-cases');
    expect((await read(caseNo)).status).toBe('answered');
    clock.pass(2 * day);
    await hall.app.runJob('watch-cases');
    expect((await read(caseNo)).status).toBe('closed');
    clock.pass(30 * day);
    const late = await mine(caseNo, '/rating', { stars: 1, satisfied: false });
    expect([late.status, late.body.error]).toEqual([409, 'case-reopen-too-late']);
  });

  it('needs a class, and a household that is one’s own', async () => {
    const { complaintClass: _, ...without } = complaint;
    const bare = await say(without);
    expect([bare.status, bare.body.error]).toEqual([422, 'case-class-missing']);
    const other = await hall.world.household();
    const foreign = await say({ ...complaint, accountNo: other.accountNo });
    expect([foreign.status, foreign.body.error]).toEqual([404, 'case-household-not-found']);
  });
});

describe('the desk', () => {
  it('lets one of two clerks take a case, and tells the other who has it', async () => {
    const caseNo = await opened();
    const version = (await read(caseNo)).version;
    const both = await Promise.all([
      act(caseNo, { act: 'take' }, clerk, version),
      act(caseNo, { act: 'take' }, colleague, version),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const refused = both.find(({ status }) => status === 409)!;
    expect(refused.body.error).toBe('case-taken');
    expect(refused.body.message).toContain((await read(caseNo)).owner);
  });

  it('keeps the first receiver whoever works on it, and never leaves it without an owner', async () => {
    const caseNo = await opened();
    await act(caseNo, { act: 'take' });
    const nobody = await act(caseNo, { act: 'hand-over', to: 'nobody', words: '转办' });
    expect([nobody.status, nobody.body.error]).toEqual([422, 'case-no-colleague']);
    const over = await act(caseNo, { act: 'hand-over', to: colleague.username, words: '属于您的片区' });
    expect(over.body).toMatchObject({ owner: colleague.username, firstReceiver: clerk.username });
    const late = await act(caseNo, { act: 'update', words: '正在核实' });
    expect([late.status, late.body.error]).toEqual([409, 'case-not-yours']);
    await expect(
      hall.owner.query(`UPDATE service_cases SET first_receiver = 'x' WHERE case_no = $1`, [caseNo]),
    ).rejects.toThrow('stays');
    const { events } = (await mine(caseNo)).body;
    expect(events.find((event: { act: string }) => event.act === 'hand-over').words).toBeNull();
  });

  it('warns of two who write at once', async () => {
    const caseNo = await opened();
    await act(caseNo, { act: 'take' });
    const { version } = await read(caseNo);
    await act(caseNo, { act: 'update', words: '正在核实' }, clerk, version);
    const stale = await act(caseNo, { act: 'update', words: '另一条' }, supervisor, version);
    expect([stale.status, stale.body.error]).toEqual([409, 'case-changed']);
  });

  it('is confidential only where nobody has to go out for it', async () => {
    for (const kind of ['repair', 'praise', 'information', 'general']) {
      const asked = await say({ kind, words: '楼下配电箱冒火花，请快来人', confidential: true });
      expect([kind, asked.status, asked.body.error]).toEqual([kind, 422, 'case-confidential-kind']);
      const typed = await hall.call('POST', '/staff/cases', {
        cookie: clerk.cookie,
        key: freshKey(),
        body: { kind, words: '楼下配电箱冒火花，请快来人', source: 'hotline', confidential: true },
      });
      expect([kind, typed.status, typed.body.error]).toEqual([kind, 422, 'case-confidential-kind']);
    }
  });

  it('hurries a case by an event on it, and joins a duplicate to the first', async () => {
    const first = await opened();
    const second = await opened();
    expect((await mine(first, '/reminders', {})).body.status).toBe('new');
    expect((await read(first)).reminders).toBe(1);
    await act(second, { act: 'merge', into: first });
    expect((await mine(second)).body).toMatchObject({ status: 'merged', mergedInto: first });
    const joint = await read(first);
    expect(joint.duplicates).toEqual([second]);
    const line = { act: 'joined', by: `staff:${clerk.username}`, words: second, public: false };
    expect(joint.events.at(-1)).toMatchObject(line);
    expect(JSON.stringify((await mine(first)).body.events)).not.toContain(second);
    const strangers = (await somebodyElse()).token;
    const foreign = (await say(complaint, strangers)).body.caseNo;
    const refused = await act(foreign, { act: 'merge', into: first });
    expect([refused.status, refused.body.error]).toEqual([422, 'case-merge-wrong']);
    const [secret, third] = [await opened({ ...complaint, confidential: true }), await opened()];
    const blind = await act(third, { act: 'merge', into: secret });
    expect([blind.status, blind.body.error]).toEqual([422, 'case-merge-wrong']);
    expect((await act(third, { act: 'merge', into: secret }, supervisor)).status).toBe(200);
  });

  it('a complaint is joined to one that is judged as well, and the nearer limits hold from then on', async () => {
    const late = await opened();
    await act(late, { act: 'take' });
    clock.pass(12 * day);
    await staySignedIn();
    const enquiry = await opened({ kind: 'enquiry', words: '营业厅几点关门' });
    const hidden = await act(late, { act: 'merge', into: enquiry });
    expect([hidden.status, hidden.body.error]).toEqual([422, 'case-merge-wrong']);
    const target = await opened();
    const { answerDueAt, promisedAt, updateDueAt, contactDueAt } = await read(late);
    expect((await act(late, { act: 'merge', into: target })).status).toBe(200);
    expect(await read(target)).toMatchObject({ answerDueAt, promisedAt, updateDueAt, contactDueAt });
    await hall.app.runJob('watch-cases');
    expect((await read(target)).escalationLevel).toBe(1);
    // A word to its customer is one of both.
    await act(target, { act: 'take' });
    const heard = (await act(target, { act: 'update', words: '正在核实，请稍候' })).body;
    expect(heard.updateDueAt > updateDueAt).toBe(true);
    expect(heard.answerDueAt).toBe(answerDueAt);
  });

  it('what waited for its customer and is joined meanwhile comes back with the days it waited', async () => {
    const caseNo = await opened({ kind: 'enquiry', words: '想了解光伏并网需要什么材料' });
    await act(caseNo, { act: 'take' });
    const before = await read(caseNo);
    await act(caseNo, { act: 'pause', words: '请补充材料' });
    clock.pass(14 * day);
    await staySignedIn();
    const target = await opened({ kind: 'enquiry', words: '光伏并网怎么办' });
    await act(caseNo, { act: 'merge', into: target });
    await mine(target, '/withdrawal', { words: '不用了' });
    const after = await read(caseNo);
    expect(after).toMatchObject({ status: 'working', pausedUntil: null });
    expect(after.answerDueAt > before.answerDueAt).toBe(true);
  });

  it('hurries a case and opens an answered one again for whoever telephones, up to thirty days after', async () => {
    const caseNo = await opened({ kind: 'enquiry', words: '想了解光伏并网需要什么材料' });
    await act(caseNo, { act: 'take' });
    expect((await read(caseNo)).acts).toEqual(expect.arrayContaining(['remind']));
    expect((await act(caseNo, { act: 'remind', words: '来电催办' }, colleague)).body.reminders).toBe(1);
    await act(caseNo, { act: 'answer', outcome: 'solved', words: '材料清单已发到您的手机' });
    const late = await act(caseNo, { act: 'remind', words: '来电催办' }, colleague);
    expect([late.status, late.body.error]).toEqual([409, 'case-act-not-possible']);
    expect((await read(caseNo)).acts).toContain('reopen');
    const again = await act(caseNo, { act: 'reopen', words: '来电说没有收到' }, colleague);
    expect(again.body).toMatchObject({
      status: 'working',
      owner: clerk.username,
      reopened: 1,
      answeredAt: null,
    });
    expect(again.body.events.at(-1)).toMatchObject({ by: `staff:${colleague.username}`, public: true });
    const { rows } = await hall.owner.query(
      `SELECT action FROM audit_entries WHERE subject = $1 AND actor = $2 ORDER BY id`,
      [`case:${caseNo}`, `staff:${colleague.username}`],
    );
    expect(rows.map(({ action }) => action)).toEqual(['case.remind', 'case.reopen']);
    await act(caseNo, { act: 'answer', outcome: 'solved', words: '材料清单已再次发送' });
    await hall.owner.query(
      `UPDATE service_cases SET answered_at = answered_at - interval '31 days' WHERE case_no = $1`,
      [caseNo],
    );
    const old = await act(caseNo, { act: 'reopen', words: '来电说没有收到' }, colleague);
    expect([old.status, old.body.error]).toEqual([409, 'case-reopen-too-late']);
  });

  it('types in a call, whose clerk is its first receiver', async () => {
    const typed = await hall.call('POST', '/staff/cases', {
      cookie: clerk.cookie,
      key: freshKey(),
      body: {
        kind: 'enquiry',
        source: 'hotline',
        words: '询问峰谷电价如何办理',
        accountNo: home.accountNo,
        contactName: '王女士',
        contactPhone: '13800001111',
        mood: 'calm',
      },
    });
    expect(typed.body).toMatchObject({
      status: 'working',
      firstReceiver: clerk.username,
      contactPhone: '13800001111',
    });
    expect(await find('view=all&q=13800001111')).toEqual([typed.body.caseNo]);
    expect(await find(`view=all&q=${home.accountNo}`)).toEqual([typed.body.caseNo]);
    const { rows } = await hall.owner.query(
      'SELECT contact_phone_enc, words_enc FROM service_cases WHERE case_no = $1',
      [typed.body.caseNo],
    );
    expect(rows[0].contact_phone_enc.toString('latin1')).not.toContain('13800001111');
  });

  it('joins two calls from one telephone, though no household is known', async () => {
    const typed = async (contactPhone: string) =>
      (
        await hall.call('POST', '/staff/cases', {
          cookie: clerk.cookie,
          key: freshKey(),
          body: { kind: 'enquiry', source: 'hotline', words: '询问峰谷电价如何办理', contactPhone },
        })
      ).body.caseNo as string;
    const [first, second, stranger] = [
      await typed('13800002222'),
      await typed('13800002222'),
      await typed('13800003333'),
    ];
    const refused = await act(stranger, { act: 'merge', into: first });
    expect([refused.status, refused.body.error]).toEqual([422, 'case-merge-wrong']);
    expect((await act(second, { act: 'merge', into: first })).body).toMatchObject({
      status: 'merged',
      mergedInto: first,
    });
  });

  it('puts right what came in as something else: the limits of the right kind from when it came, and a crew for a fault', async () => {
    const caseNo = await opened({
      kind: 'enquiry',
      words: '家里没电了，麻烦看看怎么回事',
      accountNo: home.accountNo,
    });
    const change = (kind: string, more: object = {}, who = clerk) =>
      act(caseNo, { act: 'change-kind', kind, words: '来电核实', ...more }, who);
    expect((await change('complaint', { complaintClass: 'outage' })).body.error).toBe('case-not-yours');
    await act(caseNo, { act: 'take' });
    const before = await read(caseNo);
    const classless = await change('complaint');
    expect([classless.status, classless.body.error]).toEqual([422, 'case-class-missing']);
    const judged = (await change('complaint', { complaintClass: 'outage' })).body;
    expect(judged).toMatchObject({
      kind: 'complaint',
      complaintClass: 'outage',
      outcomes: ['upheld', 'not-upheld'],
      openedAt: before.openedAt,
      updateDueAt: before.updateDueAt,
    });
    expect(Date.parse(judged.contactDueAt) - Date.parse(before.openedAt)).toBe(day * 1000);
    const fault = (await change('repair')).body;
    expect(fault).toMatchObject({ kind: 'repair', complaintClass: null, contactDueAt: null });
    const orders = `SELECT count(*)::int AS count FROM repair_reports r JOIN service_cases c ON c.id = r.case_id WHERE c.case_no = $1`;
    expect((await hall.owner.query(orders, [caseNo])).rows).toEqual([{ count: 1 }]);
    // Its person reads that it changed, and not what colleagues say of it.
    const told = (await mine(caseNo)).body.events.filter(
      ({ act: what }: { act: string }) => what === 'change-kind',
    );
    expect(told.map(({ words }: { words: string | null }) => words)).toEqual([null, null]);
  });

  it('whoever was talked to before it became a complaint was talked to in time; a limit that there was holds on', async () => {
    const caseNo = await opened({ kind: 'enquiry', words: '上月电费多了一倍，想问问' });
    await act(caseNo, { act: 'take' });
    clock.pass(2 * day);
    await act(caseNo, { act: 'contact', words: '已电话说明' });
    const { contactedAt } = await read(caseNo);
    const right = {
      act: 'change-kind',
      kind: 'complaint',
      complaintClass: 'business',
      words: '来电核实',
    };
    expect((await act(caseNo, right)).body).toMatchObject({ contactedAt, contactDueAt: contactedAt });

    const [first, earlier] = [
      await opened({ kind: 'complaint', complaintClass: 'service', words: '营业厅排队太久' }),
      await opened({ kind: 'complaint', complaintClass: 'service', words: '营业厅窗口太少' }),
    ];
    await act(first, { act: 'take' });
    await act(earlier, { act: 'take' });
    const nearer = new Date(Date.parse((await read(earlier)).contactDueAt) - 3_600_000);
    await hall.owner.query('UPDATE service_cases SET contact_due_at = $2 WHERE case_no = $1', [
      earlier,
      nearer,
    ]);
    await act(earlier, { act: 'merge', into: first });
    const accused = await act(first, { act: 'change-kind', kind: 'misconduct', words: '来电核实' });
    expect(accused.body).toMatchObject({ kind: 'misconduct', contactDueAt: nearer.toISOString() });
  });

  it('lets nobody but a supervisor make less of misconduct, and none of it is open to all any more', async () => {
    const caseNo = await opened({ kind: 'opinion', words: '抄表员上门收红包，希望有人管一管' });
    await act(caseNo, { act: 'take' });
    const change = (kind: string, who: DeskMember) =>
      act(caseNo, { act: 'change-kind', kind, words: '来信核实' }, who);
    expect((await change('misconduct', clerk)).body).toMatchObject({ confidential: true });
    expect((await read(caseNo, colleague)).error).toBe('case-not-found');
    expect((await change('opinion', clerk)).body.error).toBe('case-not-yours');
    expect((await change('opinion', supervisor)).body).toMatchObject({ kind: 'opinion', confidential: true });
  });

  it('sends a crew for a fault that came in as a report of misconduct, and shows it to whoever mends it', async () => {
    const caseNo = await opened({
      kind: 'misconduct',
      words: '举报：楼道没电两天没人管',
      accountNo: home.accountNo,
    });
    await act(caseNo, { act: 'take' }, supervisor);
    const right = { act: 'change-kind', kind: 'repair', words: '来信核实，是故障' };
    expect((await act(caseNo, right, supervisor)).body).toMatchObject({
      kind: 'repair',
      confidential: false,
    });
    expect((await read(caseNo, colleague)).kind).toBe('repair');
    const orders = `SELECT count(*)::int AS count FROM repair_reports r JOIN service_cases c ON c.id = r.case_id WHERE c.case_no = $1`;
    expect((await hall.owner.query(orders, [caseNo])).rows).toEqual([{ count: 1 }]);
  });

  it('a supervisor puts a case under confidence that did not come as one', async () => {
    const caseNo = await opened({ kind: 'enquiry', words: '来信点名抱怨一位同事' });
    const confide = { act: 'confide', words: '点名同事' };
    expect((await act(caseNo, confide)).body.error).toBe('case-confide-supervisor');
    expect((await act(caseNo, confide, supervisor)).body.confidential).toBe(true);
    expect((await read(caseNo, colleague)).error).toBe('case-not-found');
    // Somebody has to see what they are to mend.
    const fault = await opened({ kind: 'repair', words: '楼道的灯不亮', accountNo: home.accountNo });
    expect((await act(fault, confide, supervisor)).body.error).toBe('case-confidential-kind');
  });

  it('counts ten kinds, the reminders among them', async () => {
    const { body } = await hall.call('GET', '/staff/cases/figures', { cookie: supervisor.cookie });
    const of = (kind: string) => body.kinds.find((each: { kind: string }) => each.kind === kind);
    expect(of('complaint').opened).toBeGreaterThan(0);
    expect(of('reminder').opened).toBeGreaterThan(0);
  });
});

describe('the clocks', () => {
  it('stand still while the customer is to act, and go on with what the customer says', async () => {
    const caseNo = await opened({ kind: 'enquiry', words: '想了解光伏并网需要什么材料' });
    await act(caseNo, { act: 'take' });
    const before = await read(caseNo);
    await act(caseNo, { act: 'pause', words: '请补充房产证照片' });
    clock.pass(14 * day);
    await hall.app.runJob('watch-cases');
    expect((await read(caseNo)).escalatedAt).toBeNull();
    const on = await mine(caseNo, '/words', { words: '材料已补齐' });
    expect(on.body.status).toBe('working');
    const moved = Date.parse((await read(caseNo)).answerDueAt) - Date.parse(before.answerDueAt);
    expect(moved).toBeGreaterThanOrEqual(13 * day * 1000);
    // Nor is the first contact overdue of what is judged a complaint only now.
    const complained = {
      act: 'change-kind',
      kind: 'complaint',
      complaintClass: 'service',
      words: '来电核实',
    };
    const { contactDueAt } = (await act(caseNo, complained)).body;
    expect(Date.parse(contactDueAt) - Date.parse(before.openedAt)).toBeGreaterThanOrEqual(14 * day * 1000);
  });

  it('warn before a limit and escalate after it, once within the day', async () => {
    const [caseNo, held] = [await opened(), await opened()];
    await act(held, { act: 'take' });
    const called = (who: DeskMember) => find('view=mentioned', who);
    clock.pass(17 * 3600);
    await staySignedIn();
    await hall.app.runJob('watch-cases');
    // Whoever has it hears of it; of what nobody has taken, a supervisor.
    expect(await called(clerk)).toContain(held);
    expect(await called(clerk)).not.toContain(caseNo);
    expect(await called(supervisor)).toContain(caseNo);
    expect(await called(supervisor)).not.toContain(held);
    clock.pass(8 * 3600);
    await hall.app.runJob('watch-cases');
    await hall.app.runJob('watch-cases');
    expect(await called(supervisor)).toEqual(expect.arrayContaining([caseNo, held]));
    await mine(held, '/withdrawal', { words: '已经解决了' });
    expect(await called(supervisor)).not.toContain(held);
    const { events, urgency } = await read(caseNo);
    expect(events.map((event: { act: string }) => event.act)).toEqual(['open', 'warned', 'escalated']);
    expect(urgency).toBe('overdue');
    expect(await find('view=overdue')).toContain(caseNo);
  });
});

describe('who may see it', () => {
  it('a confidential case is for its owner, its first receiver and supervisors', async () => {
    const caseNo = await opened({ kind: 'misconduct', words: '抄表人员收取好处费，请调查' });
    expect((await read(caseNo)).error).toBe('case-not-found');
    expect(await find('view=all')).not.toContain(caseNo);
    expect(await find('view=all', supervisor)).toContain(caseNo);
    const inBox = async (who: DeskMember) =>
      (await hall.call('GET', `/staff/find?query=${caseNo}`, { cookie: who.cookie })).body.files;
    expect(await inBox(clerk)).toEqual([]);
    expect(await inBox(supervisor)).toMatchObject([{ kind: 'case', number: caseNo }]);
    await act(caseNo, { act: 'take' }, supervisor);
    await act(caseNo, { act: 'hand-over', to: colleague.username, words: '请核查' }, supervisor);
    expect((await read(caseNo, colleague)).caseNo).toBe(caseNo);
    expect((await read(caseNo, clerk)).error).toBe('case-not-found');
  });

  it('an anonymous person is known to nobody and still reads the answer', async () => {
    const said = await say({ ...complaint, accountNo: home.accountNo, anonymous: true });
    expect(said.body).toMatchObject({ anonymous: true });
    const { caseNo } = said.body;
    expect(await read(caseNo)).toMatchObject({
      anonymous: true,
      accountNo: null,
      contactName: null,
      // Whom nobody can telephone is not late for it.
      contactDueAt: null,
    });
    expect((await mine(caseNo)).body.caseNo).toBe(caseNo);
    // Nor is it found by the household, nor does a file tell it.
    expect(await find(`view=all&q=${home.accountNo}`)).toEqual([]);
    const taken = await fetch(`${hall.url}/api/v1/staff/exports/cases?view=all&format=csv`, {
      headers: { cookie: supervisor.cookie },
    });
    const file = await taken.text();
    const line = file.split('\r\n').find(each => each.includes(caseNo));
    expect(line).toBeDefined();
    expect(file).not.toContain(home.accountNo);
    const { rows: audited } = await hall.owner.query('SELECT actor FROM audit_entries WHERE subject = $1', [
      `case:${caseNo}`,
    ]);
    expect(JSON.stringify(audited)).not.toContain(resident.personId);
    const { rows: told } = await hall.owner.query(`SELECT 1 FROM notices WHERE params->>'caseNo' = $1`, [
      caseNo,
    ]);
    expect(told).toEqual([]);
  });

  it('a file holds what the list shows its reader, and no words; the log does not tell what was looked for', async () => {
    const caseNo = await opened({ ...complaint, accountNo: home.accountNo });
    const secret = await opened({ kind: 'misconduct', words: '抄表人员收取好处费，请调查' });
    const take = async (who: DeskMember, query: string) => {
      const url = `${hall.url}/api/v1/staff/exports/cases?format=csv&view=all&${query}`;
      return (await fetch(url, { headers: { cookie: who.cookie } })).text();
    };
    const file = await take(clerk, '');
    expect(file).toMatch(new RegExp(`${caseNo},投诉,服务,.*,${home.accountNo},`));
    expect(file).not.toContain('排队');
    expect(file).not.toContain(secret);
    expect(await take(supervisor, '')).toContain(secret);
    const found = await take(clerk, `q=${encodeURIComponent('排队')}&kind=complaint`);
    expect(found).toContain(caseNo);
    const { rows } = await hall.owner.query(
      `SELECT detail FROM audit_entries WHERE action = 'export.take' AND subject = 'export:cases' ORDER BY id DESC LIMIT 1`,
    );
    expect(rows[0].detail).toEqual({ format: 'csv', view: 'all', kind: 'complaint', searched: true });
  });

  it('another resident’s case does not exist', async () => {
    const caseNo = await opened();
    const stranger = await somebodyElse();
    for (const path of ['', '/reminders', '/words', '/rating']) {
      const reply = await hall.call(path ? 'POST' : 'GET', `/cases/${caseNo}${path}`, {
        token: stranger.token,
        key: freshKey(),
        ...(path ? { body: path === '/rating' ? { stars: 1, satisfied: true } : { words: '你好' } } : {}),
      });
      expect([path, reply.status, reply.body.error]).toEqual([path, 404, 'case-not-found']);
    }
  });
});

describe('finding it', () => {
  it('by two characters anywhere in it, by words said later, and by nothing in the table', async () => {
    const caseNo = await opened({ kind: 'opinion', words: '小区门口的变压器嗡嗡作响，夜里睡不好' });
    for (const words of ['变压', '压器', '变压器', '夜里', '变压器 夜里'])
      expect([words, await find(`view=all&q=${encodeURIComponent(words)}`)]).toEqual([words, [caseNo]]);
    expect(await find(`view=all&q=${encodeURIComponent('变压器 白天')}`)).toEqual([]);
    await mine(caseNo, '/words', { words: '尤其是雷雨天' });
    expect(await find(`view=all&q=${encodeURIComponent('雷雨')}`)).toEqual([caseNo]);
    const { rows } = await hall.owner.query(
      'SELECT search::text AS search FROM service_cases WHERE case_no = $1',
      [caseNo],
    );
    expect(rows[0].search).not.toMatch(/\p{Script=Han}/u);
  });

  it('in a case that is full of words, only what comes after is not found; it is answered all the same', async () => {
    const caseNo = await opened();
    await hall.owner.query(
      `UPDATE service_cases SET search = array_to_tsvector(ARRAY(SELECT 'w' || lpad(n::text, 6, '0') FROM generate_series(1, 130000) n)) WHERE case_no = $1`,
      [caseNo],
    );
    const words = Array.from({ length: 400 }, (_, index) => String.fromCharCode(0x4e00 + index * 7)).join('');
    expect((await mine(caseNo, '/words', { words })).status).toBe(200);
    for (const body of [{ act: 'take' }, { act: 'contact', words: '已电话联系客户' }, upheld])
      expect([body.act, (await act(caseNo, body)).status]).toEqual([body.act, 200]);
  });
});

it('nobody floods the desk', async () => {
  const flood = await somebodyElse();
  for (let count = 0; count < 10; count += 1)
    expect((await say({ kind: 'opinion', words: `第${count}条意见建议` }, flood.token)).status).toBe(201);
  const more = await say({ kind: 'opinion', words: '再来一条意见' }, flood.token);
  expect([more.status, more.body.error]).toEqual([429, 'case-too-many']);
});
