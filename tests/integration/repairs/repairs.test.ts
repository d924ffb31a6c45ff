/** A repair as everybody lives it: one report, one order, one team, one arrival, one fix; its clocks, and who may see what. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { gridPlan } from '../../../prisma/seed/repair-grid.ts';
import { readFacts } from '../../../server/src/modules/stars/star-facts.repository.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { movingClock } from '../../support/moving-clock.ts';
import type { Household, Resident } from '../../support/world.ts';
import { addMember, type DeskMember } from '../access/scene.ts';
import { freshKey } from '../payments/story.ts';
import { type Crew, crewOf, layGrid, moveHome } from './grid.ts';

const minute = 60;
const clock = movingClock();
let hall: RunningHall;
let clerk: DeskMember;
let colleague: DeskMember;
let near: Crew;
let far: Crew;
let home: Household;
let resident: Resident;

beforeAll(async () => {
  hall = await startHall({ clock });
  await layGrid(hall);
  [clerk, colleague] = [await addMember(hall, 'clerk'), await addMember(hall, 'clerk')];
  near = await crewOf(hall, '文登区', '昆嵛路');
  far = await crewOf(hall, '环翠区', '昆嵛路');
});
afterAll(() => hall.close());

beforeEach(async () => {
  // What earlier stories left undone keeps nobody busy in this one.
  await hall.owner.query(
    `UPDATE repair_orders SET status = 'cancelled', team_id = NULL, accept_by = NULL, accepted_by = NULL WHERE status NOT IN ('done', 'archived', 'cancelled')`,
  );
  await hall.owner.query(`UPDATE repair_faults SET status = 'cancelled' WHERE status = 'open'`);
  [home, resident] = await newNeighbour();
});

async function newNeighbour(): Promise<[Household, Resident]> {
  const [household, person] = [await hall.world.household(), await hall.world.resident()];
  await hall.world.bind(person, household, { isHolder: true });
  // The story's time passes by days; nobody in it has to sign in again for that.
  for (const table of ['sessions', 'staff_sessions'])
    await hall.owner.query(`UPDATE ${table} SET expires_at = '2100-01-01'`);
  return [household, person];
}

const words = '家里突然没电了，隔壁也没有';
const report = async (from = home, by = resident, said = words): Promise<string> => {
  const body = { kind: 'repair', words: said, accountNo: from.accountNo };
  const answer = await hall.call('POST', '/cases', { token: by.token, key: freshKey(), body });
  expect(answer.status).toBe(201);
  return answer.body.caseNo;
};
const repairOf = async (caseNo: string, by = resident) =>
  (await hall.call('GET', `/cases/${caseNo}/repair`, { token: by.token })).body.repair;
const board = async () => (await hall.call('GET', '/staff/repairs', { cookie: clerk.cookie })).body;
const orderOf = async (caseNo: string, by = resident): Promise<string> => {
  const { faultNo } = await repairOf(caseNo, by);
  const { rows } = await hall.owner.query(
    'SELECT order_no FROM repair_orders o JOIN repair_faults f ON f.id = o.fault_id WHERE f.fault_no = $1',
    [faultNo],
  );
  return rows[0].order_no;
};
const read = async (orderNo: string) =>
  (await hall.call('GET', `/staff/repairs/${orderNo}`, { cookie: clerk.cookie })).body;
const crewAct = async (orderNo: string, body: object, by: DeskMember = near) => {
  const { version } = await read(orderNo);
  return hall.call('POST', `/staff/crew/orders/${orderNo}/acts`, {
    cookie: by.cookie,
    body: { version, ...body },
  });
};
const deskAct = async (orderNo: string, body: object, by: DeskMember = clerk) => {
  const { version } = await read(orderNo);
  return hall.call('POST', `/staff/repairs/${orderNo}/acts`, {
    cookie: by.cookie,
    body: { version, ...body },
  });
};
const notices = async (caseNo: string): Promise<string[]> =>
  (
    await hall.owner.query(`SELECT event FROM notices WHERE params->>'caseNo' = $1 ORDER BY id`, [caseNo])
  ).rows.map(({ event }) => event);
const finish = { act: 'finish', cause: 'line', words: '更换烧断的接户线' };

describe('an order that is cancelled', () => {
  it('gives the case of a crew back to the desk, and tells whoever was told of the crew', async () => {
    const caseNo = await report();
    const orderNo = await orderOf(caseNo);
    await crewAct(orderNo, { act: 'accept' });
    await hall.app.idle();
    const desk = async () =>
      (await hall.call('GET', `/staff/cases/${caseNo}`, { cookie: clerk.cookie })).body;
    expect((await desk()).owner).toBe(near.username);
    expect((await deskAct(orderNo, { act: 'cancel', words: '查明为户内开关跳闸' })).body.status).toBe(
      'cancelled',
    );
    await hall.app.idle();
    expect(await desk()).toMatchObject({ status: 'new', owner: null, firstReceiver: near.username });
    const waiting = await hall.call('GET', '/staff/cases?view=unassigned', { cookie: clerk.cookie });
    expect(waiting.body.cases.map((row: { caseNo: string }) => row.caseNo)).toContain(caseNo);
    const said = await hall.call('GET', `/cases/${caseNo}`, { token: resident.token });
    expect(said.body.events.at(-1)).toMatchObject({ act: 'crew-called-off', by: 'staff' });
    expect(await notices(caseNo)).toEqual(['repair-received', 'repair-on-way', 'case-updated']);
  });
});

describe('the five ones', () => {
  it('from the report to the answer the customer judges, with a word at each step', async () => {
    const caseNo = await report();
    expect(await repairOf(caseNo)).toMatchObject({ status: 'dispatched', team: near.teamName, crew: null });
    const orderNo = await orderOf(caseNo);

    expect((await crewAct(orderNo, { act: 'accept' })).status).toBe(200);
    await hall.app.idle();
    expect(await repairOf(caseNo)).toMatchObject({ status: 'accepted', crew: near.username });
    expect((await crewAct(orderNo, { act: 'arrive' })).status).toBe(200);
    expect((await crewAct(orderNo, finish)).status).toBe(200);
    await hall.app.idle();

    const said = await hall.call('GET', `/cases/${caseNo}`, { token: resident.token });
    expect(said.body).toMatchObject({ status: 'answered', outcome: 'solved', remedy: '更换烧断的接户线' });
    expect(said.body.acts).toContain('accept');
    expect(await notices(caseNo)).toEqual(['repair-received', 'repair-on-way', 'repair-restored']);
    const filed = await deskAct(orderNo, { act: 'archive' });
    expect(filed.body.status).toBe('archived');
    expect(filed.body.events.map(({ act }: { act: string }) => act)).toEqual([
      'open',
      'dispatch',
      'accept',
      'arrive',
      'finish',
      'archive',
    ]);
    const { rows: audited } = await hall.owner.query(
      `SELECT action FROM audit_entries WHERE subject = $1 AND action NOT LIKE '%read' ORDER BY id`,
      [`repair:${orderNo}`],
    );
    expect(audited.map(({ action }) => action)).toEqual([
      'repair.open',
      'repair.dispatch',
      'repair.accept',
      'repair.arrive',
      'repair.finish',
      'repair.archive',
    ]);
  });

  it('the crew on its way has the case in hand, minute after minute, until it is a crew no longer', async () => {
    const caseNo = await report();
    expect((await crewAct(await orderOf(caseNo), { act: 'accept' })).status).toBe(200);
    await hall.app.idle();
    const watched = async () => {
      await hall.app.runJob('watch-cases');
      const { status, owner, events } = (
        await hall.call('GET', `/staff/cases/${caseNo}`, { cookie: clerk.cookie })
      ).body;
      return { status, owner, left: events.some(({ act }: { act: string }) => act === 'owner-left') };
    };
    expect(await watched()).toEqual({ status: 'working', owner: near.username, left: false });
    const roles = (list: string[]) =>
      hall.owner.query('UPDATE staff_members SET roles = $2 WHERE username = $1', [near.username, list]);
    await roles(['finance']);
    expect(await watched()).toEqual({ status: 'new', owner: null, left: true });
    await roles(['crew']);
  });

  it('reports of one place are one fault with one order; of another street another', async () => {
    const first = await report();
    const [otherHome, other] = await newNeighbour();
    const second = await report(otherHome, other);
    const [elsewhere, stranger] = await newNeighbour();
    await moveHome(hall, elsewhere.premisesId, '文登区', '青岛路');
    const third = await report(elsewhere, stranger);
    expect(await orderOf(second, other)).toBe(await orderOf(first));
    expect((await repairOf(first)).reports).toBe(2);
    expect(await orderOf(third, stranger)).not.toBe(await orderOf(first));
  });

  it('hours later the fault that is still open, and shown as known, takes the report', async () => {
    const first = await report();
    clock.pass(121 * minute);
    const [otherHome, other] = await newNeighbour();
    expect(await orderOf(await report(otherHome, other), other)).toBe(await orderOf(first));
    expect((await repairOf(first)).reports).toBe(2);
  });

  it('a report of something else is taken out by a dispatcher, and has an order of its own', async () => {
    const first = await report();
    const [otherHome, other] = await newNeighbour();
    const second = await report(otherHome, other, '我家电表箱冒烟了');
    const orderNo = await orderOf(first);
    const kept = await deskAct(orderNo, { act: 'separate', caseNo: second, words: '不是同一个故障' });
    expect(kept.body.reports).toBe(1);
    expect(await orderOf(second, other)).not.toBe(orderNo);
    const last = await deskAct(orderNo, { act: 'separate', caseNo: first, words: '只剩这一个' });
    expect([last.status, last.body.error]).toEqual([422, 'repair-report-not-in-fault']);
  });

  it('a neighbour never joins what was taken out of the fault, nor what was reported again', async () => {
    const first = await report();
    const [otherHome, other] = await newNeighbour();
    const second = await report(otherHome, other, '我家电表箱冒烟了');
    const shared = await orderOf(first);
    await deskAct(shared, { act: 'separate', caseNo: second, words: '不是同一个故障' });
    const [thirdHome, third] = await newNeighbour();
    expect(await orderOf(await report(thirdHome, third), third)).toBe(shared);
    for (const body of [{ act: 'accept' }, { act: 'arrive' }, finish]) await crewAct(shared, body);
    await hall.app.idle();
    await hall.call('POST', `/cases/${first}/rating`, {
      token: resident.token,
      body: { stars: 2, satisfied: false, words: '只有我家还没电' },
    });
    const [fourthHome, fourth] = await newNeighbour();
    const { faults } = (
      await hall.call('GET', `/households/${fourthHome.accountNo}/known-faults`, { token: fourth.token })
    ).body;
    expect(faults).toEqual([]);
    const own = await orderOf(await report(fourthHome, fourth), fourth);
    expect([shared, await orderOf(first), await orderOf(second, other)]).not.toContain(own);
  });

  it('whoever comes late hears at once who is on the way', async () => {
    const orderNo = await orderOf(await report());
    await crewAct(orderNo, { act: 'accept' });
    await hall.app.idle();
    const [otherHome, other] = await newNeighbour();
    const late = await report(otherHome, other);
    await hall.app.runJob('tell-reporters');
    expect(await notices(late)).toEqual(['repair-received', 'repair-on-way']);
  });
});

describe('before a report is sent', () => {
  it('the neighbour sees the fault that is known, and the outage that was announced', async () => {
    const known = async (from: Household, by: Resident) =>
      (await hall.call('GET', `/households/${from.accountNo}/known-faults`, { token: by.token })).body;
    expect(await known(home, resident)).toEqual({ faults: [], outages: [] });
    await report();
    const [otherHome, other] = await newNeighbour();
    await hall.owner.query(
      `WITH o AS (INSERT INTO outages (outage_no, kind, status, reason, area, from_at, until_at, version, created_by, created_at, published_at)
         VALUES ('TD20261129900', 'planned', 'published', '线路检修', '昆嵛路', $2::timestamptz + interval '1 hour', $2::timestamptz + interval '5 hours', 1, 'staff:clerk1', $2, $2) RETURNING id)
       INSERT INTO outage_accounts (outage_id, account_id) SELECT id, $1 FROM o`,
      [otherHome.accountId, clock.now()],
    );
    expect(await known(otherHome, other)).toMatchObject({
      faults: [{ reports: 1, status: 'dispatched' }],
      outages: [{ outageNo: 'TD20261129900', reason: '线路检修' }],
    });
    expect((await known(home, resident)).outages).toEqual([]);
  });
});

describe('who is sent', () => {
  it('a team that does not accept in time loses it to the next, and that is counted', async () => {
    const caseNo = await report();
    const orderNo = await orderOf(caseNo);
    clock.pass(4 * minute);
    await hall.app.runJob('watch-repairs');
    expect(await read(orderNo)).toMatchObject({ team: near.teamName, dispatches: 1 });
    clock.pass(2 * minute);
    await hall.app.runJob('watch-repairs');
    await hall.app.runJob('watch-repairs');
    const { team, dispatches, events } = await read(orderNo);
    expect({ team, dispatches }).toEqual({ team: far.teamName, dispatches: 2 });
    expect(events.map(({ act }: { act: string }) => act)).toEqual(['open', 'dispatch', 'lapse', 'dispatch']);
    expect((await crewAct(orderNo, { act: 'accept' })).status).toBe(404);
    expect((await board()).figures.redispatches).toBeGreaterThan(0);
  });

  it('nobody free: it waits, and goes to the first who becomes free', async () => {
    await orderOf(await report());
    const [secondHome, second] = await newNeighbour();
    await moveHome(hall, secondHome.premisesId, '文登区', '青岛路');
    await report(secondHome, second);
    const [thirdHome, third] = await newNeighbour();
    await moveHome(hall, thirdHome.premisesId, '文登区', '米山路');
    const caseNo = await report(thirdHome, third);
    const orderNo = await orderOf(caseNo, third);
    expect(await read(orderNo)).toMatchObject({ status: 'waiting', team: null, free: [] });
    await hall.owner.query(
      `UPDATE repair_orders SET status = 'cancelled', team_id = NULL, accept_by = NULL WHERE team_id = $1 AND status = 'dispatched'`,
      [far.teamId],
    );
    await hall.app.runJob('watch-repairs');
    expect(await read(orderNo)).toMatchObject({ status: 'dispatched', team: far.teamName });
  });

  it('a dispatcher sends another than the nearest for a reason only', async () => {
    const orderNo = await orderOf(await report());
    const plain = await deskAct(orderNo, { act: 'dispatch', teamId: far.teamId });
    expect([plain.status, plain.body.error]).toEqual([422, 'repair-reason-missing']);
    const reasoned = await deskAct(orderNo, {
      act: 'dispatch',
      teamId: far.teamId,
      words: '近处的队伍车辆故障',
    });
    expect(reasoned.body).toMatchObject({ team: far.teamName, dispatches: 2 });
    const noTeam = await deskAct(orderNo, { act: 'dispatch', teamId: 999_999, words: '没有这支队伍' });
    expect([noTeam.status, noTeam.body.error]).toEqual([422, 'repair-team-unknown']);
  });

  it('two dispatchers at once: of one order one is told who was first, of one team one finds it busy', async () => {
    const orderNo = await orderOf(await report());
    const { version } = await read(orderNo);
    const body = { act: 'dispatch', version, teamId: far.teamId, words: '就近支援' };
    const both = await Promise.all(
      [clerk, colleague].map(({ cookie }) =>
        hall.call('POST', `/staff/repairs/${orderNo}/acts`, { cookie, body }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)!.body.error).toBe('repair-changed');

    const [secondHome, second] = await newNeighbour();
    await moveHome(hall, secondHome.premisesId, '文登区', '青岛路');
    const [thirdHome, third] = await newNeighbour();
    await moveHome(hall, thirdHome.premisesId, '文登区', '米山路');
    const orders = [
      await orderOf(await report(secondHome, second), second),
      await orderOf(await report(thirdHome, third), third),
    ];
    await hall.owner.query(
      `UPDATE repair_orders SET status = 'waiting', team_id = NULL, accept_by = NULL WHERE order_no = ANY ($1)`,
      [orders],
    );
    const racing = await Promise.all(
      orders.map(each => deskAct(each, { act: 'dispatch', teamId: near.teamId, words: '请先去这里' })),
    );
    expect(racing.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(racing.find(({ status }) => status === 409)!.body.error).toBe('repair-team-busy');
  });

  it('sent back with a reason it waits for a dispatcher', async () => {
    const caseNo = await report();
    const orderNo = await orderOf(caseNo);
    await crewAct(orderNo, { act: 'accept' });
    await crewAct(orderNo, { act: 'arrive' });
    const back = await crewAct(orderNo, { act: 'send-back', words: '需要带电作业车' });
    expect(back.body.status).toBe('returned');
    await hall.app.runJob('watch-repairs');
    expect(await read(orderNo)).toMatchObject({ status: 'returned', team: null });
    expect((await deskAct(orderNo, { act: 'dispatch', teamId: near.teamId })).body.status).toBe('dispatched');
  });
});

describe('the clocks', () => {
  const limits = { city: [45, 180], rural: [90, 240], remote: [120, 240] } as const;
  it.each(['city', 'rural', 'remote'] as const)('of a %s area are T2’s', async kind => {
    const street = gridPlan().streets.find(each => each.regionCode === 'weihai' && each.areaKind === kind)!;
    await moveHome(hall, home.premisesId, street.district, street.street);
    const caseNo = await report();
    const { openedAt, arriveDueAt } = await repairOf(caseNo);
    expect(Date.parse(arriveDueAt) - Date.parse(openedAt)).toBe(limits[kind][0] * 60_000);
    const orderNo = await orderOf(caseNo);
    const by = (await read(orderNo)).team === near.teamName ? near : far;
    await crewAct(orderNo, { act: 'accept' }, by);
    clock.pass(7 * minute);
    await crewAct(orderNo, { act: 'arrive' }, by);
    const { arrivedAt, restoreDueAt } = await repairOf(caseNo);
    expect(Date.parse(restoreDueAt) - Date.parse(arrivedAt)).toBe(limits[kind][1] * 60_000);
  });

  it('warn before arrival and restoration are due and escalate after, once each', async () => {
    const orderNo = await orderOf(await report());
    await crewAct(orderNo, { act: 'accept' });
    const acts = async () =>
      (await read(orderNo)).events
        .map(({ act }: { act: string }) => act)
        .filter((act: string) => /warned|late/.test(act));
    const passes = async (minutes: number) => {
      clock.pass(minutes * minute);
      await hall.app.runJob('watch-repairs');
      await hall.app.runJob('watch-repairs');
    };
    await passes(29);
    expect(await acts()).toEqual([]);
    await passes(2);
    expect(await acts()).toEqual(['arrival-warned']);
    expect((await read(orderNo)).urgency).toBe('at-risk');
    await passes(15);
    expect(await acts()).toEqual(['arrival-warned', 'arrival-late']);
    await crewAct(orderNo, { act: 'arrive' });
    expect((await read(orderNo)).urgency).toBe('in-time');
    await passes(166);
    await passes(15);
    expect(await acts()).toEqual([
      'arrival-warned',
      'arrival-late',
      'restoration-warned',
      'restoration-late',
    ]);
    expect((await board()).orders[0]).toMatchObject({ orderNo, urgency: 'overdue', escalated: true });
  });
});

describe('a second visit', () => {
  async function mended(caseNo: string): Promise<string> {
    const orderNo = await orderOf(caseNo);
    for (const body of [{ act: 'accept' }, { act: 'arrive' }, finish]) await crewAct(orderNo, body);
    await hall.app.idle();
    return orderNo;
  }

  it('within thirty days to one household is counted, later it is not', async () => {
    const first = await mended(await report());
    clock.pass(29 * 24 * 3600);
    await newNeighbour();
    const second = await mended(await report());
    expect((await read(second)).secondVisitOf).toBe(first);
    clock.pass(31 * 24 * 3600);
    await newNeighbour();
    expect((await read(await orderOf(await report()))).secondVisitOf).toBeNull();
  });

  it('a customer who is not satisfied has a crew again', async () => {
    const caseNo = await report();
    const first = await mended(caseNo);
    const answer = await hall.call('POST', `/cases/${caseNo}/rating`, {
      token: resident.token,
      body: { stars: 2, satisfied: false, words: '晚上又停了' },
    });
    expect(answer.status).toBe(200);
    const second = await orderOf(caseNo);
    expect(second).not.toBe(first);
    expect(await read(second)).toMatchObject({ status: 'dispatched', secondVisitOf: first });
    await mended(caseNo);
    const again = await hall.call('GET', `/cases/${caseNo}`, { token: resident.token });
    expect(again.body.status).toBe('answered');
    expect((await notices(caseNo)).filter(event => event === 'repair-restored')).toHaveLength(2);
  });
});

describe('what goes wrong for one', () => {
  const mend = async (caseNo: string) => {
    const orderNo = await orderOf(caseNo);
    for (const body of [{ act: 'accept' }, { act: 'arrive' }, finish]) await crewAct(orderNo, body);
    await hall.app.idle();
    return orderNo;
  };
  const statusOf = async (caseNo: string) =>
    (await hall.call('GET', `/cases/${caseNo}`, { token: resident.token })).body.status;

  it('a customer who says on the telephone that it is not mended has a crew again', async () => {
    const caseNo = await report();
    const first = await mend(caseNo);
    const { rows } = await hall.owner.query(
      `INSERT INTO follow_ups (case_id, round, reason, due_at, created_at) SELECT id, reopened, 'sample', $2, $2 FROM service_cases WHERE case_no = $1 RETURNING id`,
      [caseNo, clock.now()],
    );
    const said = await hall.call('POST', `/staff/follow-ups/${rows[0].id}/outcome`, {
      cookie: clerk.cookie,
      key: freshKey(),
      body: { outcome: 'unsatisfied', words: '晚上又停了' },
    });
    expect(said.status).toBe(200);
    const second = await orderOf(caseNo);
    expect(second).not.toBe(first);
    expect(await read(second)).toMatchObject({ status: 'dispatched', secondVisitOf: first });
    await mend(caseNo);
    expect(await statusOf(caseNo)).toBe('answered');
  });

  it('whoever only telephoned is told by text message who is on the way and that it is mended', async () => {
    const phone = '13900007777';
    const typed = await hall.call('POST', '/staff/cases', {
      cookie: clerk.cookie,
      key: freshKey(),
      body: {
        kind: 'repair',
        source: 'hotline',
        words: '路口变压器冒火花，请来修理',
        place: '昆嵛路与文昌路路口',
        contactPhone: phone,
      },
    });
    expect(typed.status).toBe(201);
    const { rows } = await hall.owner.query(
      `SELECT o.order_no, o.team_id FROM repair_orders o JOIN repair_reports r ON r.fault_id = o.fault_id JOIN service_cases c ON c.id = r.case_id WHERE c.case_no = $1`,
      [typed.body.caseNo],
    );
    const orderNo = rows[0].order_no;
    if (Number(rows[0].team_id) !== near.teamId)
      await deskAct(orderNo, { act: 'dispatch', teamId: near.teamId, words: '请去路口' });
    const texts = async () => {
      await hall.app.idle();
      await hall.app.runJob('tell-reporters');
      await hall.app.runJob('deliver-outbox');
      const found = await hall.sandbox.get<{ template: string }[] | { messages: { template: string }[] }>(
        `/control/sms?phone=${phone}`,
      );
      return (Array.isArray(found) ? found : found.messages).map(({ template }) => template);
    };
    expect((await crewAct(orderNo, { act: 'accept' })).status).toBe(200);
    expect(await texts()).toEqual(['caller-on-way.zh']);
    await crewAct(orderNo, { act: 'arrive' });
    expect((await crewAct(orderNo, finish)).status).toBe(200);
    expect((await texts()).sort()).toEqual(['caller-on-way.zh', 'caller-restored.zh', 'case-rating.zh']);
    expect((await hall.sandbox.lastSms(phone))!.params).toMatchObject({ caseNo: typed.body.caseNo });
  });

  it('whoever calls about a household of another is told, and its holder is not', async () => {
    const phone = '13900008888';
    const body = {
      kind: 'repair',
      source: 'hotline',
      words: '租的房子没电了，请来修理',
      accountNo: home.accountNo,
      contactPhone: phone,
    };
    const request = { cookie: clerk.cookie, key: freshKey(), body };
    const { caseNo } = (await hall.call('POST', '/staff/cases', request)).body;
    const path = `/staff/cases/${caseNo}/repair`;
    const { order } = (await hall.call('GET', path, { cookie: clerk.cookie })).body;
    expect((await crewAct(order.orderNo, { act: 'accept' })).status).toBe(200);
    await hall.app.idle();
    await hall.app.runJob('tell-reporters');
    await hall.app.runJob('deliver-outbox');
    expect((await hall.sandbox.lastSms(phone))!.params).toMatchObject({ caseNo });
    expect(await notices(caseNo)).toEqual([]);
    // Called off, the clerk who typed it in keeps it, and whoever waits for the crew is told that it does not come.
    await deskAct(order.orderNo, { act: 'cancel', words: '房东已找电工修好' });
    await hall.app.idle();
    await hall.app.runJob('deliver-outbox');
    expect(await hall.sandbox.lastSms(phone)).toMatchObject({
      template: 'caller-called-off.zh',
      params: { caseNo },
    });
    const file = (await hall.call('GET', `/staff/cases/${caseNo}`, { cookie: clerk.cookie })).body;
    expect(file).toMatchObject({ status: 'working', owner: clerk.username });
    expect(file.events.at(-1).act).toBe('crew-called-off');
    expect(await notices(caseNo)).toEqual([]);
  });

  it('a place chosen on a map is a street: the crew next to it goes, and a second report there joins', async () => {
    const { rows } = await hall.owner.query(
      `SELECT lat, lon FROM grid_areas WHERE district = '文登区' AND street = '昆嵛路'`,
    );
    const position = { latitude: rows[0].lat + 0.0001, longitude: rows[0].lon + 0.0001 };
    const said = { kind: 'repair', words: '路边电杆斜了，请来看看', position };
    const pole = async (by: Resident) => {
      const request = { token: by.token, key: freshKey(), body: said };
      return (await hall.call('POST', '/cases', request)).body.caseNo as string;
    };
    const [, second] = await newNeighbour();
    const [first, again] = [await pole(resident), await pole(second)];
    expect(await repairOf(first)).toMatchObject({ status: 'dispatched', team: near.teamName, reports: 2 });
    const orderNo = await orderOf(first);
    expect(await orderOf(again, second)).toBe(orderNo);
    await crewAct(orderNo, { act: 'accept' });
    const addresses = await hall.call('POST', `/staff/crew/orders/${orderNo}/addresses`, {
      cookie: near.cookie,
    });
    expect(addresses.body.addresses[0]).toMatchObject({ caseNo: first, position });
    // Beyond every street of ours it waits for a dispatcher.
    const away = { ...said, position: { latitude: 10, longitude: 10 } };
    const beyond = await hall.call('POST', '/cases', { token: resident.token, key: freshKey(), body: away });
    expect(await repairOf(beyond.body.caseNo)).toMatchObject({ status: 'waiting', team: null });
  });

  it('what its customer takes back sends nobody, unless a neighbour waits', async () => {
    const [first, theirs] = [await report(), await newNeighbour()];
    const other = await report(...theirs);
    const orderNo = await orderOf(first);
    const withdraw = async (caseNo: string, { token }: Resident) => {
      const request = { token, key: freshKey(), body: { words: '已经好了' } };
      expect((await hall.call('POST', `/cases/${caseNo}/withdrawal`, request)).status).toBe(200);
    };
    await withdraw(first, resident);
    expect((await read(orderNo)).status).toBe('dispatched');
    await withdraw(other, theirs[1]);
    expect((await read(orderNo)).status).toBe('cancelled');
  });

  const actOn = async (caseNo: string, body: object) => {
    const { version } = (await hall.call('GET', `/staff/cases/${caseNo}`, { cookie: clerk.cookie })).body;
    const request = { cookie: clerk.cookie, body: { version, ...body } };
    return hall.call('POST', `/staff/cases/${caseNo}/acts`, request);
  };

  it('joined to one whose crew was called off, it leaves nobody without a crew', async () => {
    const first = await report();
    await actOn(first, { act: 'take' });
    await deskAct(await orderOf(first), { act: 'cancel', words: '查明为小区内部线路' });
    await hall.app.idle();
    const again = await report();
    await actOn(again, { act: 'take' });
    expect((await actOn(again, { act: 'merge', into: first })).status).toBe(200);
    const order = await read(await orderOf(first));
    expect(order.status).toBe('dispatched');
    expect((await crewAct(order.orderNo, { act: 'accept' })).status).toBe(200);
    await hall.app.idle();
    expect(await repairOf(first)).toMatchObject({ status: 'accepted', crew: near.username });
  });

  it('a fault answered on the telephone sends nobody, what is no fault neither, and a crew that was called off can be sent again', async () => {
    const answered = await report();
    const first = await orderOf(answered);
    await actOn(answered, { act: 'take' });
    await actOn(answered, { act: 'answer', outcome: 'solved', words: '已电话指导合上户内开关' });
    expect((await read(first)).status).toBe('cancelled');

    const caseNo = await report();
    const taken = await actOn(caseNo, { act: 'take' });
    expect(taken.body.acts).not.toContain('send-crew');
    expect((await actOn(caseNo, { act: 'send-crew', words: '再派一次' })).body.error).toBe('case-crew-sent');
    const second = await orderOf(caseNo);
    const change = (kind: string) => actOn(caseNo, { act: 'change-kind', kind, words: '来电核实' });
    expect((await change('enquiry')).body.kind).toBe('enquiry');
    expect((await read(second)).status).toBe('cancelled');
    expect((await change('repair')).status).toBe(200);
    const third = await orderOf(caseNo);
    await deskAct(third, { act: 'cancel', words: '查明为小区内部线路' });
    await hall.app.idle();
    const sent = await actOn(caseNo, { act: 'send-crew', words: '物业说不是他们的线路' });
    expect([sent.status, sent.body.status]).toEqual([200, 'working']);
    const fourth = await orderOf(caseNo);
    expect(fourth).not.toBe(third);
    await crewAct(fourth, { act: 'accept' });
    await crewAct(fourth, { act: 'arrive' });
    await hall.app.idle();
    expect((await change('enquiry')).body.error).toBe('case-crew-there');
  });

  it('two reports of one fault are one piece of work for whoever mends it, and late when the answer is', async () => {
    const first = await report();
    const [otherHome, other] = await newNeighbour();
    await report(otherHome, other);
    clock.pass(40 * 24 * 60 * minute);
    await mend(first);
    const { rows } = await hall.owner.query(
      `SELECT e.detail FROM service_case_events e JOIN service_cases c ON c.id = e.case_id WHERE c.case_no = $1 AND e.act = 'answer'`,
      [first],
    );
    expect(rows).toEqual([{ detail: { outcome: 'solved', inTime: false, order: await orderOf(first) } }]);
    const month = {
      from: new Date(clock.now().getTime() - 60_000),
      until: new Date(clock.now().getTime() + 60_000),
    };
    const { rows: answers } = await hall.owner.query(
      `SELECT count(*)::int AS count FROM service_case_events WHERE act = 'answer' AND actor = $1 AND at >= $2`,
      [`staff:${near.username}`, month.from],
    );
    expect(answers[0].count).toBe(2);
    expect(await readFacts(hall.owner, month, near.username)).toMatchObject([{ answers: 1, late: 1 }]);
    const sent = await hall.call('POST', `/cases/${first}/rating`, {
      token: resident.token,
      key: freshKey(),
      body: { stars: 1, satisfied: false },
    });
    expect(sent.status).toBe(200);
    expect(await readFacts(hall.owner, month, near.username)).toMatchObject([{ reopened: 1 }]);
  });

  it('reporters whose telling fails keep nobody behind them from hearing', async () => {
    const broken = await mend(await report());
    await hall.owner.query(`UPDATE repair_orders SET remedy_enc = '\\x00' WHERE order_no = $1`, [broken]);
    await hall.owner.query(
      `INSERT INTO repair_tellings (fault_id, what, round, cursor, until_id, made_by, began_at)
       SELECT o.fault_id, 'restored', 99, 0, max(r.id), 'nobody', $2 FROM repair_orders o JOIN repair_reports r ON r.fault_id = o.fault_id
        WHERE o.order_no = $1 GROUP BY o.fault_id`,
      [broken, clock.now()],
    );
    const caseNo = await report();
    await mend(caseNo);
    await hall.app.runJob('tell-reporters');
    expect(await statusOf(caseNo)).toBe('answered');
    await hall.owner.query(`UPDATE repair_tellings SET finished_at = $1 WHERE round = 99`, [clock.now()]);
  });
});

describe('who may see it', () => {
  it('a crew sees its own orders, the address only of one it has accepted, and that is on record', async () => {
    const caseNo = await report();
    const orderNo = await orderOf(caseNo);
    const mine = await hall.call('GET', '/staff/crew/orders', { cookie: near.cookie });
    expect(mine.body.team).toBe(near.teamName);
    // What is open stands before what was done today.
    expect(mine.body.orders[0]).toMatchObject({ orderNo, status: 'dispatched' });
    expect(JSON.stringify(mine.body)).not.toMatch(/单元|301室/);
    const addresses = (by: DeskMember) =>
      hall.call('POST', `/staff/crew/orders/${orderNo}/addresses`, { cookie: by.cookie });
    expect((await addresses(near)).body.error).toBe('repair-act-not-possible');
    await crewAct(orderNo, { act: 'accept' });
    const shown = await addresses(near);
    expect(shown.body.addresses).toEqual([
      { caseNo, address: expect.stringContaining('2单元301室'), position: null, phone: resident.phone },
    ]);
    const { rows } = await hall.owner.query(
      `SELECT actor FROM audit_entries WHERE subject = $1 AND action = 'repair.reveal'`,
      [`repair:${orderNo}`],
    );
    expect(rows).toEqual([{ actor: `staff:${near.username}` }]);
  });

  it('another team’s order does not exist', async () => {
    const orderNo = await orderOf(await report());
    for (const [method, path, body] of [
      ['GET', ''],
      ['POST', '/acts', { act: 'accept', version: 2 }],
      ['POST', '/addresses'],
      ['POST', '/photos?moment=before', 'bytes'],
    ] as const) {
      const reply = await hall.call(method, `/staff/crew/orders/${orderNo}${path}`, {
        cookie: far.cookie,
        key: freshKey(),
        ...(body ? { body } : {}),
      });
      expect([path, reply.status]).toEqual([path, 404]);
    }
    for (const path of [
      '/staff/repairs',
      `/staff/repairs/${orderNo}`,
      '/staff/cases',
      '/staff/find?query=37',
    ])
      expect([path, (await hall.call('GET', path, { cookie: near.cookie })).status]).toEqual([path, 403]);
  });

  it('what was said in confidence stands on no order but for supervisors and whoever has the case', async () => {
    const body = { kind: 'repair', words: '邻居私接电线烧了表箱', accountNo: home.accountNo };
    const said = await hall.call('POST', '/cases', { token: resident.token, key: freshKey(), body });
    // As it could be asked for once.
    await hall.owner.query('UPDATE service_cases SET confidential = true WHERE case_no = $1', [
      said.body.caseNo,
    ]);
    const orderNo = await orderOf(said.body.caseNo);
    const wordsFor = async (who: DeskMember) =>
      (await hall.call('GET', `/staff/repairs/${orderNo}`, { cookie: who.cookie })).body.reportsShown[0]
        .words;
    const supervisor = await addMember(hall, 'supervisor');
    await hall.owner.query(`UPDATE staff_sessions SET expires_at = '2100-01-01'`);
    expect(await wordsFor(clerk)).toBeNull();
    expect(await wordsFor(supervisor)).toBe(body.words);
    const crewSees = await hall.call('GET', `/staff/crew/orders/${orderNo}`, { cookie: near.cookie });
    expect(crewSees.body.said).toEqual([{ caseNo: said.body.caseNo, words: null }]);
  });

  it('nobody reads of a neighbour’s case who has it', async () => {
    const caseNo = await report();
    const [, other] = await newNeighbour();
    expect((await hall.call('GET', `/cases/${caseNo}/repair`, { token: other.token })).status).toBe(404);
  });
});

it('limits are changed from a day on, by the administrator, with their source', async () => {
  const administrator = await addMember(hall, 'administrator');
  await newNeighbour();
  const set = await hall.call('POST', '/staff/repair-rules', {
    cookie: administrator.cookie,
    key: freshKey(),
    body: { name: 'accept-minutes', value: 8, validFrom: '2099-01-01', source: '抢修管理办法（测试）' },
  });
  expect(set.status).toBe(201);
  expect(set.body.rules[0]).toMatchObject({ name: 'accept-minutes', value: 8, state: 'scheduled' });
  expect(set.body.rules).toHaveLength(10);
});
