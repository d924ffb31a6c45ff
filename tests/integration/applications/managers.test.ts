/** 客户经理: whom a customer asks for answers for the whole course, and finds all of it in one list. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addMember } from '../access/scene.ts';
import { type Office, openOffice } from './office.ts';

let hall: Office['hall'];
let clerk: Office['clerk'];
let colleague: Office['colleague'];
let auditor: Office['auditor'];
let begun: Office['begun'];

beforeAll(async () => {
  ({ hall, clerk, colleague, auditor, begun } = await openOffice());
});
afterAll(() => hall.close());

const wish = (me: Awaited<ReturnType<typeof begun>>['me'], caseNo: string, wishedStaffId: string | null) =>
  me.ask('PATCH', `/${caseNo}`, { form: {}, wishedStaffId });

async function listOf(cookie: string, scope: 'mine' | 'managed') {
  const { body } = await hall.call('GET', `/staff/applications?scope=${scope}`, { cookie });
  return body.cases.map((line: { caseNo: string }) => line.caseNo);
}

describe('a manager whom the customer asks for', () => {
  it('answers for it from the moment it is handed in, whoever takes it, and sees it wherever it lies', async () => {
    const { me, caseNo, office } = await begun();
    expect((await wish(me, caseNo, colleague.id)).body.wished).toEqual({
      id: colleague.id,
      name: colleague.username,
    });
    await me.hand(caseNo, 'identity-card');
    const { body } = await me.ask('POST', `/${caseNo}/submission`);
    expect(body.manager.displayName).toBe(colleague.username);
    expect(await listOf(colleague.cookie, 'managed')).toContain(caseNo);
    expect(await listOf(colleague.cookie, 'mine')).not.toContain(caseNo);
    const taken = await office.must(`/${caseNo}/take`);
    expect([taken.owner, taken.manager, taken.firstReceiver].map(({ username }) => username)).toEqual([
      clerk.username,
      colleague.username,
      clerk.username,
    ]);
    expect(taken.wished.name).toBe(colleague.username);
    expect(await listOf(colleague.cookie, 'managed')).toContain(caseNo);
    expect(await listOf(clerk.cookie, 'managed')).not.toContain(caseNo);
    const late = await wish(me, caseNo, null);
    expect([late.status, late.body.error]).toEqual([409, 'application-not-a-draft']);
  });

  it('is a colleague who does such work; the wish can be taken back', async () => {
    const { me, caseNo } = await begun();
    for (const stranger of [auditor.id, '00000000-0000-4000-8000-000000000000']) {
      const refused = await wish(me, caseNo, stranger);
      expect([refused.status, refused.body.error]).toEqual([422, 'application-member-unknown']);
    }
    await wish(me, caseNo, colleague.id);
    expect((await wish(me, caseNo, null)).body.wished).toBeNull();
  });

  it('who has left meanwhile answers for nothing: whoever takes it does', async () => {
    const leaver = await addMember(hall, 'clerk');
    const { me, caseNo, office } = await begun();
    await wish(me, caseNo, leaver.id);
    await hall.owner.query('UPDATE staff_members SET active = false WHERE id = $1', [leaver.id]);
    await me.hand(caseNo, 'identity-card');
    expect((await me.ask('POST', `/${caseNo}/submission`)).body.manager).toBeNull();
    expect((await office.must(`/${caseNo}/take`)).manager.username).toBe(clerk.username);
  });
});
