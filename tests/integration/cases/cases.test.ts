/** Cases as residents and the desk live them: a complaint to its end, who works on it, and its clocks. */
import { describe, expect, it } from '@jest/globals';
import type { DeskMember } from '../access/scene.ts';
import { freshKey } from '../payments/story.ts';
import {
  act,
  clerk,
  clock,
  colleague,
  complaint,
  day,
  find,
  hall,
  home,
  mine,
  opened,
  read,
  say,
  setTheScene,
  somebodyElse,
  staySignedIn,
  supervisor,
  upheld,
} from './case-story.ts';

setTheScene();

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

it('nobody floods the desk', async () => {
  const flood = await somebodyElse();
  for (let count = 0; count < 10; count += 1)
    expect((await say({ kind: 'opinion', words: `第${count}条意见建议` }, flood.token)).status).toBe(201);
  const more = await say({ kind: 'opinion', words: '再来一条意见' }, flood.token);
  expect([more.status, more.body.error]).toEqual([429, 'case-too-many']);
});
