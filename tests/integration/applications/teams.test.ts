/** Whose queue a case lies in: of the nearest team with somebody in it, and never in that of somebody who has left. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addMember, type DeskMember } from '../access/scene.ts';
import { about, home, type Office, openOffice, today } from './office.ts';
import { customer, desk } from './walker.ts';

let hall: Office['hall'];
let clerk: Office['clerk'];
let supervisor: Office['supervisor'];
let administrator: Office['administrator'];
let handedIn: Office['handedIn'];

beforeAll(async () => {
  ({ hall, clerk, supervisor, administrator, handedIn } = await openOffice());
});
afterAll(() => hall.close());

const team = {
  nameZh: '文登勘查班',
  nameEn: 'Survey Wendeng',
  duties: ['survey'],
  regionCode: 'weihai',
  districts: ['文登区'],
  phone: '0631-5550001',
  visitsPerHalfDay: 4,
};
const put = (code: string, members: string[], more: object = {}) =>
  hall.call('PUT', `/staff/service-teams/${code}`, {
    cookie: supervisor.cookie,
    body: { ...team, ...more, members },
  });
const inboxOf = async (member: DeskMember, more = '') => {
  const { body } = await hall.call('GET', `/staff/applications?scope=team${more}`, { cookie: member.cookie });
  return body.cases.map(({ caseNo }: { caseNo: string }) => caseNo);
};
const change = async (member: DeskMember, body: object) => {
  const { rows } = await hall.owner.query('SELECT id FROM staff_members WHERE username = $1', [
    member.username,
  ]);
  const answer = await hall.call('PATCH', `/staff/members/${rows[0].id}`, {
    cookie: administrator.cookie,
    body,
  });
  expect(answer.status).toBe(200);
};
async function accepted() {
  const story = await handedIn();
  await story.office.must(`/${story.caseNo}/take`);
  await story.office.must(`/${story.caseNo}/moves`, { move: 'accept' });
  return story;
}

describe('a case', () => {
  it('goes to the team of the duty and the district, and lies in its inbox and in nobody else’s', async () => {
    const surveyor = await addMember(hall, 'clerk');
    const elsewhere = await addMember(hall, 'clerk');
    expect((await put('survey-wendeng', [surveyor.username])).status).toBe(200);
    const huancui = { nameZh: '环翠勘查班', districts: ['环翠区'] };
    expect((await put('survey-huancui', [elsewhere.username], huancui)).status).toBe(200);
    const { caseNo, office } = await accepted();
    expect((await office.ask('GET', `/${caseNo}`)).body.team.code).toBe('survey-wendeng');
    expect(await inboxOf(surveyor)).toContain(caseNo);
    expect(await inboxOf(elsewhere)).not.toContain(caseNo);
    expect(await inboxOf(clerk)).not.toContain(caseNo);
    expect(await inboxOf(surveyor, `&district=${encodeURIComponent('文登区')}`)).toContain(caseNo);
    expect(await inboxOf(surveyor, `&district=${encodeURIComponent('环翠区')}`)).toEqual([]);
  });
});

describe('a supervisor', () => {
  it('gives out what lies in a queue, taken by nobody or by the manager, who stays and is reached by their own telephone', async () => {
    const [surveyor, receiver] = [await addMember(hall, 'clerk'), await addMember(hall, 'clerk')];
    await put('survey-wendeng', [surveyor.username], { phone: '0631-5260001' });
    const give = (caseNo: string, member: string) =>
      hall.call('POST', `/staff/applications/${caseNo}/hand-over`, {
        cookie: supervisor.cookie,
        body: { to: { member }, reason: '派工' },
      });
    const untaken = await handedIn();
    const first = (await give(untaken.caseNo, receiver.username)).body;
    const all = ({ owner, manager, firstReceiver }: Record<string, { username: string }>) =>
      [owner, manager, firstReceiver].map(who => who!.username);
    expect(all(first)).toEqual([receiver.username, receiver.username, receiver.username]);
    const { caseNo, me } = await accepted();
    const given = (await give(caseNo, surveyor.username)).body;
    expect(all(given)).toEqual([surveyor.username, clerk.username, clerk.username]);
    const seen = (await me.ask('GET', `/${caseNo}`)).body;
    expect([seen.team.phone, seen.manager.phone]).toEqual([
      '0631-5260001',
      expect.not.stringContaining('5260001'),
    ]);
    await put('survey-wendeng', []);
  });

  it('looks into the hall’s queue where everybody is in a team of their own', async () => {
    const { caseNo } = await handedIn();
    await put('office-weihai', [clerk.username, supervisor.username], { duties: ['billing'] });
    expect(await inboxOf(clerk)).not.toContain(caseNo);
    expect(await inboxOf(supervisor)).toContain(caseNo);
    await put('office-weihai', []);
  });
});

describe('a team', () => {
  it.each([
    ['has left', (last: DeskMember) => change(last, { active: false })],
    ['was taken out', () => put('survey-wendeng', [])],
  ])('whose last member %s gets no new cases, and the hall sees those in its queue', async (_, empty) => {
    const last = await addMember(hall, 'clerk');
    await put('survey-wendeng', [last.username]);
    const before = await accepted();
    expect(await inboxOf(clerk)).not.toContain(before.caseNo);
    await empty(last);
    expect(await inboxOf(clerk)).toContain(before.caseNo);
    const { caseNo, office } = await accepted();
    expect((await office.ask('GET', `/${caseNo}`)).body.team.code).toBe('hall');
  });
});

describe('whoever has left', () => {
  it('answers for nothing: what they had lies in the queue, and is its next taker’s', async () => {
    const leaver = await addMember(hall, 'clerk');
    const walk = { hall, resident: await hall.world.resident(), clerk: leaver };
    const [me, theirs] = [customer(walk), desk(walk)];
    const caseNo = await me.begin(home, about, today);
    await me.hand(caseNo, 'identity-card');
    await me.ask('POST', `/${caseNo}/submission`);
    await theirs.must(`/${caseNo}/take`);
    const items = [{ kind: 'paper', code: 'identity-card', what: '反面缺失' }];
    await theirs.must(`/${caseNo}/return`, { items });
    await change(leaver, { active: false });
    await hall.app.runJob('return-left-applications');
    const office = desk({ ...walk, clerk });
    const left = (await office.ask('GET', `/${caseNo}`)).body;
    expect([left.owner, left.manager, left.firstReceiver.username]).toEqual([null, null, leaver.username]);
    expect(await inboxOf(clerk)).toContain(caseNo);
    const { rows } = await hall.owner.query(
      `SELECT actor, detail FROM audit_entries WHERE action = 'application.owner-left' AND subject = $1`,
      [`application:${caseNo}`],
    );
    expect(rows).toEqual([{ actor: 'system', detail: { who: leaver.username } }]);
    const taken = await office.must(`/${caseNo}/take`);
    expect([taken.owner.username, taken.manager.username]).toEqual([clerk.username, clerk.username]);
  });
});
