/** A case that came in as the wrong kind, and one that is to be confidential. */
import { describe, expect, it } from '@jest/globals';
import type { DeskMember } from '../access/scene.ts';
import { freshKey } from '../payments/story.ts';
import {
  act,
  clerk,
  clock,
  colleague,
  day,
  hall,
  home,
  mine,
  opened,
  read,
  say,
  setTheScene,
  supervisor,
} from './case-story.ts';

setTheScene();

describe('a case that is something else', () => {
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
});
