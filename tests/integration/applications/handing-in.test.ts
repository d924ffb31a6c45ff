/** A draft, its form and what is handed in: what is missing or wrong is named, and what was handed in stays. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { about, home, type Office, openOffice } from './office.ts';

let hall: Office['hall'];
let begun: Office['begun'];
let handedIn: Office['handedIn'];

beforeAll(async () => {
  ({ hall, begun, handedIn } = await openOffice());
});
afterAll(() => hall.close());

describe('handing in', () => {
  it('needs one certificate and no more', async () => {
    const { me, caseNo } = await begun();
    const empty = await me.ask('POST', `/${caseNo}/submission`);
    expect([empty.status, empty.body.error]).toEqual([422, 'application-certificate-needed']);
    expect(empty.body.message).toContain('户主身份证');
    expect((await me.hand(caseNo, 'property')).status).toBe(201);
    const { body } = await me.ask('POST', `/${caseNo}/submission`);
    expect(body).toMatchObject({ status: 'open', step: 'acceptance', limitDays: 5 });
    expect(body.checklist.map(({ code, state }: { code: string; state: string }) => [code, state])).toEqual([
      ['identity-card', 'missing'],
      ['property', 'given'],
      ['authorisation', 'missing'],
    ]);
  });

  it('tells nobody which account numbers there are', async () => {
    const { me } = await begun();
    const guess = (index: number) =>
      me.ask(
        'POST',
        '',
        { kind: 'holder-change', accountNo: `37${String(index).padStart(11, '9')}` },
        `guess-no-${index}`,
      );
    const answers = [];
    for (let index = 0; index < 21; index += 1) answers.push((await guess(index)).status);
    expect(answers).toEqual([...Array(20).fill(404), 429]);
  });

  it('names every wrong answer by its field', async () => {
    const { me, caseNo } = await begun();
    const { status, body } = await me.ask('PATCH', `/${caseNo}`, {
      form: { 'identity-no': '110105194912310021', capacity: 900, phone: '12', nonsense: 'x' },
    });
    expect(status).toBe(422);
    expect(body.details.map(({ field, rule }: { field: string; rule: string }) => [field, rule])).toEqual([
      ['form.identity-no', 'check-digit'],
      ['form.capacity', 'max'],
      ['form.phone', 'phone'],
      ['form.nonsense', 'unknown-field'],
    ]);
    expect((await me.ask('GET', `/${caseNo}`)).body.form.capacity).toBe(8);
  });

  it('comes before the draft is forgotten, sixty days after anything was last put into it', async () => {
    const [kept, left] = [await begun(), await begun()];
    const age = (column: string, caseNo: string) =>
      hall.owner.query(`UPDATE applications SET ${column} = now() - interval '61 days' WHERE case_no = $1`, [
        caseNo,
      ]);
    for (const { caseNo } of [kept, left]) await age('created_at', caseNo);
    await age('changed_at', left.caseNo);
    await hall.app.runJob('forget-application-drafts');
    expect((await kept.me.ask('GET', `/${kept.caseNo}`)).status).toBe(200);
    expect((await left.me.ask('GET', `/${left.caseNo}`)).status).toBe(404);
  });

  it('is for few drafts at a time', async () => {
    const { me, walk } = await begun();
    await hall.owner.query(
      `INSERT INTO applications (case_no, kind_id, kind_code, person_id, region_code, created_at)
       SELECT case_no || '-' || n, kind_id, kind_code, person_id, region_code, created_at FROM applications, generate_series(1, 28) AS n WHERE person_id = $1`,
      [walk.resident.personId],
    );
    const begin = (key: string) => me.ask('POST', '', { kind: home.code, ...about }, key);
    expect((await begin('the-thirtieth')).status).toBe(201);
    const refused = await begin('one-too-many');
    expect([refused.status, refused.body.error]).toEqual([409, 'application-drafts-full']);
    // The same request again is no draft more.
    expect((await begin('the-thirtieth')).status).toBe(201);
  });

  it('twice at once is handed in once', async () => {
    const { me, caseNo } = await begun();
    await me.hand(caseNo, 'identity-card');
    const answers = await Promise.all([1, 2, 3].map(() => me.ask('POST', `/${caseNo}/submission`)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const { rows } = await hall.owner.query(
      `SELECT count(*)::int AS count FROM case_events e JOIN applications c ON c.id = e.case_id WHERE c.case_no = $1 AND e.kind = 'submitted'`,
      [caseNo],
    );
    expect(rows[0].count).toBe(1);
  });
});

describe('a form that was handed in', () => {
  it('stays as it was, but for what is asked for and what may follow', async () => {
    const { me, caseNo, office } = await begun();
    const save = (form: Record<string, unknown>) => me.ask('PATCH', `/${caseNo}`, { form });
    expect((await save({ 'identity-no': null })).status).toBe(200);
    await me.hand(caseNo, 'identity-card');
    await me.ask('POST', `/${caseNo}/submission`);
    const { form } = (await me.ask('GET', `/${caseNo}`)).body;
    for (const change of [{ applicant: '李别人' }, { applicant: null }, { phone: '13800000000' }]) {
      const { status, body } = await save(change);
      expect([status, body.error, body.details[0].rule]).toEqual([
        409,
        'application-form-settled',
        'settled',
      ]);
    }
    // The same again is no change; the number may follow, once.
    expect((await save({ applicant: form.applicant, 'identity-no': '11010519491231002X' })).status).toBe(200);
    expect((await save({ 'identity-no': '110105194912310038' })).status).toBe(409);
    await office.must(`/${caseNo}/take`);
    const asked = { items: [{ kind: 'field', code: 'phone', what: '电话打不通' }] };
    await office.must(`/${caseNo}/return`, asked);
    expect((await save({ phone: null })).body.details[0]).toMatchObject({ field: 'form.phone' });
    expect((await save({ applicant: '李别人' })).status).toBe(409);
    expect((await save({ phone: '13800000001' })).body.form).toEqual({
      ...form,
      phone: '13800000001',
      'identity-no': '11010519491231002X',
    });
    expect((await me.ask('POST', `/${caseNo}/answer`)).body.status).toBe('open');
    expect((await save({ phone: '13800000002' })).status).toBe(409);
  });

  it('is not answered while a field that was asked for is empty', async () => {
    const { me, caseNo, office } = await handedIn();
    await office.must(`/${caseNo}/take`);
    const items = [{ kind: 'field', code: 'wish', what: '请写明进线位置' }];
    await office.must(`/${caseNo}/return`, { items });
    const early = await me.ask('POST', `/${caseNo}/answer`);
    expect([early.status, early.body.details[0].field]).toEqual([422, 'form.wish']);
    await me.ask('PATCH', `/${caseNo}`, { form: { wish: '从东侧进线' } });
    expect((await me.ask('POST', `/${caseNo}/answer`)).body.status).toBe('open');
  });
});

describe('an appointment', () => {
  it('is given back with the step it was for, and with the case', async () => {
    const { me, caseNo, office } = await handedIn();
    await office.must(`/${caseNo}/take`);
    await office.must(`/${caseNo}/moves`, { move: 'accept' });
    const book = async () => {
      const { slots } = (await me.ask('GET', `/${caseNo}/slots`)).body;
      const { on, part } = slots.at(-1);
      expect((await me.ask('POST', `/${caseNo}/appointment`, { on, part })).status).toBe(200);
      return slots.at(-1).free - 1;
    };
    const visits = async () => {
      const { rows } = await hall.owner.query(
        `SELECT v.step, v.status FROM site_visits v JOIN applications c ON c.id = v.case_id WHERE c.case_no = $1 ORDER BY v.id`,
        [caseNo],
      );
      return rows.map(({ step, status }) => `${step} ${status}`);
    };
    const left = await book();
    await office.must(`/${caseNo}/visit`, { outcome: 'missed' });
    expect(await book()).toBe(left);
    // They went without waiting for the new appointment.
    await hall.owner.query(
      `INSERT INTO site_visits (case_id, step, team, visit_on, part, status, booked_by, booked_at, settled_at)
       SELECT id, step, team, current_date, 'am', 'done', 'test', now(), now() FROM applications WHERE case_no = $1`,
      [caseNo],
    );
    await office.must(`/${caseNo}/moves`, { move: 'onwards' });
    expect(await visits()).toEqual(['survey missed', 'survey cancelled', 'survey done']);
    await me.sign(caseNo);
    await book();
    await me.ask('POST', `/${caseNo}/withdrawal`, { reason: '不办了，改日再说' });
    expect((await visits()).at(-1)).toBe('metering cancelled');
    // What they said stands in the case and not in the log.
    const { rows } = await hall.owner.query(
      `SELECT e.detail ->> 'reason' AS told, a.detail ->> 'reason' AS logged FROM case_events e JOIN applications c ON c.id = e.case_id
         JOIN audit_entries a ON a.subject = 'application:' || c.case_no AND a.action = 'application.withdrawn'
        WHERE c.case_no = $1 AND e.kind = 'withdrawn'`,
      [caseNo],
    );
    expect(rows).toEqual([{ told: '不办了，改日再说', logged: null }]);
  });
});
