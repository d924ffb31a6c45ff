/** What staff do with a case, and what a refusal leaves: who has it in hand, one list, the figures. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createInboxRepository } from '../../../server/src/modules/applications/staff/inbox.repository.ts';
import { addDays } from '../../../server/src/shared/dates.ts';
import type { DeskMember } from '../access/scene.ts';
import { type Office, openOffice, today } from './office.ts';
import { desk } from './walker.ts';

let hall: Office['hall'];
let clerk: Office['clerk'];
let colleague: Office['colleague'];
let supervisor: Office['supervisor'];
let handedIn: Office['handedIn'];
let heldHome: Office['heldHome'];
let inHand: Office['inHand'];

beforeAll(async () => {
  ({ hall, clerk, colleague, supervisor, handedIn, heldHome, inHand } = await openOffice());
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

describe('supervisors', () => {
  it('see what another calendar would do to running deadlines before it is put in', async () => {
    const { caseNo, me } = await handedIn();
    const { dueOn } = (await me.ask('GET', `/${caseNo}`)).body;
    const { body } = await hall.call('POST', '/staff/application-deadlines/simulation', {
      cookie: supervisor.cookie,
      body: { year: Number(dueOn.slice(0, 4)), days: [{ day: dueOn, kind: 'holiday' }] },
    });
    const moved = body.moved.find((each: { caseNo: string }) => each.caseNo === caseNo);
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

  it('find it in force once it is put in, for cases and their steps', async () => {
    const { caseNo, me } = await handedIn();
    const before = (await me.ask('GET', `/${caseNo}`)).body;
    const put = await hall.call('PUT', `/staff/calendar/${before.dueOn.slice(0, 4)}`, {
      cookie: supervisor.cookie,
      body: {
        source: '测试通知（国办发明电）',
        reason: '测试',
        days: [{ day: before.dueOn, kind: 'holiday', nameZh: '测试假日', nameEn: 'Holiday' }],
      },
    });
    expect(put.status).toBe(200);
    await hall.app.runJob('application-deadlines');
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
    await inbox.moveDue([{ ...read, dueOn: '2031-01-06', stepDueOn: '2031-01-06' }]);
    expect((await me.ask('GET', `/${caseNo}`)).body.dueOn).toBe(dueOn);
    const fresh = (await inbox.clocks(0, 2_000)).find(row => row.caseNo === caseNo)!;
    await inbox.moveDue([{ ...fresh, dueOn: '2031-01-06', stepDueOn: '2031-01-06' }]);
    expect((await me.ask('GET', `/${caseNo}`)).body.dueOn).toBe('2031-01-06');
  });
});
