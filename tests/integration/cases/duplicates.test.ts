/** What was said twice becomes one case: what may be joined to what, and which limits hold from then on. */
import { describe, expect, it } from '@jest/globals';
import { freshKey } from '../payments/story.ts';
import {
  act,
  clerk,
  clock,
  complaint,
  day,
  hall,
  mine,
  opened,
  read,
  say,
  setTheScene,
  somebodyElse,
  staySignedIn,
  supervisor,
} from './case-story.ts';

setTheScene();

describe('a duplicate', () => {
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
});
