/** What staff do with a case, and what a refusal leaves: who has it in hand, one list, the figures. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createInboxRepository } from '../../../server/src/modules/applications/staff/inbox.repository.ts';
import { addDays } from '../../../server/src/shared/dates.ts';
import { putHoliday, yearWith } from '../../support/holidays.ts';
import type { DeskMember } from '../access/scene.ts';
import { type Office, openOffice, today } from './office.ts';
import { desk } from './walker.ts';

let hall: Office['hall'];
let clerk: Office['clerk'];
let colleague: Office['colleague'];
let supervisor: Office['supervisor'];
let administrator: Office['administrator'];
let begun: Office['begun'];
let handedIn: Office['handedIn'];
let heldHome: Office['heldHome'];
let inHand: Office['inHand'];

beforeAll(async () => {
  ({ hall, clerk, colleague, supervisor, administrator, begun, handedIn, heldHome, inHand } =
    await openOffice());
});
afterAll(() => hall.close());

describe('staff', () => {
  it('two clerks take the same case: one gets it, the other a clear answer', async () => {
    const { caseNo } = await handedIn();
    const take = (member: DeskMember) =>
      hall.call('POST', `/staff/applications/${caseNo}/take`, { cookie: member.cookie });
    const answers = await Promise.all([take(clerk), take(colleague)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const refused = answers.find(({ status }) => status === 409)!;
    expect([refused.body.error, refused.body.message]).toEqual([
      'application-taken-already',
      '已有同事接手这个申请',
    ]);
  });

  it('hands over by word, and who took it first stays', async () => {
    const { caseNo, office } = await handedIn();
    await office.must(`/${caseNo}/take`);
    const body = await office.must(`/${caseNo}/hand-over`, {
      to: { member: colleague.username },
      reason: '休假',
    });
    expect([body.owner.username, body.manager.username, body.firstReceiver.username]).toEqual([
      colleague.username,
      colleague.username,
      clerk.username,
    ]);
    const again = await office.ask('POST', `/${caseNo}/moves`, { move: 'accept' });
    expect([again.status, again.body.error]).toEqual([409, 'application-not-yours']);
    const nobody = await office.ask('POST', `/${caseNo}/hand-over`, {
      to: { member: 'nobody-there' },
      reason: '休假',
    });
    expect(nobody.status).toBe(422);
    await expect(
      hall.owner.query(`UPDATE applications SET first_receiver = 'somebody' WHERE case_no = $1`, [caseNo]),
    ).rejects.toThrow('never changes');
    await expect(
      hall.owner.query(`UPDATE applications SET team = NULL WHERE case_no = $1`, [caseNo]),
    ).rejects.toThrow();
  });

  it('tells of everything in one list; the clock stands, and a second round is flagged', async () => {
    const { caseNo, office, me } = await handedIn();
    await office.must(`/${caseNo}/take`);
    const items = [
      { kind: 'paper', code: 'identity-card', what: '反面缺失' },
      { kind: 'field', code: 'capacity', what: '请核对容量' },
    ];
    const body = await office.must(`/${caseNo}/return`, { items, note: '补齐后继续' });
    expect([body.status, body.returnedTwice]).toEqual(['waiting', false]);
    const seen = (await me.ask('GET', `/${caseNo}`)).body;
    expect(seen.wanted).toMatchObject({ kind: 'list', round: 1, items });
    const early = await me.ask('POST', `/${caseNo}/answer`);
    expect([early.status, early.body.details[0].field]).toEqual([422, 'papers.identity-card']);
    await me.hand(caseNo, 'identity-card');
    expect((await me.ask('POST', `/${caseNo}/answer`)).body.status).toBe('open');
    expect((await office.must(`/${caseNo}/return`, { items })).returnedTwice).toBe(true);
    // Who is in no team works for the hall, where it lies.
    for (const scope of ['mine', 'team']) {
      const list = await hall.call('GET', `/staff/applications?scope=${scope}`, { cookie: clerk.cookie });
      const line = list.body.cases.find((each: { caseNo: string }) => each.caseNo === caseNo);
      expect(line.returnedTwice).toBe(true);
    }
  });

  it('does not leave a step before it is done', async () => {
    const { caseNo, office } = await handedIn();
    await office.must(`/${caseNo}/take`);
    await office.must(`/${caseNo}/moves`, { move: 'accept' });
    const early = await office.ask('POST', `/${caseNo}/moves`, { move: 'onwards' });
    expect([early.status, early.body.error]).toEqual([409, 'application-visit-missing']);
    const unsaid = await office.ask('POST', `/${caseNo}/moves`, { move: 'refuse' });
    expect([unsaid.status, unsaid.body.details[0].field]).toEqual([422, 'reason']);
  });

  it('sees numbers and names masked until it asks, which is in the log', async () => {
    const { caseNo, office } = await handedIn();
    const { body } = await office.ask('GET', `/${caseNo}`);
    expect(body.form).toMatchObject({
      applicant: '**户',
      phone: '139****5678',
      'identity-no': '1****************X',
    });
    const revealed = await office.ask('POST', `/${caseNo}/reveal`, { reason: '电话核实' });
    expect(revealed.body.form.phone).toBe('13912345678');
    const { rows } = await hall.owner.query(
      `SELECT detail ->> 'reason' AS reason FROM audit_entries WHERE action = 'application.reveal' AND subject = $1`,
      [`application:${caseNo}`],
    );
    expect(rows).toEqual([{ reason: '电话核实' }]);
    const { rows: stored } = await hall.owner.query('SELECT form_enc FROM applications WHERE case_no = $1', [
      caseNo,
    ]);
    expect(stored[0].form_enc.toString('latin1')).not.toContain('13912345678');
  });
});

describe('a clerk whose own matter it is', () => {
  it('decides neither on their application nor on their complaint or household; a colleague does, and the log has what was tried', async () => {
    const { household, resident } = await heldHome();
    const set = await hall.call('PATCH', `/staff/members/${clerk.id}`, {
      cookie: administrator.cookie,
      body: { phone: household.phone },
    });
    expect([set.status, set.body.member.phoneKnown]).toEqual([200, true]);
    const { caseNo, me, office } = await begun(resident);
    await me.hand(caseNo, 'identity-card');
    await me.ask('POST', `/${caseNo}/submission`);
    const said = await hall.call('POST', '/cases', {
      token: resident.token,
      key: randomUUID(),
      body: { kind: 'enquiry', words: '想了解光伏并网需要什么材料' },
    });
    const path = `/staff/cases/${said.body.caseNo}/acts`;
    const acts = (member: DeskMember) =>
      hall.call('POST', path, { cookie: member.cookie, body: { act: 'take', version: 1 } });
    const note = await hall.call('POST', `/staff/accounts/${household.accountNo}/notes`, {
      cookie: clerk.cookie,
      key: randomUUID(),
      body: { text: '家中无人' },
    });
    for (const { status, body } of [await office.ask('POST', `/${caseNo}/take`), await acts(clerk), note])
      expect([status, body.error, body.message]).toEqual([
        403,
        'own-matter',
        '这件事涉及您本人或您家的用电，请由其他同事办理',
      ]);
    expect((await office.ask('GET', `/${caseNo}`)).body.owner).toBeNull();
    expect((await acts(colleague)).status).toBe(200);
    await desk({ hall, resident, clerk: colleague }).must(`/${caseNo}/take`);
    const { rows } = await hall.owner.query(
      `SELECT subject FROM audit_entries WHERE action = 'staff.own-matter' AND actor = $1 ORDER BY id`,
      [`staff:${clerk.username}`],
    );
    const tried = [`account:${household.accountNo}`, `application:${caseNo}`, `case:${said.body.caseNo}`];
    expect(rows.map(({ subject }) => subject).sort()).toEqual(tried.sort());
    // Of a report in confidence they learn no more than of anybody else's.
    const secret = await hall.call('POST', '/cases', {
      token: resident.token,
      key: randomUUID(),
      body: { kind: 'misconduct', words: '举报抄表员收受财物，请调查' },
    });
    const dug = await hall.call('POST', `/staff/cases/${secret.body.caseNo}/acts`, {
      cookie: clerk.cookie,
      body: { act: 'take', version: 1 },
    });
    expect([dug.status, dug.body.error]).toEqual([404, 'case-not-found']);
    // Whoever has no telephone on file has no matters of their own that the hall knows of.
    await hall.call('PATCH', `/staff/members/${clerk.id}`, {
      cookie: administrator.cookie,
      body: { phone: null },
    });
    expect((await office.ask('POST', `/${caseNo}/take`)).body.error).toBe('application-taken-already');
  });

  it('has money of a household they have left still for their own, and the household of who lives there now for a stranger’s', async () => {
    const household = await hall.world.household();
    const mover = await hall.world.resident({ phone: household.phone });
    await hall.world.bind(mover, household, { isHolder: true });
    const bill = await hall.world.bill(household);
    await hall.world.moveIn(household, today);
    const phone = (number: string | null) =>
      hall.call('PATCH', `/staff/members/${supervisor.id}`, {
        cookie: administrator.cookie,
        body: { phone: number },
      });
    expect((await phone(household.phone)).status).toBe(200);
    const write = (path: string, body: object) =>
      hall.call('POST', `/staff${path}`, { cookie: supervisor.cookie, key: randomUUID(), body });
    const undone = await write(`/bills/${bill.billNo}/reversal`, { reason: '抄表有误' });
    expect([undone.status, undone.body.error]).toEqual([403, 'own-matter']);
    // They are still bound to the period that has ended, and to nothing of who came after.
    const noted = await write(`/accounts/${household.accountNo}/notes`, { text: '家中无人' });
    expect(noted.status).toBe(201);
    await phone(null);
  });
});

describe('a refusal', () => {
  it('can be appealed against once; the clock begins anew under the same manager', async () => {
    const { caseNo, office, me, walk } = await handedIn();
    await office.must(`/${caseNo}/take`);
    const refused = await office.must(`/${caseNo}/moves`, { move: 'refuse', reason: '地址不清' });
    expect([refused.status, refused.reason]).toEqual(['refused', '地址不清']);
    const { body } = await me.ask('POST', `/${caseNo}/appeal`, { reason: '地址证明在附件里' });
    expect([body.status, body.step, body.appealed]).toEqual(['open', 'acceptance', true]);
    // Other eyes than those that refused it.
    const own = await office.ask('POST', `/${caseNo}/take`);
    expect([own.status, own.body.error]).toEqual([409, 'application-own-refusal']);
    const others = desk({ hall, resident: walk.resident, clerk: colleague });
    await others.must(`/${caseNo}/take`);
    const back = { to: { member: clerk.username }, reason: '还是你来' };
    expect((await others.ask('POST', `/${caseNo}/hand-over`, back)).body.error).toBe(
      'application-own-refusal',
    );
    await others.must(`/${caseNo}/moves`, { move: 'refuse', reason: '仍不清' });
    const again = await me.ask('POST', `/${caseNo}/appeal`, { reason: '再来一次' });
    expect([again.status, again.body.error]).toEqual([409, 'application-appealed-already']);
  });

  it('takes the pictures of identity papers with it once nothing can be appealed, and the run proves it', async () => {
    const { caseNo, office, me } = await handedIn();
    await office.must(`/${caseNo}/take`);
    await office.must(`/${caseNo}/moves`, { move: 'refuse', reason: '地址不清' });
    const { rows } = await hall.owner.query('SELECT id FROM documents WHERE subject = $1', [
      `application:${caseNo}`,
    ]);
    await hall.owner.query(
      `UPDATE documents SET delete_after = delete_after - interval '60 days' WHERE subject = $1`,
      [`application:${caseNo}`],
    );
    await hall.app.runJob('forget-documents');
    const gone = await me.ask('GET', `/${caseNo}/documents/${rows[0].id}`);
    expect([gone.status, gone.body.error]).toEqual([410, 'document-deleted']);
    const kept = await hall.owner.query('SELECT key_enc FROM documents WHERE id = $1', [rows[0].id]);
    expect(kept.rows[0].key_enc).toBeNull();
    const run = await hall.owner.query(
      'SELECT deleted, remaining FROM document_retention_runs ORDER BY id DESC LIMIT 1',
    );
    expect(run.rows[0].deleted).toBeGreaterThan(0);
    expect(run.rows[0].remaining).toBe(0);
  });
});

describe('a case that has ended', () => {
  it.each(['done', 'withdrawn'])('%s, has no pictures of identity papers from that night on', async how => {
    const { household, resident } = await heldHome();
    const { caseNo, me, office } = await inHand('details-change', household.accountNo, resident);
    if (how === 'withdrawn') await me.ask('POST', `/${caseNo}/withdrawal`, { reason: '不办了' });
    else
      for (const move of ['accept', 'change']) {
        const { owner } = (await office.ask('GET', `/${caseNo}`)).body;
        if (owner === null) await office.must(`/${caseNo}/take`);
        await office.must(`/${caseNo}/moves`, { move });
      }
    expect((await me.ask('GET', `/${caseNo}`)).body.status).toBe(how);
    const documents = async () =>
      (
        await hall.owner.query(
          `SELECT key_enc IS NULL AS gone FROM documents WHERE subject = $1 AND class = 'identity'`,
          [`application:${caseNo}`],
        )
      ).rows;
    expect(await documents()).toEqual([{ gone: false }]);
    await hall.app.runJob('forget-documents');
    expect(await documents()).toEqual([{ gone: true }]);
  });
});

interface Moved {
  caseNo: string;
  dueOn: string;
  newDueOn: string;
  stepDueOn: string;
  newStepDueOn: string;
}
const simulated = async (holiday: string): Promise<Moved[]> => {
  const { year, days } = await yearWith(hall, supervisor.cookie, holiday);
  const body = { year, days: days.map(({ day, kind }) => ({ day, kind })) };
  const path = '/staff/application-deadlines/simulation';
  return (await hall.call('POST', path, { cookie: supervisor.cookie, body })).body.moved;
};

describe('supervisors', () => {
  it('see what another calendar would do to running deadlines before it is put in', async () => {
    const { caseNo, me } = await handedIn();
    const { dueOn } = (await me.ask('GET', `/${caseNo}`)).body;
    const moved = (await simulated(dueOn)).find(each => each.caseNo === caseNo)!;
    expect(moved.dueOn).toBe(dueOn);
    expect(moved.newDueOn > dueOn).toBe(true);
    expect((await me.ask('GET', `/${caseNo}`)).body.dueOn).toBe(dueOn);
  });

  it('see how many were in time, by kind, stage and team', async () => {
    const { body } = await hall.call(
      'GET',
      `/staff/application-figures?from=${addDays(today, -30)}&to=${today}`,
      { cookie: supervisor.cookie },
    );
    const row = body.kinds.find(({ kindCode }: { kindCode: string }) => kindCode === 'new-residential');
    expect(row.ended).toBe(row.inTime);
    expect(row.refused).toBeGreaterThan(0);
    expect(body.stages.find(({ stage }: { stage: string }) => stage === 'accept')).toMatchObject({
      team: 'hall',
    });
  });

  it('have every stage on one board, the most urgent first', async () => {
    const late = await handedIn();
    await hall.owner.query(`UPDATE applications SET step_due_on = current_date - 20 WHERE case_no = $1`, [
      late.caseNo,
    ]);
    const { body } = await hall.call('GET', '/staff/application-board', { cookie: supervisor.cookie });
    const column = body.columns.find(({ stage }: { stage: string }) => stage === 'accept');
    expect(column.cards[0]).toMatchObject({ caseNo: late.caseNo, urgency: 'overdue' });
    expect(column.cards[0].daysLeft).toBeLessThan(0);
    expect(column.cards.find((card: { urgency: string }) => card.urgency === 'at-risk').daysLeft).toBe(1);
    expect(body.columns.map(({ stage }: { stage: string }) => stage)).toEqual([
      'accept',
      'survey',
      'pay',
      'build',
      'inspect',
      'connect',
      'settle',
    ]);
  });

  it('find in force once it is put in what was foreseen, for every case and step, running or waiting, each with its line and entry', async () => {
    const { caseNo, me } = await handedIn();
    const waiting = await handedIn();
    await waiting.office.must(`/${waiting.caseNo}/take`);
    const items = [{ kind: 'field', code: 'capacity', what: '请核对容量' }];
    await waiting.office.must(`/${waiting.caseNo}/return`, { items });
    const before = (await me.ask('GET', `/${caseNo}`)).body;
    const foreseen = await simulated(before.dueOn);
    const foretold = (no: string) => foreseen.find(each => each.caseNo === no)!;
    await putHoliday(hall, supervisor.cookie, before.dueOn);
    const follow = () => hall.app.runJob('application-calendar');
    await follow();
    await follow();
    for (const each of foreseen) {
      const text = `SELECT due_on::text AS "newDueOn", step_due_on::text AS "newStepDueOn" FROM applications WHERE case_no = $1`;
      const { newDueOn, newStepDueOn } = each;
      expect((await hall.owner.query(text, [each.caseNo])).rows).toEqual([{ newDueOn, newStepDueOn }]);
    }
    for (const no of [caseNo, waiting.caseNo]) {
      const { rows } = await hall.owner.query(
        `SELECT (SELECT count(*)::int FROM case_events e WHERE e.case_id = c.id AND e.kind = 'recounted') AS lines,
            (SELECT jsonb_agg(a.detail -> 'dueOn') FROM audit_entries a WHERE a.action = 'application.recounted' AND a.subject = 'application:' || c.case_no) AS entries
          FROM applications c WHERE c.case_no = $1`,
        [no],
      );
      expect(rows).toEqual([{ lines: 1, entries: [[foretold(no).dueOn, foretold(no).newDueOn]] }]);
    }
    // Another day of waiting is no change of the calendar.
    await hall.owner.query(`UPDATE applications SET due_on = due_on - 1 WHERE case_no = $1`, [
      waiting.caseNo,
    ]);
    await hall.app.runJob('application-deadlines');
    const { rows: told } = await hall.owner.query(
      `SELECT due_on::text AS due, (SELECT count(*)::int FROM case_events e WHERE e.case_id = c.id AND e.kind = 'recounted') AS lines
        FROM applications c WHERE case_no = $1`,
      [waiting.caseNo],
    );
    expect(told).toEqual([{ due: foretold(waiting.caseNo).newDueOn, lines: 1 }]);
    const { dueOn, stepDueOn } = (await me.ask('GET', `/${caseNo}`)).body;
    expect(dueOn > before.dueOn).toBe(true);
    const { rows } = await hall.owner.query(
      `SELECT t.due_on::text AS day FROM case_step_times t JOIN applications c ON c.id = t.case_id WHERE c.case_no = $1 AND t.to_on IS NULL`,
      [caseNo],
    );
    expect(rows).toEqual([{ day: stepDueOn }]);
  });

  it('are not overrun by it: a case that somebody changes while all are counted keeps what its change made of it', async () => {
    const { caseNo, me, office } = await handedIn();
    const inbox = createInboxRepository(hall.owner);
    const read = (await inbox.clocks(0, 2_000)).find(row => row.caseNo === caseNo)!;
    await office.must(`/${caseNo}/take`);
    const { dueOn } = (await me.ask('GET', `/${caseNo}`)).body;
    const far = { dueOn: '2031-01-06', stepDueOn: '2031-01-06' };
    await inbox.moveDue([{ ...read, ...far }], new Date());
    expect((await me.ask('GET', `/${caseNo}`)).body.dueOn).toBe(dueOn);
    const fresh = (await inbox.clocks(0, 2_000)).find(row => row.caseNo === caseNo)!;
    await inbox.moveDue([{ ...fresh, ...far }], new Date());
    expect((await me.ask('GET', `/${caseNo}`)).body.dueOn).toBe('2031-01-06');
  });
});
