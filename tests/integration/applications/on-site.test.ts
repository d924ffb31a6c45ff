/** What is done at the customer's: half days that are booked, inspections with their photos. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { kindOf, type Office, openOffice, today } from './office.ts';
import { desk, photo } from './walker.ts';

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

describe('a half day', () => {
  it('with one place left is given to one of two who ask for it at once, and the other is told', async () => {
    await hall.owner.query(`UPDATE service_teams SET visits_per_half_day = 1 WHERE code = 'hall'`);
    const stories = [await handedIn(), await handedIn()];
    for (const { office, caseNo } of stories) {
      await office.must(`/${caseNo}/take`);
      await office.must(`/${caseNo}/moves`, { move: 'accept' });
    }
    const { slots } = (await stories[0]!.me.ask('GET', `/${stories[0]!.caseNo}/slots`)).body;
    const { on, part } = slots[0];
    const answers = await Promise.all(
      stories.map(({ me, caseNo }) => me.ask('POST', `/${caseNo}/appointment`, { on, part })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const refused = answers.find(({ status }) => status === 409)!;
    expect(refused.body).toMatchObject({
      error: 'application-no-such-slot',
      message: '这个时段已约满或不可预约，请另选',
    });
    const { body } = await hall.call('GET', `/staff/site-visits?from=${on}&to=${on}`, {
      cookie: clerk.cookie,
    });
    expect(body.visits.filter((visit: { part: string }) => visit.part === part)).toHaveLength(1);
  });
});

describe('a customer who calls', () => {
  it('is given a half day by any clerk, which stands in the customer’s hall and in the log', async () => {
    const { me, office, caseNo, walk } = await handedIn();
    const early = await office.ask('GET', `/${caseNo}/slots`);
    expect(early.body.slots).toEqual([]);
    await office.must(`/${caseNo}/take`);
    await office.must(`/${caseNo}/moves`, { move: 'accept' });
    const phone = desk({ ...walk, clerk: colleague });
    const { slots } = (await phone.ask('GET', `/${caseNo}/slots`)).body;
    const [first, second] = slots.filter(({ free }: { free: number }) => free > 0);
    for (const { on, part } of [first, second]) {
      const { visit } = await phone.must(`/${caseNo}/appointment`, { on, part });
      expect(visit).toEqual({ on, part, status: 'booked' });
    }
    expect((await me.ask('GET', `/${caseNo}`)).body.visit).toMatchObject({
      on: second.on,
      part: second.part,
    });
    const { rows } = await hall.owner.query(
      `SELECT DISTINCT actor FROM audit_entries WHERE action = 'application.visit-booked' AND subject = $1`,
      [`application:${caseNo}`],
    );
    expect(rows).toEqual([{ actor: `staff:${colleague.username}` }]);
  });
});

describe('a case that goes to another team', () => {
  it('takes its open step and the half day that was promised along', async () => {
    const { me, office, caseNo } = await handedIn();
    await office.must(`/${caseNo}/take`);
    await office.must(`/${caseNo}/moves`, { move: 'accept' });
    const { slots } = (await me.ask('GET', `/${caseNo}/slots`)).body;
    const { on, part } = slots.filter(({ free }: { free: number }) => free > 0).at(-1);
    await me.ask('POST', `/${caseNo}/appointment`, { on, part });
    await hall.owner.query(
      `SELECT put_service_team('survey-north', '北区勘查班', 'Survey north', '{survey}', NULL, '{北区}', '0631-5550001', 4, $1)`,
      [[colleague.username]],
    );
    // Of a step that was left, whose team still goes there.
    await hall.owner.query(
      `INSERT INTO site_visits (case_id, step, team, visit_on, part, status, booked_by, booked_at)
       SELECT id, 'inspection', 'hall', $2, 'am', 'booked', 'test', now() FROM applications WHERE case_no = $1`,
      [caseNo, today],
    );
    await office.must(`/${caseNo}/hand-over`, { to: { team: 'survey-north' }, reason: '北区地址' });
    const { rows } = await hall.owner.query(
      `SELECT v.team AS visit, v.step = t.step AS here, t.team AS step FROM applications c JOIN site_visits v ON v.case_id = c.id AND v.status = 'booked'
         JOIN case_step_times t ON t.case_id = c.id AND t.to_on IS NULL WHERE c.case_no = $1 ORDER BY here DESC`,
      [caseNo],
    );
    expect(rows).toEqual([
      { visit: 'survey-north', here: true, step: 'survey-north' },
      { visit: 'hall', here: false, step: 'survey-north' },
    ]);
  });
});

describe('what was found in an earlier stay in a step', () => {
  it('lets nothing go on after an appeal: neither an inspection nor a visit', async () => {
    const { household, resident } = await heldHome();
    const { me, office, caseNo, walk } = await inHand('meter-test', household.accountNo, resident);
    const passed = ['accuracy', 'seals'].map(code => ({ code, passed: true }));
    await office.must(`/${caseNo}/moves`, { move: 'accept' });
    // Recorded twice: as many records as there will be stays.
    await office.must(`/${caseNo}/inspections`, { items: passed });
    await office.must(`/${caseNo}/inspections`, { items: passed });
    await office.must(`/${caseNo}/ending`, { reason: '资料有误' });
    await me.ask('POST', `/${caseNo}/appeal`, { reason: '资料无误' });
    const others = desk({ ...walk, clerk: colleague });
    await others.must(`/${caseNo}/take`);
    await others.must(`/${caseNo}/moves`, { move: 'accept' });
    const uninspected = await others.ask('POST', `/${caseNo}/moves`, { move: 'passed' });
    expect([uninspected.status, uninspected.body.error]).toEqual([409, 'application-inspection-missing']);
    await others.must(`/${caseNo}/inspections`, { items: passed });
    await others.must(`/${caseNo}/moves`, { move: 'passed' });

    const survey = await handedIn();
    await survey.office.must(`/${survey.caseNo}/take`);
    await survey.office.must(`/${survey.caseNo}/moves`, { move: 'accept' });
    await survey.office.must(`/${survey.caseNo}/visit`, { outcome: 'done' });
    await survey.office.must(`/${survey.caseNo}/ending`, { reason: '地址有误' });
    await survey.me.ask('POST', `/${survey.caseNo}/appeal`, { reason: '地址无误' });
    const again = desk({ ...survey.walk, clerk: colleague });
    await again.must(`/${survey.caseNo}/take`);
    await again.must(`/${survey.caseNo}/moves`, { move: 'accept' });
    const unseen = await again.ask('POST', `/${survey.caseNo}/moves`, { move: 'onwards' });
    expect([unseen.status, unseen.body.error]).toEqual([409, 'application-visit-missing']);
    await again.must(`/${survey.caseNo}/visit`, { outcome: 'done' });
    await again.must(`/${survey.caseNo}/moves`, { move: 'onwards' });
  });
});

describe('an inspection', () => {
  const items = (passed: boolean) => [
    { code: 'accuracy', passed, note: '0.5级' },
    { code: 'seals', passed: true },
  ];
  async function toTest() {
    const { household, resident } = await heldHome();
    const story = await inHand('meter-test', household.accountNo, resident);
    await story.office.must(`/${story.caseNo}/moves`, { move: 'accept' });
    return story;
  }
  async function photographed(caseNo: string): Promise<string> {
    const reply = await fetch(`${hall.url}/api/v1/staff/applications/${caseNo}/photos`, {
      method: 'POST',
      headers: { cookie: clerk.cookie, 'content-type': 'image/jpeg', 'idempotency-key': randomUUID() },
      body: new Uint8Array(await photo()),
    });
    expect(reply.status).toBe(201);
    const { documentId } = (await reply.json()) as { documentId: string };
    return documentId;
  }
  const firstPass = async () =>
    (
      await hall.call('GET', `/staff/application-figures?from=${today}&to=${today}`, {
        cookie: supervisor.cookie,
      })
    ).body.firstPass;

  it('is recorded with photos of its own case, and decides the way', async () => {
    const { me, caseNo, office } = await toTest();
    const mine = await photographed(caseNo);
    const foreign = await photographed((await toTest()).caseNo);
    const mixed = { items: items(true), photos: [mine, foreign] };
    const refused = await office.ask('POST', `/${caseNo}/inspections`, mixed);
    expect([refused.status, refused.body.details[0].field]).toEqual([422, 'photos']);
    const half = await office.ask('POST', `/${caseNo}/inspections`, { items: items(true).slice(1) });
    expect([half.status, half.body.details[0].field]).toEqual([422, 'items']);
    const failed = await office.must(`/${caseNo}/inspections`, {
      items: items(false),
      note: '误差超限',
      photos: [mine],
    });
    expect(failed.inspections).toMatchObject([{ round: 1, passed: false, note: '误差超限', photos: [mine] }]);
    const onwards = await office.ask('POST', `/${caseNo}/moves`, { move: 'passed' });
    expect([onwards.status, onwards.body.error]).toEqual([409, 'application-inspection-missing']);
    // Until it decides the way it may be judged anew.
    expect((await me.ask('GET', `/${caseNo}`)).body.inspections).toEqual([]);
    await office.must(`/${caseNo}/moves`, { move: 'failed' });
    const seen = await office.ask('GET', `/${caseNo}/documents/${mine}`);
    expect(seen.status).toBe(200);
    // The result that was asked for, in the words of who tested; no photo and no name.
    const [result, ...none] = (await me.ask('GET', `/${caseNo}`)).body.inspections;
    expect([result, none]).toEqual([
      {
        step: 'test',
        name: { zh: '现场校验', en: 'Test on site' },
        passed: false,
        note: '误差超限',
        items: [
          expect.objectContaining({ passed: false, note: '0.5级' }),
          expect.objectContaining({ passed: true, note: '' }),
        ],
        at: expect.any(String),
      },
      [],
    ]);
  });

  it('of an installation counts once for the first look, and a test of a meter does not', async () => {
    const test = await toTest();
    await test.office.must(`/${test.caseNo}/inspections`, { items: items(false) });
    expect(await firstPass()).toEqual({ inspected: 0, passed: 0 });
    const { household, resident } = await heldHome();
    const { me, office, caseNo } = await inHand('capacity-increase', household.accountNo, resident);
    await office.must(`/${caseNo}/moves`, { move: 'accept' });
    await office.must(`/${caseNo}/visit`, { outcome: 'done' });
    await office.must(`/${caseNo}/moves`, { move: 'onwards' });
    await me.ask('POST', `/${caseNo}/confirmation`);
    const list = kindOf('capacity-increase').inspections[0]!.items;
    const look = (passed: boolean) =>
      office.must(`/${caseNo}/inspections`, { items: list.map(({ code }) => ({ code, passed })) });
    await look(false);
    await office.must(`/${caseNo}/moves`, { move: 'failed' });
    expect((await me.ask('GET', `/${caseNo}`)).body).toMatchObject({
      step: 'works',
      inspections: [{ step: 'final-inspection', passed: false }],
    });
    const { rows: told } = await hall.owner.query(
      `SELECT params ->> 'stepZh' AS said FROM notices WHERE dedupe_key LIKE $1 ORDER BY id DESC LIMIT 1`,
      [`application:${caseNo}:%`],
    );
    expect(told).toEqual([{ said: '检验未通过，请按检验意见整改后再次报验' }]);
    await me.ask('POST', `/${caseNo}/confirmation`);
    await look(true);
    expect(await firstPass()).toEqual({ inspected: 1, passed: 0 });
  });
});
