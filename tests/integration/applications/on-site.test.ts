/** What is done at the customer's: half days that are booked, inspections with their photos. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Office, openOffice, today } from './office.ts';
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
      headers: { cookie: clerk.cookie, 'content-type': 'image/jpeg' },
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

  it('is recorded with photos of its own case, decides the way, and counts once for the first look', async () => {
    const { caseNo, office } = await toTest();
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
    await office.must(`/${caseNo}/moves`, { move: 'failed' });
    const seen = await office.ask('GET', `/${caseNo}/documents/${mine}`);
    expect(seen.status).toBe(200);
    expect(await firstPass()).toEqual({ inspected: 1, passed: 0 });
    const good = await toTest();
    await good.office.must(`/${good.caseNo}/inspections`, { items: items(true) });
    expect(await firstPass()).toEqual({ inspected: 2, passed: 1 });
  });
});
